using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Core.Alerts;

public interface IEpisodeStore
{
    /// <summary>The open episode of a topic; there is at most one (a unique index keeps it so).</summary>
    Task<Episode?> OpenOfAsync(long topicId, CancellationToken cancel);

    /// <summary>
    /// Opens an episode with its notifications in one transaction: a crash leaves both or neither. Returns null when the topic
    /// already has an open one.
    /// </summary>
    Task<Episode?> OpenAsync(
        Episode episode,
        Func<Episode, IReadOnlyList<NewNotification>> notifications,
        CancellationToken cancel
    );

    /// <summary>Saves peak, tracker state, escalation or closing, with further notifications if any, in one transaction.</summary>
    Task UpdateAsync(Episode episode, IReadOnlyList<NewNotification> notifications, CancellationToken cancel);

    Task<Episode?> FindAsync(long id, CancellationToken cancel);

    /// <summary>Newest first, before <paramref name="before"/> (keyset on opening time and id); empty topics means all.</summary>
    Task<IReadOnlyList<Episode>> PageAsync(
        IReadOnlyList<long> topicIds,
        (DateTimeOffset OpenedAt, long Id)? before,
        int size,
        CancellationToken cancel
    );

    /// <summary>Episodes that overlap a period: the bands on the charts.</summary>
    Task<IReadOnlyList<Episode>> OverlappingAsync(
        IReadOnlyList<long> topicIds,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    );

    /// <summary>Records who has seen it, the verdict and a note.</summary>
    Task JudgeAsync(long id, long userId, Verdict? verdict, string? note, DateTimeOffset now, CancellationToken cancel);
}
