using System.Globalization;

namespace ReputationWatch.Core.Notifications.Digests;

/// <summary>One digest of one person: a day or a week on that person's clock.</summary>
/// <param name="Day">The day on which it is due.</param>
public sealed record DigestPeriod(DigestRhythm Rhythm, DateOnly Day, DateTimeOffset From, DateTimeOffset To)
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>What it is compared with: the same hours a week before, so that a Sunday is not measured against a Saturday.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Before => (From.AddDays(-7), To.AddDays(-7));

    /// <summary>Kept in the row: with the recipient it makes the digest one.</summary>
    public string Name => $"{Word}:{Day.ToString(DayForm, CultureInfo.InvariantCulture)}";

    private string Word => Rhythm == DigestRhythm.Weekly ? "weekly" : "daily";

    /// <summary>Null when the text is no name of a period.</summary>
    public static DigestPeriod? Read(string? name, TimeOnly at, TimeZoneInfo zone)
    {
        DigestRhythm? rhythm = name?.Split(':')[0] switch
        {
            "daily" => DigestRhythm.Daily,
            "weekly" => DigestRhythm.Weekly,
            _ => null,
        };
        var day = name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return
            rhythm is { } known
            && DateOnly.TryParseExact(day, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
            ? Of(known, due, at, zone)
            : null;
    }

    public static DigestPeriod Of(DigestRhythm rhythm, DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var first = day.AddDays(rhythm == DigestRhythm.Weekly ? -7 : -1);
        return new DigestPeriod(rhythm, day, LocalTime.At(first, at, zone), LocalTime.At(day, at, zone));
    }
}

public static class DigestSchedule
{
    /// <summary>The newest digest whose hour has come, also when nobody was there at that hour; null when none is wanted.</summary>
    public static DigestPeriod? LastDue(AlertPreferences wishes, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (wishes.Digest == DigestRhythm.None)
        {
            return null;
        }
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        // Eight days back lie one of each weekday and one more, whose hour may not have come today.
        for (var back = 0; back <= 8; back++, day = day.AddDays(-1))
        {
            if (wishes.Digest == DigestRhythm.Weekly && day.DayOfWeek != wishes.DigestDay)
            {
                continue;
            }
            var period = DigestPeriod.Of(wishes.Digest, day, wishes.DigestAt, zone);
            if (period.To <= now)
            {
                return period.To > (wishes.DigestSince ?? DateTimeOffset.MinValue) ? period : null;
            }
        }
        return null;
    }
}
