namespace ReputationWatch.Core.Spikes;

/// <summary>The first days of a topic, in which the detector does not know its usual yet.</summary>
public static class LearningTime
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(7);

    /// <summary>Null when it is over, or when there is nothing to learn from.</summary>
    public static DateTimeOffset? Until(DateTimeOffset? firstMention, DateTimeOffset now) =>
        firstMention + Length is { } until && until > now ? until : null;
}

/// <summary>
/// A topic watched for less than a week does not know its usual yet: it alerts only on overwhelming evidence, in windows
/// that its short past can be compared with.
/// </summary>
internal readonly record struct Learning(DateTimeOffset? Until, double HoursWatched)
{
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
        return new(LearningTime.Until(since, now), (now - since).TotalHours);
    }

    public bool IsOverwhelming(WindowMeasure w, int authors) =>
        HoursWatched >= LeastHours
        && HoursWatched >= PastPerWindow * w.Hours
        && w.Effective >= Math.Max(LeastEffective, LeastRatio * w.Expected)
        && w.Strength >= LeastStrength
        && authors >= LeastAuthors;
}
