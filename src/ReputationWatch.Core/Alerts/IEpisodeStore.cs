using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Core.Alerts;

/// <summary>What is written down together with a change of an episode: mails to send, and its trace.</summary>
public sealed record EpisodeNews(IReadOnlyList<NewNotification> Notifications, IReadOnlyList<EpisodeEvent> Events)
{
    public static readonly EpisodeNews None = new([], []);
}

/// <summary>Which episodes are asked for; empty topics means all.</summary>
/// <param name="Judged">True: with a verdict; false: without one.</param>
/// <param name="Told">True: those that people were told of as they happened; false: the others.</param>
public sealed record EpisodeFilter(
    IReadOnlyList<long> TopicIds,
    Verdict? Verdict = null,
    bool? Judged = null,
    EpisodeOrigin? Origin = null,
    bool? Told = null
);

public interface IEpisodeStore
{
    /// <summary>The open episode of a topic; there is at most one (a unique index keeps it so).</summary>
    Task<Episode?> OpenOfAsync(long topicId, CancellationToken cancel);

    /// <summary>Every open episode.</summary>
    Task<IReadOnlyList<Episode>> OpenAsync(CancellationToken cancel);

    /// <summary>
    /// Opens an episode with its news in one transaction: a crash leaves both or neither. Returns null when the topic already has
    /// an open one.
    /// </summary>
    Task<Episode?> OpenAsync(Episode episode, Func<Episode, EpisodeNews> news, CancellationToken cancel);

    /// <summary>Saves peak, tracker state, growth or closing, with its news, in one transaction. What is closed stays closed.</summary>
    Task UpdateAsync(Episode episode, EpisodeNews news, CancellationToken cancel);

    /// <summary>
    /// Takes the next step of an unanswered episode, unless somebody answered or another process took it meanwhile. Returns whether
    /// it did.
    /// </summary>
    /// <param name="next">When the step after it is due; null when there is none.</param>
    Task<bool> StepAsync(Episode episode, DateTimeOffset? next, EpisodeNews news, CancellationToken cancel);

    /// <summary>Records episodes found in history, in place of those found earlier that nobody touched.</summary>
    Task RecordHistoryAsync(long topicId, IReadOnlyList<Episode> found, CancellationToken cancel);

    Task<Episode?> FindAsync(long id, CancellationToken cancel);

    /// <summary>Newest first, before <paramref name="before"/> (keyset on opening time and id).</summary>
    Task<IReadOnlyList<Episode>> PageAsync(
        EpisodeFilter filter,
        (DateTimeOffset OpenedAt, long Id)? before,
        int size,
        CancellationToken cancel
    );

    /// <summary>Episodes that overlap a period: the bands on the charts. Empty topics means all.</summary>
    Task<IReadOnlyList<Episode>> OverlappingAsync(
        IReadOnlyList<long> topicIds,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    );

    /// <summary>Does what a person decided, with its trace.</summary>
    /// <param name="link">The signature of the link by which it is done; one that was used before does nothing.</param>
    Task<EpisodeActed> ActAsync(
        long id,
        EpisodeAction action,
        long userId,
        DateTimeOffset now,
        string? link,
        CancellationToken cancel
    );

    /// <summary>Whether something was done by this link before.</summary>
    Task<bool> IsUsedAsync(string link, CancellationToken cancel);

    /// <summary>Its trace, oldest first.</summary>
    Task<IReadOnlyList<EpisodeEvent>> EventsAsync(long id, CancellationToken cancel);
}
