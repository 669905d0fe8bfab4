using System.Globalization;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.Storage.Counts;

internal sealed class CountStore(Database database) : ICountStore
{
    private const int ReportedDifferences = 100;

    private const string Sums = """
        cast(sum(c.negative) as bigint) as negative, cast(sum(c.neutral) as bigint) as neutral,
        cast(sum(c.positive) as bigint) as positive,
        cast(sum(c.inferred_detractors) as bigint) as inferred_detractors,
        cast(sum(c.inferred_passives) as bigint) as inferred_passives,
        cast(sum(c.inferred_promoters) as bigint) as inferred_promoters,
        cast(sum(c.star_detractors) as bigint) as star_detractors,
        cast(sum(c.star_passives) as bigint) as star_passives,
        cast(sum(c.star_promoters) as bigint) as star_promoters
        """;

    // Source 0 holds the sum of all sources.
    private const string FromCounts = """
        from hourly_counts c
        where c.topic_id in (select value from each(@topics)) and c.source_id in (select value from each(@sources))
          and c.hour >= @from and c.hour < @to
        """;

    private const string SeriesSql = $"""
        select (c.hour * 3600000 + @offset) / @bucket as key, {Sums} {FromCounts}
        group by (c.hour * 3600000 + @offset) / @bucket order by 1
        """;

    private const string TotalsSql = $"select {Sums} {FromCounts}";
    private const string ByTopicSql = $"select c.topic_id as key, {Sums} {FromCounts} group by c.topic_id order by 1";
    private const string BySourceSql =
        $"select c.source_id as key, {Sums} {FromCounts} group by c.source_id order by 1";
    private const string SourceIdsSql = "select id from sources";

    // What the mentions add up to is taken from what is stored: what remains is wrong. Labels and classes are stored as numbers in
    // the order of their enums.
    private const string VerifySql = """
        select topic_id, source_id, hour, cast(sum(negative) as bigint) as negative, cast(sum(neutral) as bigint) as neutral,
          cast(sum(positive) as bigint) as positive, cast(sum(inferred) as bigint) as inferred, cast(sum(star) as bigint) as star
        from (
          select topic_id, source_id, hour, negative, neutral, positive,
            inferred_detractors + 1000000 * inferred_passives + 1000000000000 * inferred_promoters as inferred,
            star_detractors + 1000000 * star_passives + 1000000000000 * star_promoters as star
          from hourly_counts where hour >= @horizon
          union all
          select t.topic_id, s.source_id, m.published_at / 3600000,
            case m.label when 0 then -1 else 0 end, case m.label when 1 then -1 else 0 end,
            case m.label when 2 then -1 else 0 end,
            case m.nps_basis when 0 then case m.nps when 0 then -1 when 1 then -1000000 else -1000000000000 end else 0 end,
            case m.nps_basis when 1 then case m.nps when 0 then -1 when 1 then -1000000 else -1000000000000 end else 0 end
          from mentions m
          join mention_topics t on t.mention_id = m.id
          join (select 0 as source_id, id from sources union all select id, id from sources) s on s.id = m.source_id
          where m.published_at >= @horizon * 3600000
        ) difference
        group by topic_id, source_id, hour
        having sum(negative) <> 0 or sum(neutral) <> 0 or sum(positive) <> 0 or sum(inferred) <> 0 or sum(star) <> 0
        order by 1, 2, 3 limit @count
        """;

    public Task<IReadOnlyList<CountBucket>> SeriesAsync(
        CountQuery query,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    )
    {
        var (size, shift) = ((long)bucket.TotalMilliseconds, (long)offset.TotalMilliseconds);
        return database.ReadAsync<IReadOnlyList<CountBucket>>(
            async s =>
                [
                    .. (await s.ListAsync<CountRow>(SeriesSql, Parameters(s, query, null, size, shift), cancel)).Select(
                        r => new CountBucket((r.Key * size - shift).ToTime(), r.ToCounts())
                    ),
                ],
            cancel
        );
    }

    public Task<MentionCounts> TotalsAsync(CountQuery query, CancellationToken cancel) =>
        database.ReadAsync(
            async s =>
                (await s.FirstAsync<CountRow>(TotalsSql, Parameters(s, query), cancel))?.ToCounts()
                ?? new MentionCounts(),
            cancel
        );

    public Task<IReadOnlyList<(long SourceId, MentionCounts Counts)>> BySourceAsync(
        CountQuery query,
        CancellationToken cancel
    ) =>
        database.ReadAsync<IReadOnlyList<(long, MentionCounts)>>(
            async s =>
            {
                var sources = query.SourceIds ?? await s.ListAsync<long>(SourceIdsSql, null, cancel);
                var rows = await s.ListAsync<CountRow>(BySourceSql, Parameters(s, query, sources), cancel);
                return [.. rows.Select(r => (r.Key, r.ToCounts()))];
            },
            cancel
        );

    public Task<IReadOnlyList<(long TopicId, MentionCounts Counts)>> ByTopicAsync(
        CountQuery query,
        CancellationToken cancel
    ) =>
        database.ReadAsync<IReadOnlyList<(long, MentionCounts)>>(
            async s =>
                [
                    .. (await s.ListAsync<CountRow>(ByTopicSql, Parameters(s, query), cancel)).Select(r =>
                        (r.Key, r.ToCounts())
                    ),
                ],
            cancel
        );

    public Task<IReadOnlyList<string>> VerifyAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async s =>
                [
                    .. (
                        await s.ListAsync<DifferenceRow>(
                            VerifySql,
                            new { count = ReportedDifferences, horizon = await CountHorizon.ReadAsync(s, cancel) },
                            cancel
                        )
                    ).Select(r => r.Describe()),
                ],
            cancel
        );

    private static object Parameters(
        Session session,
        CountQuery query,
        IReadOnlyList<long>? sources = null,
        long bucket = 1,
        long offset = 0
    ) =>
        new
        {
            topics = session.List(query.TopicIds),
            sources = session.List(sources ?? query.SourceIds ?? [CountLedger.AllSources]),
            from = UnixTime.HourNotBefore(query.From),
            to = UnixTime.HourNotBefore(query.To),
            bucket,
            offset,
        };

    private sealed record CountRow
    {
        public long Key { get; init; }
        public long Negative { get; init; }
        public long Neutral { get; init; }
        public long Positive { get; init; }
        public long InferredDetractors { get; init; }
        public long InferredPassives { get; init; }
        public long InferredPromoters { get; init; }
        public long StarDetractors { get; init; }
        public long StarPassives { get; init; }
        public long StarPromoters { get; init; }

        public MentionCounts ToCounts() =>
            new()
            {
                Negative = Negative,
                Neutral = Neutral,
                Positive = Positive,
                Inferred = new NpsCounts
                {
                    Detractors = InferredDetractors,
                    Passives = InferredPassives,
                    Promoters = InferredPromoters,
                },
                StarMapped = new NpsCounts
                {
                    Detractors = StarDetractors,
                    Passives = StarPassives,
                    Promoters = StarPromoters,
                },
            };
    }

    private sealed record DifferenceRow
    {
        public long TopicId { get; init; }
        public long SourceId { get; init; }
        public long Hour { get; init; }
        public long Negative { get; init; }
        public long Neutral { get; init; }
        public long Positive { get; init; }

        public string Describe() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"topic {TopicId}, source {SourceId}, hour {UnixTime.HourStart(Hour):yyyy-MM-dd HH}:00Z: stored counts exceed the mentions by {Negative} negative, {Neutral} neutral, {Positive} positive"
            );
    }
}
