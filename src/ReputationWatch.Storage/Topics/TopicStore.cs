using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Mentions;

namespace ReputationWatch.Storage.Topics;

internal sealed class TopicStore(Database database) : ITopicStore
{
    /// <summary>Mentions taken off a topic in one transaction, so that the intake is never held up for long.</summary>
    private const int DeletionSlice = 500;

    private const string Columns = """
        id, name, kind, query, exclude, context, group_name, enabled, created_at, version, sensitivity, signals, escalate_after_ms,
        alerts_snoozed_until, history_searched
        """;

    private const string ListSql = $"select {Columns} from topics where deleting = 0 order by name, id";
    private const string FindSql = $"select {Columns} from topics where id = @id and deleting = 0";

    private const string AddSql = """
        insert into topics (name, kind, query, exclude, context, group_name, enabled, created_at, version, sensitivity, signals,
          escalate_after_ms)
        values (@name, @kind, @query, @exclude, @context, @groupName, @enabled, @createdAt, 1, @sensitivity, @signals, @escalateAfter)
        returning id
        """;

    private const string UpdateSql = """
        update topics set name = @name, kind = @kind, query = @query, exclude = @exclude, context = @context,
          group_name = @groupName, enabled = @enabled, version = @version, sensitivity = @sensitivity, signals = @signals,
          escalate_after_ms = @escalateAfter
        where id = @id
        """;

    private const string SnoozeSql = "update topics set alerts_snoozed_until = @until where id = @id";
    private const string SearchedSql = "update topics set history_searched = @version where id = @id";

    private const string RevisionSql = "select revision from topic_revision";
    private const string RaiseRevisionSql = "update topic_revision set revision = revision + 1";

    private const string ScheduleRematchSql = """
        insert into rematches (topic_id, topic_version, phase, position_id) values (@id, @version, 0, 0)
        on conflict (topic_id) do update set topic_version = excluded.topic_version, phase = 0, position_id = 0
        """;

    private const string PendingSql = """
        select r.topic_id, r.topic_version, r.phase, r.position_id
        from rematches r join topics t on t.id = r.topic_id
        where t.enabled = 1 and t.deleting = 0
        order by r.topic_id
        """;

    private const string MarkDeletingSql = "update topics set deleting = 1, enabled = 0 where id = @id";
    private const string DeletingSql = "select id from topics where deleting = 1";
    private const string MentionsOfTopicSql =
        "select mention_id from mention_topics where topic_id = @id order by published_at, mention_id limit @count";
    private const string DeleteCountsSql = "delete from hourly_counts where topic_id = @id";
    private const string DeleteSql = "delete from topics where id = @id";

    public Task<IReadOnlyList<Topic>> ListAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<Topic>>(
            async s => [.. (await s.ListAsync<TopicRow>(ListSql, null, cancel)).Select(r => r.ToTopic())],
            cancel
        );

    public Task<Topic?> FindAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(s => FindAsync(s, id, cancel), cancel);

    public Task<long> AddAsync(Topic topic, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                var id = await s.ScalarAsync<long>(AddSql, Parameters(topic, 1), cancel);
                await s.ExecuteAsync(ScheduleRematchSql, new { id, version = 1L }, cancel);
                await s.ExecuteAsync(RaiseRevisionSql, null, cancel);
                return id;
            },
            cancel
        );

    public Task UpdateAsync(Topic topic, CancellationToken cancel) =>
        database.WriteAsync(Lane.Mentions, s => UpdateAsync(s, topic, cancel), cancel);

    public Task SnoozeAlertsAsync(long id, DateTimeOffset? until, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(SnoozeSql, new { id, until = until.ToUnix() }, cancel),
            cancel
        );

    public Task MarkHistorySearchedAsync(long id, int version, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(SearchedSql, new { id, version = (long)version }, cancel),
            cancel
        );

    /// <summary>
    /// First the topic disappears, then its mentions are let go slice by slice; what a crash leaves is finished by the next call of
    /// <see cref="PendingRematchesAsync"/>.
    /// </summary>
    public async Task DeleteAsync(long id, CancellationToken cancel)
    {
        await database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                await s.ExecuteAsync(MarkDeletingSql, new { id }, cancel);
                await s.ExecuteAsync(RaiseRevisionSql, null, cancel);
            },
            cancel
        );
        await FinishDeletionAsync(id, cancel);
    }

    public Task<int> MoveGroupAsync(string group, string? to, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => new GroupMove(s, group.Clean(), to.Clean()).RunAsync(cancel), cancel);

    public Task<long> RevisionAsync(CancellationToken cancel) =>
        database.ReadAsync(s => s.ScalarAsync<long>(RevisionSql, null, cancel), cancel);

    public async Task<IReadOnlyList<RematchState>> PendingRematchesAsync(CancellationToken cancel)
    {
        foreach (var id in await database.ReadAsync(s => s.ListAsync<long>(DeletingSql, null, cancel), cancel))
        {
            await FinishDeletionAsync(id, cancel);
        }
        return await database.ReadAsync<IReadOnlyList<RematchState>>(
            async s =>
                [
                    .. (await s.ListAsync<RematchRow>(PendingSql, null, cancel)).Select(r => new RematchState(
                        r.TopicId,
                        (int)r.TopicVersion,
                        (RematchPhase)r.Phase,
                        r.PositionId
                    )),
                ],
            cancel
        );
    }

    private static async Task<Topic?> FindAsync(Session session, long id, CancellationToken cancel) =>
        (await session.FirstAsync<TopicRow>(FindSql, new { id }, cancel))?.ToTopic();

    private static async Task UpdateAsync(Session session, Topic topic, CancellationToken cancel)
    {
        if (await FindAsync(session, topic.Id, cancel) is not { } before)
        {
            return;
        }
        var newQuery = (topic.Query, topic.Exclude, topic.Context) != (before.Query, before.Exclude, before.Context);
        var version = newQuery ? before.Version + 1 : before.Version;
        await session.ExecuteAsync(UpdateSql, Parameters(topic, version), cancel);
        await session.ExecuteAsync(RaiseRevisionSql, null, cancel);
        // While it was off, items passed it by.
        if (newQuery || (topic.Enabled && !before.Enabled))
        {
            await session.ExecuteAsync(ScheduleRematchSql, new { id = topic.Id, version = (long)version }, cancel);
        }
    }

    private async Task FinishDeletionAsync(long id, CancellationToken cancel)
    {
        while (await database.WriteAsync(Lane.Mentions, s => LetGoAsync(s, id, cancel), cancel)) { }
    }

    /// <summary>Takes the next mentions off the topic; when there are none left, removes it. Returns whether there is more to do.</summary>
    private static async Task<bool> LetGoAsync(Session session, long id, CancellationToken cancel)
    {
        var mentions = await session.ListAsync<long>(MentionsOfTopicSql, new { id, count = DeletionSlice }, cancel);
        if (mentions.Count == 0)
        {
            await session.ExecuteAsync(DeleteCountsSql, new { id }, cancel);
            return await session.ExecuteAsync(DeleteSql, new { id }, cancel) < 0;
        }
        var writer = new MentionWriter(session);
        foreach (var mention in await MentionReader.RowsAsync(session, mentions, cancel))
        {
            await writer.LeaveTopicAsync(mention, id, cancel);
        }
        await writer.FlushAsync(cancel);
        return true;
    }

    private static object Parameters(Topic topic, int version) =>
        new
        {
            id = topic.Id,
            name = topic.Name.Clean(),
            kind = topic.Kind,
            query = topic.Query.Clean(),
            exclude = topic.Exclude.Clean(),
            context = topic.Context.Clean(),
            groupName = topic.Group.Clean(),
            enabled = topic.Enabled.ToFlag(),
            createdAt = topic.CreatedAt.ToUnix(),
            version = (long)version,
            sensitivity = (long)topic.Sensitivity,
            signals = (long)topic.Signals,
            escalateAfter = (long?)topic.EscalateAfter?.TotalMilliseconds,
        };

    private sealed record TopicRow
    {
        public long Id { get; init; }
        public required string Name { get; init; }
        public long Kind { get; init; }
        public required string Query { get; init; }
        public string? Exclude { get; init; }
        public string? Context { get; init; }
        public string? GroupName { get; init; }
        public long Enabled { get; init; }
        public long CreatedAt { get; init; }
        public long Version { get; init; }
        public long Sensitivity { get; init; }
        public long Signals { get; init; }
        public long? EscalateAfterMs { get; init; }
        public long? AlertsSnoozedUntil { get; init; }
        public long HistorySearched { get; init; }

        public Topic ToTopic() =>
            new()
            {
                Id = Id,
                Name = Name,
                Kind = (TopicKind)Kind,
                Query = Query,
                Exclude = Exclude,
                Context = Context,
                Group = GroupName,
                Enabled = Enabled == 1,
                CreatedAt = CreatedAt.ToTime(),
                Version = (int)Version,
                Sensitivity = (Sensitivity)Sensitivity,
                Signals = (AlertSignals)Signals,
                EscalateAfter = EscalateAfterMs is { } after ? TimeSpan.FromMilliseconds(after) : null,
                AlertsSnoozedUntil = AlertsSnoozedUntil.ToTime(),
                HistorySearched = (int)HistorySearched,
            };
    }

    private sealed record RematchRow
    {
        public long TopicId { get; init; }
        public long TopicVersion { get; init; }
        public long Phase { get; init; }
        public long PositionId { get; init; }
    }
}
