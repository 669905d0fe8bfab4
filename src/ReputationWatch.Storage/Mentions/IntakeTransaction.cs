using ReputationWatch.Core.Mentions;
using ReputationWatch.Storage.Sources;

namespace ReputationWatch.Storage.Mentions;

/// <summary>Saves one batch: recognises what is known, adds what is new, takes over what was edited.</summary>
internal sealed class IntakeTransaction(Session session, IntakeBatch batch)
{
    private const string SourceExistsSql = "select 1 from sources where id = @id and hidden = 0";
    private const string RevisionSql = "select revision from topic_revision";
    private const string TopicsSql = "select id from topics where deleting = 0";

    private const string KnownMentionsSql = """
        select id, source_id, content_hash, text_seen_at, deleted_at, likes, replies, shares, reach from mentions
        where id in (select value from each(@ids))
        """;

    private const string KnownUnmatchedSql = """
        select -id as id, source_id, content_hash, seen_at as text_seen_at from unmatched_items
        where id in (select value from each(@ids))
        """;

    private const string DeletedSql = "update mentions set deleted_at = @at where id = @id";

    private readonly ItemKeyBook _keys = new(session);
    private readonly MentionWriter _writer = new(session);
    private readonly Dictionary<long, KnownMention> _known = [];

    /// <summary>
    /// Owners that this batch has dealt with. Some feeds give two entries the same id: the first counts, or each crawl would see
    /// both as edits of the other, for ever.
    /// </summary>
    private readonly HashSet<long> _taken = [];
    private HashSet<long> _topics = [];
    private int _new;
    private int _edited;
    private int _unmatched;

    public async Task<IntakeResult> RunAsync(CancellationToken cancel)
    {
        if (await session.RunReturningAsync(SourceExistsSql, [batch.SourceId], cancel) is null)
        {
            return new IntakeResult(0, 0, 0, 0, batch.Conclude(0).Health);
        }
        await CheckRevisionAsync(cancel);
        _topics = [.. await session.RunListAsync(TopicsSql, [], cancel)];
        var items = await ErasedAuthors.LeaveOutAsync(session, batch.Items, cancel);
        await _keys.LoadAsync(items, cancel);
        await LoadKnownAsync(cancel);
        foreach (var item in items)
        {
            await TakeAsync(item, cancel);
        }
        await _keys.FlushAsync(cancel);
        await _writer.FlushAsync(cancel);
        var (check, health, goesOn) = batch.Conclude(_new + _unmatched);
        var saved = await CheckWriter.SaveAsync(session, check, health, batch.MovedTo, keepLease: goesOn, cancel);
        var known = batch.Items.Count - _new - _edited - _unmatched;
        return new IntakeResult(_new, _edited, _unmatched, known, saved);
    }

    private async Task CheckRevisionAsync(CancellationToken cancel)
    {
        if (
            batch.TopicsRevision is { } expected
            && await session.RunReturningAsync(RevisionSql, [], cancel) is var current
            && current != expected
        )
        {
            throw new TopicsChangedException();
        }
    }

    private async Task LoadKnownAsync(CancellationToken cancel)
    {
        var mentions = session.List([.. _keys.Owners.Where(o => o > 0)]);
        var unmatched = session.List([.. _keys.Owners.Where(o => o < 0).Select(o => -o)]);
        foreach (var row in await session.ListAsync<KnownMention>(KnownMentionsSql, new { ids = mentions }, cancel))
        {
            _known[row.Id] = row;
        }
        foreach (var row in await session.ListAsync<KnownMention>(KnownUnmatchedSql, new { ids = unmatched }, cancel))
        {
            _known[row.Id] = row;
        }
    }

    private async Task TakeAsync(PreparedItem item, CancellationToken cancel)
    {
        if (item.Item.Deleted)
        {
            await NoteDeletionAsync(item, cancel);
            return;
        }
        // A topic that was deleted while the batch was prepared.
        IReadOnlyList<long> topics = [.. item.TopicIds.Where(_topics.Contains).Distinct()];
        var owner = _keys.OwnerOf(item);
        if (owner is null)
        {
            owner = await AddAsync(item, topics, cancel);
            _taken.Add(owner.Value);
        }
        else if (_taken.Add(owner.Value) && _known.TryGetValue(owner.Value, out var known))
        {
            owner =
                owner < 0
                    ? await MeetUnmatchedAsync(known, item, topics, cancel)
                    : await MeetMentionAsync(known, item, topics, cancel);
            _taken.Add(owner.Value);
        }
        _keys.Add(item, owner.Value);
    }

    /// <summary>
    /// Taken away at the source: marked, never removed, because somebody may be working on it and because that it was said and
    /// withdrawn is news too. What was not known before is not kept.
    /// </summary>
    private async Task NoteDeletionAsync(PreparedItem item, CancellationToken cancel)
    {
        if (
            _keys.OwnerOf(item) is { } owner
            && _known.TryGetValue(owner, out var known)
            && owner > 0
            && known is { DeletedAt: null }
            && known.SourceId == batch.SourceId
        )
        {
            await session.RunAsync(DeletedSql, cancel, item.SeenAt, owner);
        }
    }

    private async Task<long> AddAsync(PreparedItem item, IReadOnlyList<long> topics, CancellationToken cancel)
    {
        if (topics.Count == 0)
        {
            _unmatched++;
            return await UnmatchedItems.InsertAsync(session, Keep(item), item.ContentHash, cancel);
        }
        _new++;
        return await _writer.InsertAsync(batch.SourceId, item, topics, cancel);
    }

    /// <summary>A kept item comes again: now a topic may want it, or its text has changed.</summary>
    private async Task<long> MeetUnmatchedAsync(
        KnownMention known,
        PreparedItem item,
        IReadOnlyList<long> topics,
        CancellationToken cancel
    )
    {
        if (topics.Count == 0)
        {
            if (IsEdit(known, item))
            {
                await UnmatchedItems.UpdateAsync(session, known.Id, item, cancel);
            }
            return known.Id;
        }
        _new++;
        var mention = await _writer.InsertAsync(known.SourceId, item, topics, cancel);
        await _keys.MoveAsync(known.Id, mention, cancel);
        await UnmatchedItems.DeleteAsync(session, known.Id, cancel);
        return mention;
    }

    private async Task<long> MeetMentionAsync(
        KnownMention known,
        PreparedItem item,
        IReadOnlyList<long> topics,
        CancellationToken cancel
    )
    {
        await _writer.SetMetricsAsync(known, item.Item, cancel);
        if (known.DeletedAt is not null && known.SourceId == batch.SourceId)
        {
            await session.RunAsync(DeletedSql, cancel, null, known.Id);
        }
        if (!IsEdit(known, item))
        {
            return known.Id;
        }
        _edited++;
        var row = await MentionReader.RowAsync(session, known.Id, cancel);
        return await _writer.EditAsync(row!, item, topics, cancel) ?? known.Id;
    }

    /// <summary>
    /// Only the source that brought a mention can edit it: the same article often stands in two feeds, whole in one and cut in the
    /// other, and each crawl would undo the last. Nor can a batch that was read earlier and delivered late.
    /// </summary>
    private bool IsEdit(KnownMention known, PreparedItem item) =>
        item.ContentHash != known.ContentHash
        && known.SourceId == batch.SourceId
        && item.SeenAt.ToUnix() > known.TextSeenAt;

    private KeptItem Keep(PreparedItem item) =>
        new(null, batch.SourceId, "", "", item.Site, item.Language, item.PublishedAt, item.SeenAt, item.Item);
}

/// <summary>What the intake needs to know of an item that it recognises; of an unmatched one, the id is its owner number.</summary>
internal sealed record KnownMention
{
    public long Id { get; init; }
    public long SourceId { get; init; }
    public long ContentHash { get; init; }
    public long TextSeenAt { get; init; }
    public long? DeletedAt { get; init; }
    public long? Likes { get; init; }
    public long? Replies { get; init; }
    public long? Shares { get; init; }
    public long? Reach { get; init; }
}
