using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// One slice of matching what is stored against a changed topic. The position is saved with the slice, so that a crash repeats
/// nothing and leaves nothing out. Mentions that arrive meanwhile have higher ids and are looked at before the end.
/// </summary>
internal sealed class RematchTransaction(
    Session session,
    RematchState rematch,
    Func<KeptItem, bool> matches,
    Func<KeptItem, PreparedItem> prepare
)
{
    private const string StateSql = """
        select topic_version, phase, position_id from rematches r
        where topic_id = @topicId and exists (select 1 from topics t where t.id = r.topic_id and t.deleting = 0)
        """;

    private const string MentionsSql =
        $"select {MentionRow.KeptColumns} from mentions where id > @after order by id limit @count";

    private const string UnmatchedSql =
        $"select {UnmatchedItems.Columns} from unmatched_items where id > @after order by id limit @count";

    private const string HashSql = "select content_hash from unmatched_items where id = @id";
    private const string SaveSql =
        "update rematches set phase = @phase, position_id = @position where topic_id = @topicId";
    private const string DoneSql = "delete from rematches where topic_id = @topicId";
    private const string TopicsSql = "select id from topics where deleting = 0";

    private static readonly RematchProgress NothingToDo = new(0, 0, 0, Done: true);

    private readonly MentionWriter _writer = new(session);
    private readonly long _topic = rematch.TopicId;
    private int _added;
    private int _removed;

    public async Task<RematchProgress> RunAsync(int count, CancellationToken cancel)
    {
        var state = await session.FirstAsync<StateRow>(StateSql, new { topicId = _topic }, cancel);
        if (state is null || state.TopicVersion != rematch.TopicVersion)
        {
            return NothingToDo;
        }
        var phase = (RematchPhase)state.Phase;
        var (looked, last) =
            phase == RematchPhase.Mentions
                ? await RematchMentionsAsync(state.PositionId, count, cancel)
                : await RematchUnmatchedAsync(state.PositionId, count, cancel);
        await _writer.FlushAsync(cancel);
        var phaseOver = looked < count;
        await SaveStateAsync(phase, phaseOver, last, cancel);
        return new RematchProgress(looked, _added, _removed, phaseOver && phase == RematchPhase.UnmatchedItems);
    }

    private async Task<(int Looked, long Last)> RematchMentionsAsync(long after, int count, CancellationToken cancel)
    {
        var rows = await MentionReader.QueryAsync(session, MentionsSql, new { after, count }, cancel);
        foreach (var row in rows)
        {
            var had = row.TopicIds.Contains(_topic);
            var has = matches(row.ToKeptItem());
            if (has && !had)
            {
                _added++;
                await _writer.JoinTopicAsync(row, _topic, cancel);
            }
            else if (had && !has)
            {
                _removed++;
                await _writer.LeaveTopicAsync(row, _topic, cancel);
            }
        }
        return (rows.Count, rows.Count == 0 ? after : rows[^1].Id);
    }

    private async Task<(int Looked, long Last)> RematchUnmatchedAsync(long after, int count, CancellationToken cancel)
    {
        var topics = (await session.RunListAsync(TopicsSql, [], cancel)).ToHashSet();
        var rows = await session.ListAsync<UnmatchedRow>(UnmatchedSql, new { after, count }, cancel);
        foreach (var row in rows)
        {
            var kept = row.ToKeptItem();
            if (matches(kept) && prepare(kept) is { Sentiment: not null } item)
            {
                await PromoteAsync(row, item, [.. item.TopicIds.Where(topics.Contains).Distinct()], cancel);
            }
        }
        return (rows.Count, rows.Count == 0 ? after : rows[^1].Id);
    }

    private async Task PromoteAsync(
        UnmatchedRow row,
        PreparedItem item,
        IReadOnlyList<long> topics,
        CancellationToken cancel
    )
    {
        if (topics.Count == 0)
        {
            return;
        }
        _added++;
        // Its identity and its hash stay what they were when it came; only what the topics make of it is new.
        var hash = await session.RunReturningAsync(HashSql, [row.Id], cancel);
        var known = item with { ContentHash = hash!.Value, SeenAt = row.SeenAt.ToTime() };
        var mention = await _writer.InsertAsync(row.SourceId, known, topics, cancel);
        await ItemKeyBook.MoveAsync(session, -row.Id, mention, cancel);
        await UnmatchedItems.DeleteAsync(session, -row.Id, cancel);
    }

    private Task SaveStateAsync(RematchPhase phase, bool phaseOver, long last, CancellationToken cancel) =>
        (phase, phaseOver) switch
        {
            (RematchPhase.UnmatchedItems, true) => session.RunAsync(DoneSql, cancel, _topic),
            (RematchPhase.Mentions, true) => session.RunAsync(SaveSql, cancel, RematchPhase.UnmatchedItems, 0L, _topic),
            _ => session.RunAsync(SaveSql, cancel, phase, last, _topic),
        };

    private sealed record StateRow
    {
        public long TopicVersion { get; init; }
        public long Phase { get; init; }
        public long PositionId { get; init; }
    }
}
