using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Cases;

internal sealed class CaseStore(Database database) : ICaseStore
{
    private const string FindManySql =
        $"select {CaseRow.Columns} from cases c where c.mention_id in (select value from each(@ids))";

    private const string FindForUpdateSql = $"select {CaseRow.Columns} from cases c where c.mention_id = @id";
    private const string PublishedSql = "select published_at from mentions where id = @id";

    private const string EventsSql = """
        select id, mention_id, at, user_id, kind, from_value, to_value, note from case_events
        where mention_id = @mentionId order by id
        """;

    private const string CountsSql = """
        select
          count(case when stage = 0 and awake = 1 then 1 end) as to_handle,
          count(case when assignee_id = @userId and awake = 1 then 1 end) as mine,
          count(case when stage = 0 and awake = 1 and assignee_id is null then 1 end) as unassigned,
          count(case when stage = 0 and awake = 1 and due_at < @now then 1 end) as overdue,
          count(case when stage = 1 or awake = 0 then 1 end) as waiting
        from (
          select stage, assignee_id, due_at, case when snoozed_until > @now then 0 else 1 end as awake
          from cases where stage in (0, 1)) c
        """;

    // The middle one, or the mean of the middle two.
    private const string MedianSql = """
        select cast(sum(wait) / count(*) as bigint) from (
          select wait, row_number() over (order by wait) as place, count(*) over () as total from (
            select c.first_action_at - c.opened_at as wait from cases c
            where c.opened_at >= @from and c.opened_at < @to and c.first_action_at is not null
              and (@anyTopic = 1 or exists (
                select 1 from mention_topics t
                where t.mention_id = c.mention_id and t.topic_id in (select value from each(@topics))))) waits) ranked
        where place in ((total + 1) / 2, (total + 2) / 2)
        """;

    public Task<IReadOnlyDictionary<long, Case>> FindManyAsync(
        IReadOnlyList<long> mentionIds,
        CancellationToken cancel
    ) =>
        database.ReadAsync<IReadOnlyDictionary<long, Case>>(
            async s =>
                (await s.ListAsync<CaseRow>(FindManySql, new { ids = s.List(mentionIds) }, cancel)).ToDictionary(
                    r => r.MentionId,
                    r => r.ToCase()
                ),
            cancel
        );

    public Task<IReadOnlyList<CaseEvent>> EventsAsync(long mentionId, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<CaseEvent>>(
            async s =>
                [.. (await s.ListAsync<EventRow>(EventsSql, new { mentionId }, cancel)).Select(r => r.ToEvent())],
            cancel
        );

    /// <summary>In the lane of mentions, so that the mention is not taken away between the look and the save.</summary>
    public Task<Case> ApplyAsync(
        long mentionId,
        CaseAction action,
        long userId,
        DateTimeOffset now,
        int? expectedVersion,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                var before =
                    await FindAsync(s, mentionId, cancel) ?? await OpenAsync(s, mentionId, userId, now, cancel);
                if (expectedVersion is { } expected && expected != before.Version)
                {
                    throw new CaseChangedException(before);
                }
                var (after, made) = CaseRules.Apply(before, action, userId, now);
                if (made is not null)
                {
                    await CaseWriter.SaveAsync(s, after, cancel);
                    await CaseWriter.AddEventAsync(s, made, cancel);
                }
                return after;
            },
            cancel
        );

    public Task<CaseCounts> CountsAsync(long? userId, DateTimeOffset now, CancellationToken cancel) =>
        database.ReadAsync(
            async s =>
                (await s.FirstAsync<CountsRow>(CountsSql, new { userId, now = now.ToUnix() }, cancel))!.ToCounts(),
            cancel
        );

    public Task<CasePage> PageAsync(CaseFilter filter, CancellationToken cancel) =>
        database.ReadAsync(s => CasePageQuery.RunAsync(s, filter, cancel), cancel);

    public Task<TimeSpan?> MedianFirstActionAsync(
        IReadOnlyList<long> topicIds,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    ) =>
        database.ReadAsync<TimeSpan?>(
            async s =>
                await s.ScalarAsync<long?>(
                    MedianSql,
                    new
                    {
                        topics = s.List(topicIds),
                        anyTopic = (topicIds.Count == 0).ToFlag(),
                        from = from.ToUnix(),
                        to = to.ToUnix(),
                    },
                    cancel
                )
                    is { } milliseconds
                    ? TimeSpan.FromMilliseconds(milliseconds)
                    : null,
            cancel
        );

    private static async Task<Case?> FindAsync(Session session, long mentionId, CancellationToken cancel) =>
        (await session.FirstAsync<CaseRow>(FindForUpdateSql, new { id = mentionId }, cancel))?.ToCase();

    private static async Task<Case> OpenAsync(
        Session session,
        long mentionId,
        long userId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var publishedAt =
            await session.ScalarAsync<long?>(PublishedSql, new { id = mentionId }, cancel)
            ?? throw new KeyNotFoundException($"There is no mention {mentionId}.");
        var open = new Case { MentionId = mentionId, OpenedAt = now };
        await CaseWriter.OpenAsync(session, open, publishedAt, userId, cancel);
        return open;
    }

    private sealed record EventRow
    {
        public long Id { get; init; }
        public long MentionId { get; init; }
        public long At { get; init; }
        public long? UserId { get; init; }
        public long Kind { get; init; }
        public string? FromValue { get; init; }
        public string? ToValue { get; init; }
        public string? Note { get; init; }

        public CaseEvent ToEvent() =>
            new()
            {
                Id = Id,
                MentionId = MentionId,
                At = At.ToTime(),
                UserId = UserId,
                Kind = (CaseEventKind)Kind,
                From = FromValue,
                To = ToValue,
                Note = Note,
            };
    }

    private sealed record CountsRow
    {
        public long ToHandle { get; init; }
        public long Mine { get; init; }
        public long Unassigned { get; init; }
        public long Overdue { get; init; }
        public long Waiting { get; init; }

        public CaseCounts ToCounts() => new((int)ToHandle, (int)Mine, (int)Unassigned, (int)Overdue, (int)Waiting);
    }
}
