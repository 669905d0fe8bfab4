using ReputationWatch.Storage.Counts;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// Takes mentions away for good: their keys become tombstones, their stories shrink, their fingerprints go, and
/// the search index is told. Topics, cases, notes and earlier texts go with the row.
/// </summary>
internal sealed class MentionRemover(Session session)
{
    private const string DropSketchesSql =
        "delete from story_sketches where mention_id in (select value from each(@ids))";

    // A story keeps its name when the mention that it is named after goes: its copies would all have to be announced anew.
    private const string ShrinkSql = "update stories set size = size - @gone where id = @story";
    private const string LastOneSql = """
        select id from mentions
        where story_id = @story and exists (select 1 from stories s where s.id = @story and s.size < 2)
        """;
    private const string LeaveAloneSql = "update mentions set story_id = null where id = @id";
    private const string EndSql = "delete from stories where id = @story and size < 2";
    private const string DeleteSql = "delete from mentions where id in (select value from each(@ids))";

    private readonly Outbox _outbox = new(session);
    private readonly CountLedger _counts = new(session);

    /// <param name="keepCounts">Their hours' counts stay as they were.</param>
    public async Task<int> RemoveAsync(IReadOnlyList<long> ids, bool keepCounts, CancellationToken cancel)
    {
        var rows = await MentionReader.RowsAsync(session, ids, cancel);
        if (rows.Count == 0)
        {
            return 0;
        }
        IReadOnlyList<long> found = [.. rows.Select(r => r.Id)];
        await session.RunAsync(DropSketchesSql, cancel, found);
        await Tombstones.BuryAsync(session, found, cancel);
        await session.RunAsync(DeleteSql, cancel, found);
        foreach (var story in rows.GroupBy(r => r.Story))
        {
            await LeaveStoryAsync(story.Key, story.Count(), cancel);
        }
        foreach (var row in rows)
        {
            Announce(row, keepCounts);
        }
        await _counts.FlushAsync(cancel);
        await _outbox.FlushAsync(cancel);
        return rows.Count;
    }

    private void Announce(MentionRow row, bool keepCounts)
    {
        _outbox.Add(row.Id);
        if (keepCounts)
        {
            return;
        }
        foreach (var topic in row.TopicIds)
        {
            _counts.Add(topic, row.SourceId, row.PublishedAt, row.ToSentiment(), -1);
        }
    }

    private async Task LeaveStoryAsync(long story, int gone, CancellationToken cancel)
    {
        await session.RunAsync(ShrinkSql, cancel, gone, story);
        foreach (var last in await session.RunListAsync(LastOneSql, [story], cancel))
        {
            await session.RunAsync(LeaveAloneSql, cancel, last);
            _outbox.Add(last);
        }
        await session.RunAsync(EndSql, cancel, story);
    }
}
