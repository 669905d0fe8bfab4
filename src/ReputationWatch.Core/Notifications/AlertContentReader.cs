using System.Globalization;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications.Digests;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Core.Notifications;

/// <summary>Where people reach this installation; the links in messages start with it.</summary>
public sealed record PublicAddress(Uri Root)
{
    public Uri Episode(long id) => new(Root, string.Create(CultureInfo.InvariantCulture, $"alerts/{id}"));

    public Uri Mention(long id) => new(Root, string.Create(CultureInfo.InvariantCulture, $"mentions/{id}"));

    public Uri Inbox(long topicId) => new(Root, string.Create(CultureInfo.InvariantCulture, $"inbox?topic={topicId}"));

    public Uri Source(long id) => new(Root, string.Create(CultureInfo.InvariantCulture, $"sources/{id}"));

    public Uri Inbox() => new(Root, "inbox?sentiment=negative");

    public Uri Trends(long topicId) =>
        new(Root, string.Create(CultureInfo.InvariantCulture, $"trends?topic={topicId}"));

    public Uri Overview => Root;

    public Uri Alerts => new(Root, "alerts");

    public Uri Sources => new(Root, "sources?show=blind");

    public Uri Settings => new(Root, "settings");

    /// <summary>Where people choose what they are told: the way out that every message offers.</summary>
    public Uri Preferences => new(Root, "preferences");
}

/// <summary>Gathers what a notification says from the store at the time of sending.</summary>
public sealed class AlertContentReader(
    IEpisodeStore episodes,
    ITopicStore topics,
    ISourceStore sources,
    IMentionStore mentions,
    ICountStore counts,
    INotificationStore notifications,
    DigestReader digests,
    IUserStore users,
    EpisodeLinks links,
    PublicAddress address
)
{
    private static readonly TimeSpan ChartBefore = TimeSpan.FromDays(3);
    private static readonly TimeSpan ChartAfter = TimeSpan.FromHours(2);

    /// <summary>Null when the episode or source no longer exists.</summary>
    public async Task<AlertContent?> ReadAsync(Notification notification, CancellationToken cancel) =>
        notification.Kind switch
        {
            NotificationKind.Test => new AlertContent.OfTest(address.Settings),
            NotificationKind.SourceFailed
            or NotificationKind.SourceRestored when notification.SubjectId == SourceGroup.SubjectId =>
                await OfSourcesAsync(notification.About, cancel),
            NotificationKind.SourceFailed or NotificationKind.SourceRestored => await sources.FindAsync(
                notification.SubjectId,
                cancel
            )
                is { } source
                ? new AlertContent.OfSource(source, address.Source(source.Id), address.Preferences)
                : null,
            NotificationKind.Digest => await digests.ReadAsync(notification, cancel) is { } report
                ? new AlertContent.OfDigest(report, address.Overview, address.Preferences)
                : null,
            NotificationKind.Bundle => await OfBundleAsync(notification, cancel),
            _ => await OfEpisodeAsync(notification, cancel),
        };

    private async Task<AlertContent?> OfSourcesAsync(string? about, CancellationToken cancel)
    {
        if (SourceGroup.Read(about) is not { } group)
        {
            return null;
        }
        var all = (await sources.ListAsync(cancel)).ToDictionary(s => s.Id);
        return new AlertContent.OfSources(
            [.. group.Ids.Select(all.GetValueOrDefault).OfType<Source>()],
            group.Count,
            group.Watched,
            address.Sources,
            address.Preferences
        );
    }

    private async Task<AlertContent?> OfEpisodeAsync(Notification notification, CancellationToken cancel)
    {
        var episodeId = notification.SubjectId;
        if (
            await episodes.FindAsync(episodeId, cancel) is not { } episode
            || await topics.FindAsync(episode.TopicId, cancel) is not { } topic
        )
        {
            return null;
        }
        var names = (await sources.ListAsync(cancel)).ToDictionary(s => s.Id, s => s.Name);
        var top = await mentions.FindManyAsync([.. Ids(episode.Peak.TopMentionIds)], cancel);
        var query = new CountQuery(
            await ChartTopicsAsync(episode, cancel),
            episode.OpenedAt - ChartBefore,
            episode.OpenedAt + ChartAfter
        );
        return new AlertContent.OfEpisode(
            episode,
            topic,
            await counts.SeriesAsync(query, TimeSpan.FromHours(1), TimeSpan.Zero, cancel),
            [.. top.Select(m => new TopMention(m, names.GetValueOrDefault(m.SourceId, m.Site), address.Mention(m.Id)))],
            [.. Ids(episode.Peak.BlindSources).Select(id => names.GetValueOrDefault(id)).OfType<string>()],
            address.Episode(episode.Id),
            address.Inbox(topic.Id),
            address.Preferences
        )
        {
            TakeUrl = await LinkAsync(LinkPurpose.Take, episode, notification, cancel),
            FalseAlarmUrl = await LinkAsync(LinkPurpose.FalseAlarm, episode, notification, cancel),
        };
    }

    /// <summary>An episode of a whole group is drawn with all that the group is watched by.</summary>
    private async Task<IReadOnlyList<long>> ChartTopicsAsync(Episode episode, CancellationToken cancel)
    {
        var group = episode.Group is { } name
            ? GroupPlan.Of(await topics.ListAsync(cancel)).FirstOrDefault(g => g.Name == name)
            : null;
        return group is null ? [episode.TopicId] : [.. group.Topics.Select(t => t.Id)];
    }

    /// <summary>
    /// Null when there is nobody who may: a channel has many readers, and people of the role Reader change nothing. Written again it
    /// is the same link, because its end counts from the notification.
    /// </summary>
    private async Task<Uri?> LinkAsync(
        LinkPurpose purpose,
        Episode episode,
        Notification notification,
        CancellationToken cancel
    ) =>
        notification is { UserId: { } id, Notifier: "email" }
        && await users.FindAsync(id, cancel) is { Enabled: true, Role: >= UserRole.Manager }
            ? await links.CreateAsync(purpose, episode.Id, id, notification.CreatedAt + EpisodeLinks.Lifetime, cancel)
            : null;

    private async Task<AlertContent?> OfBundleAsync(Notification bundle, CancellationToken cancel)
    {
        var items = new List<BundledAlert>();
        foreach (var one in await notifications.OfBundleAsync(bundle.Id, cancel))
        {
            items.Add(new BundledAlert(one, await ReadAsync(one, cancel)));
        }
        return items.Count == 0
            ? null
            : new AlertContent.OfBundle(items, bundle.Hold, address.Alerts, address.Preferences);
    }

    /// <summary>The detector knows mentions and sources by text; in the product these are the store's ids.</summary>
    private static IEnumerable<long> Ids(IEnumerable<string> keys) =>
        keys.Select(k => long.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);
}
