namespace ReputationWatch.Core.Notifications;

/// <summary>Hours of the day, in the reader's time zone, in which messages wait. From 22:00 to 07:00 goes over midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>When the quiet that holds this moment ends; null when it is not quiet.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        // Of two equal times nothing lies between: no quiet at all, rather than a whole day of it.
        if (From == To || !time.IsBetween(From, To))
        {
            return null;
        }
        var day = DateOnly.FromDateTime(local.DateTime);
        return LocalTime.Next(time < To ? day : day.AddDays(1), To, zone, after: now);
    }
}

/// <summary>Times on people's clocks, which skip an hour in spring and repeat one in autumn.</summary>
public static class LocalTime
{
    /// <summary>
    /// The moment when a clock in the zone shows this time on this day. A time that the clock skips is the first one after the gap; of
    /// a time that it shows twice the first is meant.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>As <see cref="At"/>; where that has passed already, the second showing of the same time.</summary>
    internal static DateTimeOffset Next(DateOnly day, TimeOnly time, TimeZoneInfo zone, DateTimeOffset after)
    {
        var first = At(day, time, zone);
        var local = day.ToDateTime(time);
        return first > after || !zone.IsAmbiguousTime(local)
            ? first
            : new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Min()).ToUniversalTime();
    }

    /// <summary>The zone of that name, or UTC when this machine does not know it.</summary>
    public static TimeZoneInfo Zone(string? name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name ?? "", out var zone) ? zone : TimeZoneInfo.Utc;
}
