namespace ReputationWatch.Storage;

/// <summary>Times as both engines store them: Unix milliseconds, UTC.</summary>
internal static class UnixTime
{
    private const long MillisecondsPerHour = 3_600_000;

    public static long ToUnix(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? ToUnix(this DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static DateTimeOffset ToTime(this long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? ToTime(this long? milliseconds) => milliseconds?.ToTime();

    /// <summary>The hour since 1970 that holds the time.</summary>
    public static long HourOf(long milliseconds) => milliseconds / MillisecondsPerHour;

    /// <summary>The first hour that does not begin before <paramref name="time"/>.</summary>
    public static long HourNotBefore(DateTimeOffset time) =>
        (long)Math.Ceiling(time.ToUnix() / (double)MillisecondsPerHour);

    public static DateTimeOffset HourStart(long hour) => (hour * MillisecondsPerHour).ToTime();

    public static long ToFlag(this bool value) => value ? 1 : 0;
}
