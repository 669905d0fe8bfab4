namespace ReputationWatch.Core.Spikes;

/// <summary>
/// A topic watched for less than a week does not know its usual yet: it alerts only on overwhelming evidence, in windows
/// that its short past can be compared with.
/// </summary>
internal readonly record struct Learning(DateTimeOffset? Until, double HoursWatched)
{
    private const double Days = 7;
    private const int PastPerWindow = 3;
    private const double LeastHours = 6;
    private const double LeastEffective = 15;
    private const int LeastAuthors = 15;
    private const double LeastRatio = 10;
    private const double LeastStrength = 8;

    public bool IsOn => Until is not null;

    public static Learning At(DateTimeOffset now, long firstHour)
    {
        var since = DateTimeOffset.FromUnixTimeSeconds(firstHour * 3600);
        var watched = (now - since).TotalHours;
        return new(watched < Days * 24 ? since.AddDays(Days) : null, watched);
    }

    public bool IsOverwhelming(WindowMeasure w, int authors) =>
        HoursWatched >= LeastHours
        && HoursWatched >= PastPerWindow * w.Hours
        && w.Effective >= Math.Max(LeastEffective, LeastRatio * w.Expected)
        && w.Strength >= LeastStrength
        && authors >= LeastAuthors;
}
