using Microsoft.Extensions.Logging;

namespace ReputationWatch.Core.Notifications;

/// <summary>
/// Sends what is waiting: claims, sends, marks. A crash between claim and mark lets the claim run out and the message be sent
/// again with the same identity: perhaps twice, never not at all.
/// </summary>
public sealed class NotificationSender(
    INotificationStore store,
    IEnumerable<INotifier> notifiers,
    AlertContentReader contents,
    TimeProvider clock,
    ILogger<NotificationSender> log
)
{
    /// <summary>A sender takes well under this for one message; an older claim belongs to a dead process.</summary>
    public static readonly TimeSpan ClaimExpiry = TimeSpan.FromMinutes(2);

    /// <summary>All of a batch are sent within <see cref="ClaimExpiry"/>, each at its slowest.</summary>
    private const int BatchSize = 3;

    /// <summary>Waits between attempts; after the last one the message is dead and shown as such. Together a little over two days.</summary>
    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    private readonly Dictionary<string, INotifier> _notifiers = notifiers.ToDictionary(n => n.Name);

    /// <summary>Sends everything that is due. Returns how many messages were accepted.</summary>
    public async Task<long> SendDueAsync(CancellationToken cancel)
    {
        long sent = 0;
        while (await store.ClaimAsync(BatchSize, clock.GetUtcNow(), ClaimExpiry, cancel) is { Count: > 0 } claimed)
        {
            foreach (var notification in claimed)
            {
                sent += await SendOneAsync(notification, cancel) ? 1 : 0;
            }
        }
        return sent;
    }

    private async Task<bool> SendOneAsync(Notification notification, CancellationToken cancel)
    {
        switch (await AttemptAsync(notification, cancel))
        {
            case SendOutcome.Sent:
                await store.MarkSentAsync(notification.Id, clock.GetUtcNow(), cancel);
                return true;
            // The claim has counted this attempt already.
            case SendOutcome.TryAgain again when notification.Attempts <= BackOff.Length:
                var next = clock.GetUtcNow() + BackOff[Math.Max(0, notification.Attempts - 1)];
                log.LogWarning(
                    "Notification {Id} not sent, next try at {Next}: {Error}",
                    notification.Id,
                    next,
                    again.Error
                );
                await store.MarkFailedAsync(notification.Id, again.Error, next, cancel);
                return false;
            case SendOutcome.TryAgain last:
                return await GiveUpAsync(notification, last.Error, cancel);
            case SendOutcome.Failed failed:
                return await GiveUpAsync(notification, failed.Error, cancel);
            default:
                throw new InvalidOperationException("unknown outcome");
        }
    }

    private async Task<bool> GiveUpAsync(Notification notification, string error, CancellationToken cancel)
    {
        log.LogError("Notification {Id} given up: {Error}", notification.Id, error);
        await store.MarkFailedAsync(notification.Id, error, null, cancel);
        return false;
    }

    private async Task<SendOutcome> AttemptAsync(Notification notification, CancellationToken cancel)
    {
        if (!_notifiers.TryGetValue(notification.Notifier, out var notifier))
        {
            return new SendOutcome.Failed($"There is no notifier named {notification.Notifier}.");
        }
        try
        {
            return await contents.ReadAsync(notification, cancel) is { } content
                ? await notifier.SendAsync(notification, content, cancel)
                : new SendOutcome.Failed("What it was about has been deleted.");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogError(
                failure,
                "Notifier {Notifier} failed on notification {Id}",
                notification.Notifier,
                notification.Id
            );
            return new SendOutcome.TryAgain(failure.GetType().Name);
        }
    }
}
