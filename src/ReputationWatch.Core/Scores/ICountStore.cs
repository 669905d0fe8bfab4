namespace ReputationWatch.Core.Scores;

/// <summary>Reads the hourly counts that the intake keeps in the transaction of each mention.</summary>
public interface ICountStore
{
    /// <summary>Counts per bucket over a period; buckets without mentions are left out. Bucket starts are whole hours UTC
    /// shifted by <paramref name="offset"/>, so that days are the reader's days.</summary>
    Task<IReadOnlyList<CountBucket>> SeriesAsync(
        CountQuery query,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    );

    Task<MentionCounts> TotalsAsync(CountQuery query, CancellationToken cancel);

    Task<IReadOnlyList<(long SourceId, MentionCounts Counts)>> BySourceAsync(
        CountQuery query,
        CancellationToken cancel
    );

    Task<IReadOnlyList<(long TopicId, MentionCounts Counts)>> ByTopicAsync(CountQuery query, CancellationToken cancel);

    /// <summary>
    /// Whether the stored hourly counts equal what the mentions add up to: rows (topic, source, hour) that differ. Empty is right.
    /// </summary>
    Task<IReadOnlyList<string>> VerifyAsync(CancellationToken cancel);
}

/// <summary>
/// The hours that begin in [From, To): the running hour is in, and periods that follow each other share none.
/// With several topics a mention that belongs to two of them counts twice: pages ask for one topic or a comparison.
/// </summary>
public sealed record CountQuery(
    IReadOnlyList<long> TopicIds,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<long>? SourceIds = null
);

public sealed record CountBucket(DateTimeOffset Start, MentionCounts Counts);

/// <summary>Mentions by sentiment, and by NPS class apart for what was inferred from text and what was mapped from stars.</summary>
public sealed record MentionCounts
{
    public long Negative { get; init; }
    public long Neutral { get; init; }
    public long Positive { get; init; }
    public NpsCounts Inferred { get; init; } = new();
    public NpsCounts StarMapped { get; init; } = new();
    public long Total => Negative + Neutral + Positive;

    public static MentionCounts operator +(MentionCounts a, MentionCounts b) =>
        new()
        {
            Negative = a.Negative + b.Negative,
            Neutral = a.Neutral + b.Neutral,
            Positive = a.Positive + b.Positive,
            Inferred = a.Inferred + b.Inferred,
            StarMapped = a.StarMapped + b.StarMapped,
        };
}

public sealed record NpsCounts
{
    public long Detractors { get; init; }
    public long Passives { get; init; }
    public long Promoters { get; init; }
    public long Total => Detractors + Passives + Promoters;

    public static NpsCounts operator +(NpsCounts a, NpsCounts b) =>
        new()
        {
            Detractors = a.Detractors + b.Detractors,
            Passives = a.Passives + b.Passives,
            Promoters = a.Promoters + b.Promoters,
        };
}
