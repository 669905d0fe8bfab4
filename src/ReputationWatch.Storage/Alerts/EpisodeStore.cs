using ReputationWatch.Core.Alerts;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Notifications;

namespace ReputationWatch.Storage.Alerts;

internal sealed class EpisodeStore(Database database) : IEpisodeStore
{
    private const string Columns = EpisodeRow.Columns;

    private const string OpenOfSql = $"select {Columns} from episodes where topic_id = @topicId and closed_at is null";
    private const string AllOpenSql = $"select {Columns} from episodes where closed_at is null order by id";
    private const string FindSql = $"select {Columns} from episodes where id = @id";

    // The unique index on open episodes refuses a second one.
    private const string OpenSql = """
        insert into episodes (topic_id, opened_at, closed_at, escalated_at, evidence, peak, tracker, group_name, origin, hush,
          told_at, escalation_step, escalates_at)
        values (@topicId, @openedAt, @closedAt, @escalatedAt, @evidence, @peak, @tracker, @groupName, @origin, @hush, @toldAt,
          @escalationStep, @escalatesAt)
        on conflict do nothing
        returning id
        """;

    // What people said of it (owner, verdict, note) is saved by them alone, its steps by StepSql, and what is closed stays closed.
    private const string UpdateSql = """
        update episodes set closed_at = @closedAt, escalated_at = @escalatedAt, peak = @peak, tracker = @tracker,
          escalates_at = case when told_at is null then @escalatesAt else escalates_at end,
          told_at = coalesce(told_at, @toldAt)
        where id = @id and closed_at is null
        """;

    // Of two that take the same step at once, the second finds the step taken.
    private const string StepSql = """
        update episodes set escalation_step = @escalationStep, escalates_at = @next
        where id = @id and closed_at is null and acknowledged_at is null and escalates_at = @escalatesAt
        """;

    private const string ForgetHistorySql = """
        delete from episodes
        where topic_id = @topicId and origin = 1 and verdict is null and owner_id is null and note is null
        """;

    private const string OverlapsSql = """
        select count(*) from episodes
        where topic_id = @topicId and opened_at < @closedAt and (closed_at is null or closed_at > @openedAt)
        """;

    private const string PageSql = $"""
        select {Columns} from episodes
        where (@anyTopic = 1 or topic_id in (select value from each(@topics)))
          and (@verdict = -1 or verdict = @verdict)
          and (@judged = -1 or (@judged = 1 and verdict is not null) or (@judged = 0 and verdict is null))
          and (@origin = -1 or origin = @origin)
          and (@told = -1 or (@told = 1 and told_at is not null) or (@told = 0 and told_at is null))
          and opened_at <= @openedAt and (opened_at < @openedAt or id < @id)
        order by opened_at desc, id desc limit @size
        """;

    private const string OverlappingSql = $"""
        select {Columns} from episodes
        where (@anyTopic = 1 or topic_id in (select value from each(@topics)))
          and opened_at < @to and (closed_at is null or closed_at > @from)
        order by opened_at, id
        """;

    public Task<Episode?> OpenOfAsync(long topicId, CancellationToken cancel) =>
        FindAsync(OpenOfSql, new { topicId }, cancel);

    public Task<IReadOnlyList<Episode>> OpenAsync(CancellationToken cancel) =>
        ListAsync(AllOpenSql, _ => new { }, cancel);

    public Task<Episode?> OpenAsync(Episode episode, Func<Episode, EpisodeNews> news, CancellationToken cancel) =>
        database.WriteAsync<Episode?>(
            Lane.Rows,
            async s =>
            {
                if (await s.ScalarAsync<long?>(OpenSql, EpisodeRow.Parameters(episode), cancel) is not { } id)
                {
                    return null;
                }
                var opened = episode with { Id = id };
                await WriteAsync(s, id, news(opened), opened.OpenedAt, cancel);
                return opened;
            },
            cancel
        );

    public Task UpdateAsync(Episode episode, EpisodeNews news, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                if (await s.ExecuteAsync(UpdateSql, EpisodeRow.Parameters(episode), cancel) > 0)
                {
                    await WriteAsync(s, episode.Id, news, episode.OpenedAt, cancel);
                }
            },
            cancel
        );

    public Task<bool> StepAsync(Episode episode, DateTimeOffset? next, EpisodeNews news, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                var parameters = new
                {
                    id = episode.Id,
                    escalationStep = (long)episode.EscalationStep,
                    escalatesAt = episode.EscalatesAt.ToUnix(),
                    next = next.ToUnix(),
                };
                if (await s.ExecuteAsync(StepSql, parameters, cancel) == 0)
                {
                    return false;
                }
                await WriteAsync(s, episode.Id, news, episode.OpenedAt, cancel);
                return true;
            },
            cancel
        );

    public Task RecordHistoryAsync(long topicId, IReadOnlyList<Episode> found, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                await s.ExecuteAsync(ForgetHistorySql, new { topicId }, cancel);
                foreach (var episode in found)
                {
                    var parameters = EpisodeRow.Parameters(episode);
                    if (await s.ScalarAsync<long>(OverlapsSql, parameters, cancel) == 0)
                    {
                        await s.ScalarAsync<long?>(OpenSql, parameters, cancel);
                    }
                }
            },
            cancel
        );

    public Task<Episode?> FindAsync(long id, CancellationToken cancel) => FindAsync(FindSql, new { id }, cancel);

    public Task<IReadOnlyList<Episode>> PageAsync(
        EpisodeFilter filter,
        (DateTimeOffset OpenedAt, long Id)? before,
        int size,
        CancellationToken cancel
    ) =>
        ListAsync(
            PageSql,
            s => new
            {
                topics = s.List(filter.TopicIds),
                anyTopic = (filter.TopicIds.Count == 0).ToFlag(),
                verdict = (long?)filter.Verdict ?? -1,
                judged = filter.Judged?.ToFlag() ?? -1,
                origin = (long?)filter.Origin ?? -1,
                told = filter.Told?.ToFlag() ?? -1,
                openedAt = before?.OpenedAt.ToUnix() ?? long.MaxValue,
                id = before?.Id ?? long.MaxValue,
                size,
            },
            cancel
        );

    public Task<IReadOnlyList<Episode>> OverlappingAsync(
        IReadOnlyList<long> topicIds,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    ) =>
        ListAsync(
            OverlappingSql,
            s => new
            {
                topics = s.List(topicIds),
                anyTopic = (topicIds.Count == 0).ToFlag(),
                from = from.ToUnix(),
                to = to.ToUnix(),
            },
            cancel
        );

    public Task<EpisodeActed> ActAsync(
        long id,
        EpisodeAction action,
        long userId,
        DateTimeOffset now,
        string? link,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Rows,
            s => new EpisodeActing(s, id, userId, now).RunAsync(action, link, cancel),
            cancel
        );

    public Task<bool> IsUsedAsync(string link, CancellationToken cancel) =>
        database.ReadAsync(s => EpisodeTrace.IsUsedAsync(s, link, cancel), cancel);

    public Task<IReadOnlyList<EpisodeEvent>> EventsAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(s => EpisodeTrace.ListAsync(s, id, cancel), cancel);

    /// <summary>News are as old as their youngest event: what is to be sent is due from then on.</summary>
    private static async Task WriteAsync(
        Session session,
        long id,
        EpisodeNews news,
        DateTimeOffset otherwise,
        CancellationToken cancel
    )
    {
        await EpisodeTrace.AddAsync(session, id, news.Events, null, cancel);
        var at = news.Events.Count == 0 ? otherwise : news.Events.Max(e => e.At);
        await NotificationWriter.AddAsync(session, news.Notifications, at, cancel);
    }

    private Task<Episode?> FindAsync(string sql, object parameters, CancellationToken cancel) =>
        database.ReadAsync(async s => (await s.FirstAsync<EpisodeRow>(sql, parameters, cancel))?.ToEpisode(), cancel);

    private Task<IReadOnlyList<Episode>> ListAsync(
        string sql,
        Func<Session, object> parameters,
        CancellationToken cancel
    ) =>
        database.ReadAsync<IReadOnlyList<Episode>>(
            async s => [.. (await s.ListAsync<EpisodeRow>(sql, parameters(s), cancel)).Select(r => r.ToEpisode())],
            cancel
        );
}
