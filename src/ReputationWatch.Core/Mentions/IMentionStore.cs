using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Stories;
using ReputationWatch.Core.Topics;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Mentions;

/// <summary>The record. What it acknowledges is durable.</summary>
public interface IMentionStore
{
    /// <summary>
    /// Saves what one read of one source brought, in one transaction: new mentions with their topics, story, case and
    /// hourly counts; edits of known ones; items that matched no topic (kept for previews and for topics to come); the
    /// source's health and history row; one outbox row for each mention that changed. Known items are recognised, so
    /// saving the same batch twice is the same as saving it once. A source that was deleted meanwhile saves nothing.
    /// </summary>
    /// <exception cref="TopicsChangedException">Topics changed since the batch was prepared: prepare it again.</exception>
    Task<IntakeResult> SaveAsync(IntakeBatch batch, CancellationToken cancel);

    /// <summary>
    /// Which stored mention or kept item each of these is, in their order: a mention's id, minus a kept item's, or null for what is
    /// not known.
    /// </summary>
    Task<IReadOnlyList<long?>> OwnersAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancel);

    Task<Mention?> FindAsync(long id, CancellationToken cancel);

    /// <summary>In the order of <paramref name="ids"/>; ids that are gone are left out.</summary>
    Task<IReadOnlyList<Mention>> FindManyAsync(IReadOnlyList<long> ids, CancellationToken cancel);

    /// <summary>The mentions of one story, oldest first.</summary>
    Task<IReadOnlyList<Mention>> StoryAsync(long storyId, int count, CancellationToken cancel);

    /// <summary>What was published in a period and matches, newest first: for previews of queries. Includes unmatched items.</summary>
    IAsyncEnumerable<KeptItem> KeptItemsAsync(DateTimeOffset since, CancellationToken cancel);

    /// <summary>Outbox rows after <paramref name="sequence"/>, oldest first, one per mention (its latest).</summary>
    Task<IReadOnlyList<MentionChange>> ChangesAsync(long sequence, int count, CancellationToken cancel);

    /// <summary>The newest outbox sequence; 0 when nothing ever changed.</summary>
    Task<long> LatestChangeAsync(CancellationToken cancel);

    /// <summary>Changes up to this sequence are no longer kept: who has not applied them starts anew.</summary>
    Task<long> TrimmedChangesAsync(CancellationToken cancel);

    /// <summary>All mention ids above <paramref name="afterId"/>, ascending: the walk of <c>reindex</c>.</summary>
    Task<IReadOnlyList<Mention>> WalkAsync(long afterId, int count, CancellationToken cancel);

    /// <summary>
    /// Matches the next slice of stored mentions and kept items against a changed topic and saves where it is.
    /// <paramref name="matches"/> decides; <paramref name="prepare"/> turns a kept item that now matches into a mention. When the
    /// topic has changed again since <paramref name="rematch"/> was read, nothing happens and the progress says done.
    /// </summary>
    Task<RematchProgress> RematchAsync(
        RematchState rematch,
        Func<KeptItem, bool> matches,
        Func<KeptItem, PreparedItem> prepare,
        int count,
        CancellationToken cancel
    );

    /// <summary>Saves a person's correction of the label; counts, outbox and history follow.</summary>
    Task CorrectAsync(long mentionId, Correction correction, CancellationToken cancel);

    Task<StoreTotals> TotalsAsync(CancellationToken cancel);
}

/// <summary>Everything one transaction of the intake needs.</summary>
/// <param name="Items">Prepared items, in the source's order.</param>
/// <param name="Conclude">
/// Called inside the transaction with the number of items that were not known (mentions and unmatched): gives the history row
/// and the source's health to save. Pure.
/// </param>
/// <param name="MovedTo">New address of the source when it moved for good.</param>
/// <param name="TopicsRevision"><see cref="ITopicStore.RevisionAsync"/> as it was when the items were matched; null skips the check.</param>
public sealed record IntakeBatch(
    long SourceId,
    IReadOnlyList<PreparedItem> Items,
    Func<int, CheckConclusion> Conclude,
    string? MovedTo = null,
    long? TopicsRevision = null
);

/// <summary>The store has no room for what was to be saved; nothing of it was, and what was saved before is safe.</summary>
public sealed class StorageFullException(Exception inner)
    : Exception("The disk that holds the database is full. Make room; the intake goes on by itself.", inner);

/// <summary>
/// The topics are no longer those that a batch was matched against. Were it saved, a topic whose re-matching has just ended would
/// never see its items.
/// </summary>
public sealed class TopicsChangedException()
    : Exception("The topics changed since these items were matched; prepare them again.");

/// <param name="GoesOn">The same check reads a further page: it keeps its lease.</param>
public sealed record CheckConclusion(SourceCheck Check, SourceHealth Health, bool GoesOn = false);

/// <summary>A raw item after normalising, matching, fingerprinting and scoring: all that is pure is already done.</summary>
public sealed record PreparedItem
{
    /// <summary>The normalised item: text in NFC, white space folded, lengths cut, URL absolute, time plausible.</summary>
    public required RawItem Item { get; init; }

    /// <summary>
    /// The names under which this item is known, strongest first (its id within its host, then its canonical URL), written by
    /// <see cref="ItemKeys"/>. A stored mention that has one of them is this item.
    /// </summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Changes when title, text or rating change at the source.</summary>
    public required long ContentHash { get; init; }

    /// <summary>Sketch by which near-duplicates are found; null for texts too short to compare.</summary>
    public required ContentFingerprint? Fingerprint { get; init; }
    public required string Site { get; init; }
    public required string Language { get; init; }
    public required Author Author { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required bool Dated { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Empty when no topic wants it; then it is kept aside and is no mention.</summary>
    public required IReadOnlyList<long> TopicIds { get; init; }

    /// <summary>Null exactly when <see cref="TopicIds"/> is empty.</summary>
    public MentionSentiment? Sentiment { get; init; }

    /// <summary>The case to open with it; null when nobody has to act on it.</summary>
    public NewCase? Case { get; init; }
}

public sealed record NewCase(int Priority, DateTimeOffset DueAt);

/// <param name="New">Mentions that were not known.</param>
/// <param name="Edited">Known ones whose content changed.</param>
/// <param name="Unmatched">Items not known before that matched no topic.</param>
/// <param name="Known">Items known already and unchanged.</param>
/// <param name="Health">The health that was saved.</param>
public sealed record IntakeResult(int New, int Edited, int Unmatched, int Known, SourceHealth Health);

/// <summary>A stored mention, or an item that matched nothing, as a matcher sees it.</summary>
/// <param name="MentionId">Null for an item that matched nothing.</param>
public sealed record KeptItem(
    long? MentionId,
    long SourceId,
    string SourceName,
    string SourceUrl,
    string Site,
    string Language,
    DateTimeOffset PublishedAt,
    DateTimeOffset SeenAt,
    RawItem Item
);

/// <param name="Sequence">Grows with every change; the index stores the newest it has applied.</param>
public sealed record MentionChange(long Sequence, long MentionId);

public sealed record RematchProgress(int Looked, int Added, int Removed, bool Done);

public sealed record Correction(SentimentLabel Label, long UserId, DateTimeOffset At);

public sealed record StoreTotals(
    long Mentions,
    long UnmatchedItems,
    long Stories,
    long Sources,
    long Topics,
    long Bytes
);
