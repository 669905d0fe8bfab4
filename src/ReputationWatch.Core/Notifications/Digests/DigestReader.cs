using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Notifications.Digests;

/// <summary>Gathers a digest from the store when it is sent.</summary>
public sealed class DigestReader(
    IUserStore users,
    IAlertPreferenceStore preferences,
    ITopicStore topics,
    ICountStore counts,
    IEpisodeStore episodes,
    ICaseStore cases,
    IMentionStore mentions,
    ISourceStore sources,
    PublicAddress address,
    TimeProvider clock
)
{
    private const int WaitingShown = 3;

    /// <summary>Null when the person or the period is none.</summary>
    public async Task<DigestReport?> ReadAsync(Notification notification, CancellationToken cancel)
    {
        if (notification.UserId is not { } userId || await users.FindAsync(userId, cancel) is not { } user)
        {
            return null;
        }
        var wishes = await preferences.FindAsync(userId, cancel);
        var period = DigestPeriod.Read(notification.About, wishes.DigestAt, LocalTime.Zone(user.TimeZone));
        if (period is null)
        {
            return null;
        }
        var all = (await topics.ListAsync(cancel)).Where(t => t.Enabled).ToList();
        var own = all.Where(t => wishes.Topics.Include(t) && t.Kind != TopicKind.Competitor).ToList();
        var report = new DigestReport
        {
            Period = period,
            Groups = await GroupsAsync(all, own, wishes.Topics, period, cancel),
            Episodes = await EpisodesAsync(own, period, cancel),
            InboxUrl = address.Inbox(),
            WantedEmpty = wishes.DigestWhenNothing,
        };
        return own.Count == 0 ? report : await WithWaitingAsync(report, own, cancel);
    }

    private async Task<IReadOnlyList<DigestGroup>> GroupsAsync(
        List<Topic> all,
        List<Topic> own,
        TopicWishes wishes,
        DigestPeriod period,
        CancellationToken cancel
    )
    {
        var groups = own.Select(t => t.Group).ToHashSet();
        var shown = all.Where(t =>
                own.Contains(t)
                || (
                    t.Kind == TopicKind.Competitor
                    && (wishes.Include(t) || t.Group is not null)
                    && groups.Contains(t.Group)
                )
            )
            .ToList();
        var now = await CountsAsync(shown, period.From, period.To, cancel);
        var before = await CountsAsync(shown, period.Before.From, period.Before.To, cancel);
        return
        [
            .. shown
                .GroupBy(t => t.Group)
                .OrderBy(g => g.Key is null)
                .ThenBy(g => g.Key, StringComparer.CurrentCultureIgnoreCase)
                .Select(g => new DigestGroup(
                    g.Key,
                    [
                        .. g.Select(t => new DigestTopic(
                                t,
                                now.GetValueOrDefault(t.Id, new MentionCounts()),
                                before.GetValueOrDefault(t.Id, new MentionCounts()),
                                address.Trends(t.Id)
                            ))
                            .OrderByDescending(t => t.Now.Negative)
                            .ThenByDescending(t => t.Now.Total)
                            .ThenBy(t => t.Topic.Name, StringComparer.CurrentCultureIgnoreCase),
                    ]
                )),
        ];
    }

    private async Task<Dictionary<long, MentionCounts>> CountsAsync(
        List<Topic> shown,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    )
    {
        if (shown.Count == 0)
        {
            return [];
        }
        var query = new CountQuery([.. shown.Select(t => t.Id)], from, to);
        return (await counts.ByTopicAsync(query, cancel)).ToDictionary(c => c.TopicId, c => c.Counts);
    }

    private async Task<IReadOnlyList<DigestEpisode>> EpisodesAsync(
        List<Topic> own,
        DigestPeriod period,
        CancellationToken cancel
    )
    {
        if (own.Count == 0)
        {
            return [];
        }
        var names = own.ToDictionary(t => t.Id, t => t.Name);
        var found = await episodes.OverlappingAsync([.. names.Keys], period.From, period.To, cancel);
        return [.. found.Select(e => new DigestEpisode(e, names[e.TopicId], address.Episode(e.Id)))];
    }

    private async Task<DigestReport> WithWaitingAsync(DigestReport report, List<Topic> own, CancellationToken cancel)
    {
        var filter = new CaseFilter
        {
            Now = clock.GetUtcNow(),
            TopicIds = [.. own.Select(t => t.Id)],
            Sentiments = [SentimentLabel.Negative],
            Size = WaitingShown,
        };
        var waiting = await cases.PageAsync(filter, cancel);
        var overdue = await cases.PageAsync(filter with { View = InboxView.Overdue, Size = 1 }, cancel);
        var names = (await sources.ListAsync(cancel)).ToDictionary(s => s.Id, s => s.Name);
        var shown = await mentions.FindManyAsync([.. waiting.Rows.Select(r => r.MentionId)], cancel);
        return report with
        {
            Unanswered = waiting.Total,
            Overdue = overdue.Total,
            Waiting =
            [
                .. shown.Select(m => new TopMention(
                    m,
                    names.GetValueOrDefault(m.SourceId, m.Site),
                    address.Mention(m.Id)
                )),
            ],
        };
    }
}
