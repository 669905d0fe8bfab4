using System.Text.Json;
using System.Text.Json.Serialization;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Notifications;

namespace ReputationWatch.Storage.Alerts;

internal sealed class EpisodeStore(Database database) : IEpisodeStore
{
    private const string Columns = """
        id, topic_id, opened_at, closed_at, escalated_at, evidence, peak, tracker, owner_id, acknowledged_at, verdict, note
        """;

    private const string OpenOfSql = $"select {Columns} from episodes where topic_id = @topicId and closed_at is null";
    private const string FindSql = $"select {Columns} from episodes where id = @id";

    // The unique index on open episodes refuses a second one.
    private const string OpenSql = """
        insert into episodes (topic_id, opened_at, closed_at, escalated_at, evidence, peak, tracker)
        values (@topicId, @openedAt, @closedAt, @escalatedAt, @evidence, @peak, @tracker)
        on conflict do nothing
        returning id
        """;

    // What people said of it (owner, verdict, note) is saved by them alone, and what is closed stays closed.
    private const string UpdateSql = """
        update episodes set closed_at = @closedAt, escalated_at = @escalatedAt, peak = @peak, tracker = @tracker
        where id = @id and closed_at is null
        """;

    private const string PageSql = $"""
        select {Columns} from episodes
        where (@anyTopic = 1 or topic_id in (select value from each(@topics)))
          and opened_at <= @openedAt and (opened_at < @openedAt or id < @id)
        order by opened_at desc, id desc limit @size
        """;

    private const string OverlappingSql = $"""
        select {Columns} from episodes
        where (@anyTopic = 1 or topic_id in (select value from each(@topics)))
          and opened_at < @to and (closed_at is null or closed_at > @from)
        order by opened_at, id
        """;

    private const string JudgeSql = """
        update episodes set owner_id = coalesce(owner_id, @userId), acknowledged_at = coalesce(acknowledged_at, @now),
          verdict = coalesce(@verdict, verdict), note = coalesce(@note, note)
        where id = @id
        """;

    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    public Task<Episode?> OpenOfAsync(long topicId, CancellationToken cancel) =>
        FindAsync(OpenOfSql, new { topicId }, cancel);

    public Task<Episode?> OpenAsync(
        Episode episode,
        Func<Episode, IReadOnlyList<NewNotification>> notifications,
        CancellationToken cancel
    ) =>
        database.WriteAsync<Episode?>(
            Lane.Rows,
            async s =>
            {
                if (await s.ScalarAsync<long?>(OpenSql, Parameters(episode), cancel) is not { } id)
                {
                    return null;
                }
                var opened = episode with { Id = id };
                await NotificationWriter.AddAsync(s, notifications(opened), opened.OpenedAt, cancel);
                return opened;
            },
            cancel
        );

    public Task UpdateAsync(Episode episode, IReadOnlyList<NewNotification> notifications, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                if (await s.ExecuteAsync(UpdateSql, Parameters(episode), cancel) > 0)
                {
                    var at = episode.ClosedAt ?? episode.EscalatedAt ?? episode.OpenedAt;
                    await NotificationWriter.AddAsync(s, notifications, at, cancel);
                }
            },
            cancel
        );

    public Task<Episode?> FindAsync(long id, CancellationToken cancel) => FindAsync(FindSql, new { id }, cancel);

    public Task<IReadOnlyList<Episode>> PageAsync(
        IReadOnlyList<long> topicIds,
        (DateTimeOffset OpenedAt, long Id)? before,
        int size,
        CancellationToken cancel
    ) =>
        ListAsync(
            PageSql,
            s => new
            {
                topics = s.List(topicIds),
                anyTopic = (topicIds.Count == 0).ToFlag(),
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

    public Task JudgeAsync(
        long id,
        long userId,
        Verdict? verdict,
        string? note,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ExecuteAsync(
                    JudgeSql,
                    new
                    {
                        id,
                        userId,
                        verdict = (long?)verdict,
                        note = note.Clean(),
                        now = now.ToUnix(),
                    },
                    cancel
                ),
            cancel
        );

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

    private static object Parameters(Episode episode) =>
        new
        {
            id = episode.Id,
            topicId = episode.TopicId,
            openedAt = episode.OpenedAt.ToUnix(),
            closedAt = episode.ClosedAt.ToUnix(),
            escalatedAt = episode.EscalatedAt.ToUnix(),
            evidence = JsonSerializer.Serialize(episode.Evidence, Json),
            peak = JsonSerializer.Serialize(episode.Peak, Json),
            tracker = JsonSerializer.Serialize(episode.Tracker, Json),
        };

    private sealed record EpisodeRow
    {
        public long Id { get; init; }
        public long TopicId { get; init; }
        public long OpenedAt { get; init; }
        public long? ClosedAt { get; init; }
        public long? EscalatedAt { get; init; }
        public required string Evidence { get; init; }
        public required string Peak { get; init; }
        public required string Tracker { get; init; }
        public long? OwnerId { get; init; }
        public long? AcknowledgedAt { get; init; }
        public long? Verdict { get; init; }
        public string? Note { get; init; }

        public Episode ToEpisode() =>
            new()
            {
                Id = Id,
                TopicId = TopicId,
                OpenedAt = OpenedAt.ToTime(),
                ClosedAt = ClosedAt.ToTime(),
                EscalatedAt = EscalatedAt.ToTime(),
                Evidence = JsonSerializer.Deserialize<SpikeEvidence>(Evidence, Json)!,
                Peak = JsonSerializer.Deserialize<SpikeEvidence>(Peak, Json)!,
                Tracker = JsonSerializer.Deserialize<OpenEpisode>(Tracker, Json)!,
                OwnerId = OwnerId,
                AcknowledgedAt = AcknowledgedAt.ToTime(),
                Verdict = (Verdict?)Verdict,
                Note = Note,
            };
    }
}
