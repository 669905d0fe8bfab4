namespace ReputationWatch.Core.Notifications;

public enum NotificationKind
{
    EpisodeOpened,
    EpisodeEscalated,
    EpisodeClosed,
    SourceFailed,
    SourceRestored,
    Test,

    /// <summary>Nobody has answered an episode for a while: the next people are asked.</summary>
    EpisodeUnanswered,

    /// <summary>The daily or weekly review.</summary>
    Digest,

    /// <summary>One message in place of several that had to wait.</summary>
    Bundle,
}

/// <summary>A notification to be made. The key makes it one: adding the same key again adds nothing.</summary>
/// <param name="Key">e.g. <c>episode:17:opened:email:42</c>.</param>
/// <param name="Notifier">Which way out: an <see cref="INotifier.Name"/>.</param>
/// <param name="Recipient">What the notifier understands: an e-mail address, or <c>webhook:3</c> and <c>push:7</c> for what only the store knows.</param>
/// <param name="Language">fr or en.</param>
/// <param name="SubjectId">The episode's or source's id, by kind.</param>
public sealed record NewNotification(
    string Key,
    NotificationKind Kind,
    string Notifier,
    string Recipient,
    string Language,
    long SubjectId,
    long? UserId = null,
    long? ChannelId = null
)
{
    /// <summary>What a digest is about: <c>daily:2026-11-21</c>.</summary>
    public string? About { get; init; }
}

/// <summary>
/// A change of state as a row: claimed before it is acted on, with the claim and the sending apart, so that a crash between them
/// sends again rather than never.
/// </summary>
public sealed record Notification
{
    public required long Id { get; init; }
    public required string Key { get; init; }
    public required NotificationKind Kind { get; init; }
    public required string Notifier { get; init; }
    public required string Recipient { get; init; }
    public required string Language { get; init; }
    public required long SubjectId { get; init; }
    public long? UserId { get; init; }
    public long? ChannelId { get; init; }
    public string? About { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClaimedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset NextAttemptAt { get; init; }
    public string? LastError { get; init; }

    /// <summary>When quiet hours and the hourly limit let it go; null before.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Why it waits until <see cref="NextAttemptAt"/>, or had to wait.</summary>
    public DeliveryHold Hold { get; init; }

    /// <summary>The one message that tells it together with others.</summary>
    public long? BundleId { get; init; }

    /// <summary>The reader's time zone, not stored; null: the installation's.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Given up after too many attempts; shown on the Jobs page with "send again".</summary>
    public bool Dead { get; init; }
}

public interface INotificationStore
{
    Task AddAsync(IReadOnlyList<NewNotification> notifications, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Whether anything waits for a decision or for a sender.</summary>
    Task<bool> AnyDueAsync(DateTimeOffset now, TimeSpan claimExpiry, CancellationToken cancel);

    /// <summary>
    /// Decides about everything that is due, each recipient by itself, and writes the decisions down in the same transaction. Two
    /// processes that plan at once take turns.
    /// </summary>
    Task PlanAsync(
        Func<DeliveryQueue, IReadOnlyList<DeliveryDecision>> plan,
        DateTimeOffset now,
        TimeSpan claimExpiry,
        CancellationToken cancel
    );

    /// <summary>
    /// Claims up to <paramref name="count"/> unsent ones that were let go and are due; a claim older than <paramref name="claimExpiry"/> is free again
    /// (its process died).
    /// </summary>
    Task<IReadOnlyList<Notification>> ClaimAsync(
        int count,
        DateTimeOffset now,
        TimeSpan claimExpiry,
        CancellationToken cancel
    );

    /// <summary>Also of all that it tells for others.</summary>
    Task MarkSentAsync(long id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Settles it without a message: there was nothing to say.</summary>
    Task MarkNeedlessAsync(long id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Notes a failed attempt; null <paramref name="nextAttempt"/> gives up.</summary>
    Task MarkFailedAsync(long id, string error, DateTimeOffset? nextAttempt, CancellationToken cancel);

    /// <summary>Makes a dead one due again, to the address that the person has now.</summary>
    Task RetryAsync(long id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Newest first: what was told, to whom, with what success.</summary>
    Task<IReadOnlyList<Notification>> RecentAsync(int count, CancellationToken cancel);

    /// <summary>What one message tells for, oldest first.</summary>
    Task<IReadOnlyList<Notification>> OfBundleAsync(long bundleId, CancellationToken cancel);

    /// <summary>A page of what was told, newest first, before an id.</summary>
    Task<IReadOnlyList<Notification>> PageAsync(DeliveryFilter filter, CancellationToken cancel);

    /// <summary>How many are given up, and how many wait.</summary>
    Task<(int Dead, int Waiting)> TroublesAsync(CancellationToken cancel);

    Task<IReadOnlyList<Notification>> OfEpisodeAsync(long episodeId, CancellationToken cancel);
}

public enum DeliveryState
{
    All,

    /// <summary>Given up.</summary>
    Dead,

    /// <summary>Waiting for its time or for a next try.</summary>
    Waiting,
    Sent,
}

/// <param name="Search">Part of the recipient's address.</param>
/// <param name="Before">Keyset: ids below this one.</param>
public sealed record DeliveryFilter(
    DeliveryState State,
    string? Notifier = null,
    string? Search = null,
    long? Before = null,
    int Size = 50
);
