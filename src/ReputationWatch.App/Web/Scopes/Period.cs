using ReputationWatch.Core.Notifications;

namespace ReputationWatch.App.Web.Scopes;

internal enum PeriodKind
{
    Today,
    Days7,
    Days30,
    Days90,
    Year,
    Custom,
}

internal enum Comparison
{
    Previous,
    LastYear,
}

/// <summary>A stretch of whole local days up to now (or to a day's end), and the stretch it is compared with.</summary>
/// <param name="To">Exclusive.</param>
internal sealed record Period(
    PeriodKind Kind,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset BeforeFrom,
    DateTimeOffset BeforeTo,
    DateOnly FirstDay,
    DateOnly LastDay
)
{
    private const int LongestDays = 3660;

    public int Days => LastDay.DayNumber - FirstDay.DayNumber + 1;

    public static Period Of(
        PeriodKind kind,
        Comparison comparison,
        DateTimeOffset now,
        TimeZoneInfo zone,
        DateOnly? first = null,
        DateOnly? last = null
    )
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var (from, to) = DaysOf(kind, today, first, last);
        var start = StartOf(from, zone);
        var end = to >= today ? now : StartOf(to.AddDays(1), zone);
        var (beforeFrom, beforeTo) = Before(comparison, from, to, end, start, zone);
        return new Period(kind, start, end, beforeFrom, beforeTo, from, to);
    }

    /// <summary>Midnight of a local day; where the clocks skip midnight, the first moment of the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(LocalTime.At(day, TimeOnly.MinValue, zone), zone);

    private static (DateOnly From, DateOnly To) DaysOf(
        PeriodKind kind,
        DateOnly today,
        DateOnly? first,
        DateOnly? last
    ) =>
        kind switch
        {
            PeriodKind.Today => (today, today),
            PeriodKind.Days7 => (today.AddDays(-6), today),
            PeriodKind.Days90 => (today.AddDays(-89), today),
            PeriodKind.Year => (today.AddDays(-364), today),
            PeriodKind.Custom when first is { } f => Custom(f, last ?? today, today),
            _ => (today.AddDays(-29), today),
        };

    private static (DateOnly, DateOnly) Custom(DateOnly first, DateOnly last, DateOnly today)
    {
        var to = last > today ? today : last;
        var from = first > to ? to : first;
        return (to.DayNumber - from.DayNumber >= LongestDays ? to.AddDays(1 - LongestDays) : from, to);
    }

    /// <summary>As long as the period itself, so that a day that is not over is compared with the same part of a day.</summary>
    private static (DateTimeOffset, DateTimeOffset) Before(
        Comparison comparison,
        DateOnly from,
        DateOnly to,
        DateTimeOffset end,
        DateTimeOffset start,
        TimeZoneInfo zone
    )
    {
        var beforeDay =
            comparison == Comparison.LastYear ? from.AddYears(-1) : from.AddDays(from.DayNumber - to.DayNumber - 1);
        var beforeStart = StartOf(beforeDay, zone);
        return (beforeStart, beforeStart + (end - start));
    }
}
