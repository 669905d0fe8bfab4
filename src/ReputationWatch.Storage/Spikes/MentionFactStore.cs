using System.Globalization;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Storage.Spikes;

internal sealed class MentionFactStore(Database database) : IMentionFactStore
{
    /// <summary>Clocks of sources run ahead: what says it was published in a while may have been seen before the period began.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    // The author's platform is the site: the same name elsewhere is somebody else. 0: SentimentLabel.Negative.
    private const string Facts = """
        m.id, m.published_at, m.seen_at, case when m.author_key = '' then '' else m.site || '|' || m.author_key end as author,
        m.source_id, coalesce(m.story_id, m.id) as story, case m.label when 0 then 1 else 0 end as negative, m.dated
        """;

    private const string OfTopicSql = $"""
        select {Facts} from mention_topics t join mentions m on m.id = t.mention_id
        where t.topic_id = @topicId and t.seen_at >= @seenSince and (t.published_at >= @since or t.seen_at >= @since)
        order by t.seen_at, m.id
        """;

    private const string OfMentionsSql =
        $"select {Facts} from mentions m where m.id in (select value from each(@ids)) order by m.id";

    // One look into the index a topic; grouping would read all of it.
    private const string FirstSql = """
        select t.id as topic_id, (select min(m.published_at) from mention_topics m where m.topic_id = t.id) as published_at
        from topics t
        """;

    // Changes of mentions that are gone are stepped over, so that an empty answer always means the end.
    private const string SinceSql = $"""
        select o.sequence, {Facts} from (
          select max(sequence) as sequence, mention_id from (
            select x.sequence, x.mention_id from outbox x join mentions e on e.id = x.mention_id
            where x.sequence > @sequence order by x.sequence limit @count) slice
          group by mention_id) o
        join mentions m on m.id = o.mention_id
        order by o.sequence
        """;

    private const string TopicsSql =
        "select mention_id, topic_id from mention_topics where mention_id in (select value from each(@ids)) order by topic_id";

    public Task<IReadOnlyList<MentionFact>> FactsAsync(long topicId, DateTimeOffset since, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<MentionFact>>(
            async s =>
            {
                var parameters = new
                {
                    topicId,
                    since = since.ToUnix(),
                    seenSince = (since - ClockSkew).ToUnix(),
                };
                return [.. (await s.ListAsync<FactRow>(OfTopicSql, parameters, cancel)).Select(r => r.ToFact())];
            },
            cancel
        );

    public Task<IReadOnlyList<MentionFact>> FactsOfAsync(IReadOnlyList<long> mentionIds, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<MentionFact>>(
            async s =>
                [
                    .. (await s.ListAsync<FactRow>(OfMentionsSql, new { ids = s.List(mentionIds) }, cancel)).Select(r =>
                        r.ToFact()
                    ),
                ],
            cancel
        );

    public Task<IReadOnlyDictionary<long, DateTimeOffset>> FirstMentionsAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<long, DateTimeOffset>>(
            async s =>
                (await s.ListAsync<FirstRow>(FirstSql, null, cancel))
                    .Where(r => r.PublishedAt is not null)
                    .ToDictionary(r => r.TopicId, r => r.PublishedAt!.Value.ToTime()),
            cancel
        );

    public Task<IReadOnlyList<TopicFact>> FactsSinceAsync(long sequence, int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<TopicFact>>(
            async s =>
            {
                var rows = await s.ListAsync<FactRow>(SinceSql, new { sequence, count }, cancel);
                var ids = s.List([.. rows.Select(r => r.Id)]);
                var topics = (await s.ListAsync<TopicRow>(TopicsSql, new { ids }, cancel)).ToLookup(
                    t => t.MentionId,
                    t => t.TopicId
                );
                return [.. rows.Select(r => new TopicFact(r.Sequence, [.. topics[r.Id]], r.ToFact()))];
            },
            cancel
        );

    private sealed record FactRow
    {
        public long Sequence { get; init; }
        public long Id { get; init; }
        public long PublishedAt { get; init; }
        public long SeenAt { get; init; }
        public required string Author { get; init; }
        public long SourceId { get; init; }
        public long Story { get; init; }
        public long Negative { get; init; }
        public long Dated { get; init; }

        public MentionFact ToFact() =>
            new(
                Id.ToString(CultureInfo.InvariantCulture),
                PublishedAt.ToTime(),
                SeenAt.ToTime(),
                Author,
                SourceId.ToString(CultureInfo.InvariantCulture),
                Story.ToString(CultureInfo.InvariantCulture),
                Negative == 1,
                Dated == 1
            );
    }

    private sealed record FirstRow
    {
        public long TopicId { get; init; }
        public long? PublishedAt { get; init; }
    }

    private sealed record TopicRow
    {
        public long MentionId { get; init; }
        public long TopicId { get; init; }
    }
}
