using System.Globalization;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Core.Notifications;

/// <summary>Somebody or something that is told.</summary>
/// <param name="Key">Names the recipient in the keys of notifications: <c>email:42</c>, <c>webhook:3</c>, <c>push:7</c>.</param>
/// <param name="Address">What the notifier understands: an e-mail address, or the key again for what only the store knows.</param>
public sealed record AlertRecipient(
    string Notifier,
    string Key,
    string Address,
    string Language,
    long? UserId,
    long? ChannelId
);

/// <summary>Everybody who could be told, as the store has them at one moment.</summary>
public sealed record Audience(
    IReadOnlyList<User> Users,
    IReadOnlyDictionary<long, AlertPreferences> Preferences,
    IReadOnlyList<AlertChannel> Channels,
    IReadOnlyList<PushSubscription> Subscriptions
)
{
    public AlertPreferences Of(long userId) => Preferences.GetValueOrDefault(userId, AlertPreferences.Default);

    /// <summary>
    /// Who is told. Steps: what nobody has answered goes to the people of exactly this step; everything else to all people up to it,
    /// who have been told of the episode before.
    /// </summary>
    /// <param name="topic">Null for what concerns no topic (sources).</param>
    public IReadOnlyList<AlertRecipient> Recipients(NotificationKind kind, Topic? topic, int step) =>
        [
            .. Users
                .Where(u => u is { Enabled: true, ReceivesAlerts: true } && Wants(u, kind, topic, step))
                .SelectMany(WaysTo),
            .. Channels.Where(c => c.Enabled && Wants(c.Wishes, kind, topic, step)).Select(ToChannel),
        ];

    /// <summary>The next step after this one that has anybody in it; null when all have been told.</summary>
    public int? NextStep(Topic topic, int step) =>
        Enumerable
            .Range(step + 1, Math.Max(0, AlertPreferences.LastStep - step))
            .Where(next => Recipients(NotificationKind.EpisodeUnanswered, topic, next).Count > 0)
            .Select(next => (int?)next)
            .FirstOrDefault();

    /// <summary>How the recipient of a row wants to be told. Rows from before people were kept with them know no rules.</summary>
    public DeliveryRules RulesOf(Notification notification)
    {
        if (notification.ChannelId is { } channelId)
        {
            var channel = Channels.FirstOrDefault(c => c.Id == channelId);
            return Rules(channel?.Wishes.PerHour) with { Gone = channel is null };
        }
        if (notification.UserId is not { } userId)
        {
            return Rules(null);
        }
        var wishes = Of(userId);
        return Rules(wishes.PerHour) with
        {
            Quiet = wishes.Quiet,
            Zone = ZoneOf(notification) ?? TimeZoneInfo.Utc,
            UrgentInQuietHours = wishes.UrgentInQuietHours,
            Gone = !Users.Any(u => u.Id == userId && u.Enabled),
        };
    }

    /// <summary>The time zone of the person; null for channels.</summary>
    public TimeZoneInfo? ZoneOf(Notification notification) =>
        Users.FirstOrDefault(u => u.Id == notification.UserId) is { } user ? LocalTime.Zone(user.TimeZone) : null;

    private static DeliveryRules Rules(int? perHour) =>
        new(null, TimeZoneInfo.Utc, UrgentInQuietHours: true, Math.Max(1, perHour ?? AlertPreferences.UsualPerHour));

    private bool Wants(User user, NotificationKind kind, Topic? topic, int step)
    {
        var wishes = Of(user.Id);
        return topic is null
            ? wishes.SourceNotices ?? user.Role != UserRole.Reader
            : wishes.Topics.Include(topic) && IsTurnOf(wishes.EscalationStep, kind, step);
    }

    private static bool Wants(ChannelWishes wishes, NotificationKind kind, Topic? topic, int step) =>
        topic is null
            ? wishes.SourceNotices
            : wishes.Topics.Include(topic) && IsTurnOf(wishes.EscalationStep, kind, step);

    private static bool IsTurnOf(int own, NotificationKind kind, int step) =>
        kind == NotificationKind.EpisodeUnanswered ? own == step : own <= step;

    private IEnumerable<AlertRecipient> WaysTo(User user)
    {
        if (Of(user.Id).ByMail)
        {
            yield return ByMail(user);
        }
        foreach (var browser in Subscriptions.Where(s => s.UserId == user.Id))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"push:{browser.Id}");
            yield return new AlertRecipient("push", key, key, user.Language, user.Id, null);
        }
    }

    public static AlertRecipient ByMail(User user) =>
        new(
            "email",
            string.Create(CultureInfo.InvariantCulture, $"email:{user.Id}"),
            user.Email,
            user.Language,
            user.Id,
            null
        );

    public static AlertRecipient ToChannel(AlertChannel channel)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"webhook:{channel.Id}");
        return new AlertRecipient("webhook", key, key, channel.Language, null, channel.Id);
    }
}

/// <summary>Who gets what: the one place that turns an event into rows for the people and channels that want it.</summary>
public sealed class AlertRouting(
    IUserStore users,
    IAlertPreferenceStore preferences,
    IChannelStore channels,
    IPushSubscriptionStore subscriptions
)
{
    public async Task<Audience> AudienceAsync(CancellationToken cancel) =>
        new(
            await users.ListAsync(cancel),
            await preferences.ListAsync(cancel),
            await channels.ListAsync(cancel),
            await subscriptions.ListAsync(cancel)
        );

    /// <inheritdoc cref="Audience.Recipients"/>
    public async Task<IReadOnlyList<AlertRecipient>> RecipientsAsync(
        NotificationKind kind,
        Topic? topic,
        int step,
        CancellationToken cancel
    ) => (await AudienceAsync(cancel)).Recipients(kind, topic, step);

    /// <inheritdoc cref="Audience.NextStep"/>
    public async Task<int?> NextStepAsync(Topic topic, int step, CancellationToken cancel) =>
        (await AudienceAsync(cancel)).NextStep(topic, step);

    /// <param name="what">Begins the keys and makes the event one: <c>episode:17:opened</c>.</param>
    /// <param name="subjectId">The episode's or source's id, by kind.</param>
    public static IReadOnlyList<NewNotification> Rows(
        string what,
        NotificationKind kind,
        long subjectId,
        IReadOnlyList<AlertRecipient> recipients
    ) =>
        [
            .. recipients.Select(r => new NewNotification(
                $"{what}:{r.Key}",
                kind,
                r.Notifier,
                r.Address,
                r.Language,
                subjectId,
                r.UserId,
                r.ChannelId
            )),
        ];
}
