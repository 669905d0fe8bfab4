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

    /// <summary>Given up after too many attempts; shown on the Jobs page with "send again".</summary>
    public bool Dead { get; init; }
}

public interface INotificationStore
{
    Task AddAsync(IReadOnlyList<NewNotification> notifications, DateTimeOffset now, CancellationToken cancel);

    /// <summary>
    /// Claims up to <paramref name="count"/> unsent ones that are due; a claim older than <paramref name="claimExpiry"/> is free again
    /// (its process died).
    /// </summary>
    Task<IReadOnlyList<Notification>> ClaimAsync(
        int count,
        DateTimeOffset now,
        TimeSpan claimExpiry,
        CancellationToken cancel
    );

    Task MarkSentAsync(long id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Notes a failed attempt; null <paramref name="nextAttempt"/> gives up.</summary>
    Task MarkFailedAsync(long id, string error, DateTimeOffset? nextAttempt, CancellationToken cancel);

    /// <summary>Makes a dead one due again.</summary>
    Task RetryAsync(long id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Newest first: what was told, to whom, with what success.</summary>
    Task<IReadOnlyList<Notification>> RecentAsync(int count, CancellationToken cancel);

    Task<IReadOnlyList<Notification>> OfEpisodeAsync(long episodeId, CancellationToken cancel);
}
