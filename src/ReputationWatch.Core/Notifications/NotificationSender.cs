using Microsoft.Extensions.Logging;

namespace ReputationWatch.Core.Notifications;

/// <summary>
/// Sends what is waiting: decides what may leave, claims, sends, marks. A crash between claim and mark lets the claim run out and the
/// message be sent again with the same identity: perhaps twice, never not at all.
/// </summary>
public sealed class NotificationSender(
    INotificationStore store,
    IEnumerable<INotifier> notifiers,
    AlertContentReader contents,
    AlertRouting routing,
    TimeProvider clock,
    ILogger<NotificationSender> log
)
{
    /// <summary>A sender takes well under this for one message; an older claim belongs to a dead process.</summary>
    public static readonly TimeSpan ClaimExpiry = TimeSpan.FromMinutes(2);

    /// <summary>All of a batch are sent within <see cref="ClaimExpiry"/>, each at its slowest.</summary>
    private const int BatchSize = 3;

    /// <summary>A receiver may ask for more patience than our own, but not for ever.</summary>
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

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
        if (!await store.AnyDueAsync(clock.GetUtcNow(), ClaimExpiry, cancel))
        {
            return 0;
        }
        var audience = await routing.AudienceAsync(cancel);
        var now = clock.GetUtcNow();
        await store.PlanAsync(
            queue => DeliveryPlanner.Plan(queue, audience.RulesOf(queue.Due[0]), now),
            now,
            ClaimExpiry,
            cancel
        );
        long sent = 0;
        while (await store.ClaimAsync(BatchSize, clock.GetUtcNow(), ClaimExpiry, cancel) is { Count: > 0 } claimed)
        {
            foreach (var notification in claimed)
            {
                sent += await SendOneAsync(notification with { Zone = audience.ZoneOf(notification) }, cancel) ? 1 : 0;
            }
        }
        return sent;
    }

    /// <summary>Sends a test at once, past the queue, and says honestly what became of it.</summary>
    public async Task<SendOutcome> TestAsync(AlertRecipient recipient, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var test = new Notification
        {
            Id = 0,
            Key = $"test:{recipient.Key}:{now.UtcTicks}",
            Kind = NotificationKind.Test,
            Notifier = recipient.Notifier,
            Recipient = recipient.Address,
            Language = recipient.Language,
            SubjectId = 0,
            UserId = recipient.UserId,
            ChannelId = recipient.ChannelId,
            CreatedAt = now,
        };
        var outcome = await AttemptAsync(test, cancel);
        log.LogInformation("Test message over {Notifier}: {Outcome}", recipient.Notifier, outcome.GetType().Name);
        return outcome;
    }

    private async Task<bool> SendOneAsync(Notification notification, CancellationToken cancel)
    {
        var outcome = await AttemptAsync(notification, cancel);
        // What became of it is written down also while the program is being stopped: or it would be sent again at the next start.
        var always = CancellationToken.None;
        switch (outcome)
        {
            case SendOutcome.Sent:
                await store.MarkSentAsync(notification.Id, clock.GetUtcNow(), always);
                return true;
            case SendOutcome.Needless:
                log.LogInformation("Notification {Id} had nothing to say and was not sent", notification.Id);
                await store.MarkNeedlessAsync(notification.Id, clock.GetUtcNow(), always);
                return false;
            // The claim has counted this attempt already.
            case SendOutcome.TryAgain again when notification.Attempts <= BackOff.Length:
                var next = clock.GetUtcNow() + Patience(notification.Attempts, again.After);
                log.LogWarning(
                    "Notification {Id} not sent, next try at {Next}: {Trouble} {Where} {Said}",
                    notification.Id,
                    next,
                    again.Trouble.Kind,
                    again.Trouble.Where,
                    again.Trouble.Said
                );
                await store.MarkFailedAsync(notification.Id, again.Trouble.ToString(), next, always);
                return false;
            case SendOutcome.TryAgain last:
                return await GiveUpAsync(notification, last.Trouble);
            case SendOutcome.Failed failed:
                return await GiveUpAsync(notification, failed.Trouble);
            default:
                throw new InvalidOperationException("unknown outcome");
        }
    }

    private static TimeSpan Patience(int attempts, TimeSpan? wish)
    {
        var own = BackOff[Math.Max(0, attempts - 1)];
        return wish > own ? (wish.Value < LongestWish ? wish.Value : LongestWish) : own;
    }

    private async Task<bool> GiveUpAsync(Notification notification, SendTrouble trouble)
    {
        log.LogError(
            "Notification {Id} given up: {Trouble} {Where} {Said}",
            notification.Id,
            trouble.Kind,
            trouble.Where,
            trouble.Said
        );
        await store.MarkFailedAsync(notification.Id, trouble.ToString(), null, CancellationToken.None);
        return false;
    }

    private async Task<SendOutcome> AttemptAsync(Notification notification, CancellationToken cancel)
    {
        if (!_notifiers.TryGetValue(notification.Notifier, out var notifier))
        {
            return new SendOutcome.Failed(new SendTrouble(TroubleKind.NoNotifier, notification.Notifier));
        }
        try
        {
            return await contents.ReadAsync(notification, cancel) switch
            {
                null => new SendOutcome.Failed(new SendTrouble(TroubleKind.SubjectDeleted)),
                AlertContent.OfDigest { IsNeedless: true } => new SendOutcome.Needless(),
                var content => await notifier.SendAsync(notification, content, cancel),
            };
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogError(
                failure,
                "Notifier {Notifier} failed on notification {Id}",
                notification.Notifier,
                notification.Id
            );
            return new SendOutcome.TryAgain(new SendTrouble(TroubleKind.Other, null, failure.GetType().Name));
        }
    }
}
