using System.Globalization;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Alerts;

/// <summary>What one round of watching knows: read once, used for every topic.</summary>
public sealed class EpisodeRound
{
    public required DateTimeOffset Now { get; init; }
    public required IReadOnlyDictionary<long, Topic> Topics { get; init; }
    public required Audience Audience { get; init; }
    public required IReadOnlyList<CalendarEntry> Calendar { get; init; }
    public required TimeSpan EscalateAfter { get; init; }

    /// <summary>The groups that are watched as a whole.</summary>
    public required IReadOnlySet<string> Groups { get; init; }

    /// <summary>The open episodes by topic, kept up to date through the round.</summary>
    public required Dictionary<long, Episode> Open { get; init; }

    /// <summary>How many episodes opened, grew, went on to somebody or closed.</summary>
    public long Changes { get; set; }

    /// <summary>Why no mail on the topic leaves now; null when mails leave.</summary>
    public EpisodeHush? HushOf(Topic topic) =>
        topic.AlertsSnoozedUntil > Now
            ? new EpisodeHush(HushReason.Snoozed, null, topic.AlertsSnoozedUntil, null)
            : Calendar.Where(e => e.Covers(topic, Now)).MaxBy(e => e.To)?.ToHush();

    /// <summary>When an episode told now goes to somebody else unless it is answered.</summary>
    public DateTimeOffset? NextStepAt(Topic topic, int step)
    {
        var after = topic.EscalateAfter ?? EscalateAfter;
        return after > TimeSpan.Zero && Audience.NextStep(topic, step) is not null ? Now + after : null;
    }
}

/// <summary>
/// The life of episodes: opens them, decides whether they are told of, lets them grow and closes them, and passes on what nobody
/// answers. Each change is one transaction with its mails and its trace.
/// </summary>
public sealed class EpisodeKeeper(
    IEpisodeStore episodes,
    ICalendarStore calendar,
    AlertRouting routing,
    AlertRules rules,
    ILogger<EpisodeKeeper> log
)
{
    public async Task<EpisodeRound> BeginAsync(
        IReadOnlyList<Topic> topics,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        new()
        {
            Now = now,
            Topics = topics.ToDictionary(t => t.Id),
            Audience = await routing.AudienceAsync(cancel),
            Calendar = await calendar.OverlappingAsync(now, now.AddTicks(1), cancel),
            EscalateAfter = await rules.EscalateAfterAsync(cancel),
            Groups = GroupPlan.Of(topics).Select(g => g.Name).ToHashSet(StringComparer.Ordinal),
            Open = (await episodes.OpenAsync(cancel)).ToDictionary(e => e.TopicId),
        };

    /// <summary>Takes what a topic's detector found.</summary>
    /// <param name="shares">Whether most of what carries the evidence belongs to another topic too.</param>
    public async Task HearAsync(
        Topic topic,
        SpikeEvidence? evidence,
        EpisodeRound round,
        Func<SpikeEvidence, long, bool> shares,
        CancellationToken cancel
    )
    {
        var open = round.Open.GetValueOrDefault(topic.Id);
        // An episode of the group lives by the group's figures.
        if (open?.Group is { } group && round.Groups.Contains(group))
        {
            return;
        }
        if (evidence is null)
        {
            await LeaveAsync(topic, round, cancel);
            return;
        }
        await DecideAsync(
            topic,
            open,
            evidence,
            topic.Sensitivity,
            round,
            () =>
                NewEpisode(topic, evidence, null) with
                {
                    Hush = SameEvent(topic, evidence, round, shares) ?? round.HushOf(topic),
                },
            cancel
        );
    }

    /// <summary>Takes what a group's detector found: told only when none of its topics has an episode of its own.</summary>
    public async Task HearAsync(
        GroupPlan group,
        Topic carrier,
        SpikeEvidence? evidence,
        EpisodeRound round,
        CancellationToken cancel
    )
    {
        if (evidence is null)
        {
            return;
        }
        var open = round.Open.Values.FirstOrDefault(e => e.Group == group.Name);
        if (open is null && group.Topics.Any(t => round.Open.ContainsKey(t.Id)))
        {
            return;
        }
        await DecideAsync(
            round.Topics[open?.TopicId ?? carrier.Id],
            open,
            evidence,
            group.Sensitivity,
            round,
            () => NewEpisode(carrier, evidence, group.Name) with { Hush = round.HushOf(carrier) },
            cancel
        );
    }

    /// <summary>Nobody looks at the topic any more: its open episode, if there is one, ends.</summary>
    public async Task LeaveAsync(Topic topic, EpisodeRound round, CancellationToken cancel)
    {
        if (round.Open.TryGetValue(topic.Id, out var open))
        {
            log.LogInformation("Episode {EpisodeId} closed: topic {TopicId} is no longer watched", open.Id, topic.Id);
            await CloseAsync(open, round, cancel);
        }
    }

    /// <summary>Passes on what nobody has answered in time.</summary>
    public async Task EscalateUnansweredAsync(EpisodeRound round, CancellationToken cancel)
    {
        foreach (var open in round.Open.Values.Where(e => e.AcknowledgedAt is null && e.EscalatesAt <= round.Now))
        {
            if (round.Topics.TryGetValue(open.TopicId, out var topic))
            {
                await StepAsync(open, topic, round, cancel);
            }
        }
    }

    private async Task StepAsync(Episode open, Topic topic, EpisodeRound round, CancellationToken cancel)
    {
        if (round.HushOf(topic) is { Reason: HushReason.Snoozed })
        {
            return;
        }
        var step = round.Audience.NextStep(topic, open.EscalationStep);
        var recipients = step is { } s ? round.Audience.Recipients(NotificationKind.EpisodeUnanswered, topic, s) : [];
        var taken = open with { EscalationStep = step ?? open.EscalationStep };
        var news = new EpisodeNews(
            // The key holds the step: whoever comes to it a second time adds nothing.
            AlertRouting.Rows(What(open.Id, $"step:{step}"), NotificationKind.EpisodeUnanswered, open.Id, recipients),
            step is null
                ? []
                : [new EpisodeEvent(round.Now, EpisodeEventKind.Escalated, To: NamesOf(recipients, round.Audience))]
        );
        var next = step is null ? null : round.NextStepAt(topic, taken.EscalationStep);
        if (await episodes.StepAsync(taken, next, news, cancel) && step is not null)
        {
            round.Changes++;
            log.LogWarning(
                "Episode {EpisodeId} of topic {TopicId} unanswered: step {Step}, {Recipients} recipients",
                open.Id,
                topic.Id,
                step,
                recipients.Count
            );
        }
    }

    private async Task DecideAsync(
        Topic topic,
        Episode? open,
        SpikeEvidence evidence,
        Sensitivity sensitivity,
        EpisodeRound round,
        Func<Episode> create,
        CancellationToken cancel
    )
    {
        var thresholds = EpisodeRules.For(sensitivity);
        var (decision, tracker) = EpisodeTracker.Next(open?.Tracker, evidence.Score, round.Now, thresholds);
        switch (decision)
        {
            case EpisodeDecision.Open:
                await OpenAsync(topic, create() with { Tracker = tracker! }, round, cancel);
                break;
            case EpisodeDecision.Escalate:
                await GrowAsync(topic, open!, evidence, tracker!, round, cancel);
                break;
            case EpisodeDecision.Close:
                await CloseAsync(open!, round, cancel);
                break;
            default:
                await KeepAsync(topic, open, evidence, tracker, thresholds, round, cancel);
                break;
        }
    }

    private async Task OpenAsync(Topic topic, Episode episode, EpisodeRound round, CancellationToken cancel)
    {
        var told = episode.Hush is null ? Told(episode, topic, round) : episode;
        var opened = await episodes.OpenAsync(
            told,
            saved =>
            {
                var news = told.ToldAt is null ? EpisodeNews.None : TellingOf(saved, topic, round);
                return news with { Events = [new EpisodeEvent(round.Now, EpisodeEventKind.Opened), .. news.Events] };
            },
            cancel
        );
        if (opened is null)
        {
            return;
        }
        round.Open[topic.Id] = opened;
        round.Changes++;
        log.LogWarning(
            "Episode {EpisodeId} opened on topic {TopicId} ({Signal}): {Effective} effective mentions in {Hours} h, {Expected} expected; {Telling}",
            opened.Id,
            topic.Id,
            opened.Evidence.Signal,
            opened.Evidence.Effective,
            opened.Evidence.WindowHours,
            opened.Evidence.Expected,
            opened.Hush is { } hush ? $"no mail: {hush.Reason} {hush.Title}" : "told"
        );
    }

    /// <summary>An episode that grew to a multiple of itself is told once more, or for the first time.</summary>
    private async Task GrowAsync(
        Topic topic,
        Episode open,
        SpikeEvidence evidence,
        OpenEpisode tracker,
        EpisodeRound round,
        CancellationToken cancel
    )
    {
        var hush = open.ToldAt is null ? open.Hush : round.HushOf(topic);
        var tells = hush is null or { LetsGrowthThrough: true };
        var grown = open with { EscalatedAt = round.Now, Peak = evidence, Tracker = tracker };
        var recipients = round.Audience.Recipients(NotificationKind.EpisodeEscalated, topic, open.EscalationStep);
        var what = string.Create(CultureInfo.InvariantCulture, $"escalated:{round.Now.ToUnixTimeSeconds()}");
        var growth = new EpisodeEvent(
            round.Now,
            EpisodeEventKind.Grew,
            To: tells ? NamesOf(recipients, round.Audience) : null
        );
        await episodes.UpdateAsync(
            tells ? Told(grown, topic, round) : grown,
            new EpisodeNews(
                tells
                    ? AlertRouting.Rows(What(open.Id, what), NotificationKind.EpisodeEscalated, open.Id, recipients)
                    : [],
                [growth]
            ),
            cancel
        );
        round.Changes++;
        log.LogWarning("Episode {EpisodeId} of topic {TopicId} grew: score {Score}", open.Id, topic.Id, evidence.Score);
    }

    private async Task CloseAsync(Episode open, EpisodeRound round, CancellationToken cancel)
    {
        log.LogInformation("Episode {EpisodeId} of topic {TopicId} closed", open.Id, open.TopicId);
        // After the clock was set back an episode must not end before it began.
        var at = round.Now < open.OpenedAt ? open.OpenedAt : round.Now;
        var closing = new EpisodeEvent(at, EpisodeEventKind.Closed);
        await episodes.UpdateAsync(open with { ClosedAt = at }, new EpisodeNews([], [closing]), cancel);
        round.Open.Remove(open.TopicId);
        round.Changes++;
    }

    /// <summary>
    /// Saves the tracker and a new peak of an episode that goes on, and tells of one whose silence is over while it still burns.
    /// </summary>
    private async Task KeepAsync(
        Topic topic,
        Episode? open,
        SpikeEvidence evidence,
        OpenEpisode? tracker,
        EpisodeRules thresholds,
        EpisodeRound round,
        CancellationToken cancel
    )
    {
        if (open is null || tracker is null)
        {
            return;
        }
        var peak = evidence.Score > open.Peak.Score ? evidence : open.Peak;
        var kept = open with { Tracker = tracker, Peak = peak };
        var tells =
            open is { ToldAt: null, AcknowledgedAt: null, Hush.Until: not null }
            && open.Hush.Until <= round.Now
            && evidence.Score >= thresholds.Threshold
            && round.HushOf(topic) is null;
        if (tells)
        {
            await episodes.UpdateAsync(Told(kept, topic, round), TellingOf(kept, topic, round), cancel);
            round.Changes++;
        }
        else if (tracker != open.Tracker || !ReferenceEquals(peak, open.Peak))
        {
            await episodes.UpdateAsync(kept, EpisodeNews.None, cancel);
        }
    }

    private static Episode NewEpisode(Topic topic, SpikeEvidence evidence, string? group)
    {
        var now = evidence.At;
        return new Episode
        {
            TopicId = topic.Id,
            Group = group,
            OpenedAt = now,
            Evidence = evidence,
            Peak = evidence,
            Tracker = new OpenEpisode(now, now, evidence.Score, evidence.Score, now),
        };
    }

    private static EpisodeHush? SameEvent(
        Topic topic,
        SpikeEvidence evidence,
        EpisodeRound round,
        Func<SpikeEvidence, long, bool> shares
    )
    {
        var other = round.Open.Values.FirstOrDefault(e =>
            e.TopicId != topic.Id
            && e.ToldAt is not null
            && ((e.Group is not null && e.Group == topic.Group) || shares(evidence, e.TopicId))
        );
        return other is null ? null : new EpisodeHush(HushReason.SameEvent, null, null, other.Id);
    }

    private static Episode Told(Episode episode, Topic topic, EpisodeRound round) =>
        episode.ToldAt is not null
            ? episode
            : episode with
            {
                ToldAt = round.Now,
                EscalatesAt = round.NextStepAt(topic, episode.EscalationStep),
            };

    private static EpisodeNews TellingOf(Episode episode, Topic topic, EpisodeRound round)
    {
        var recipients = round.Audience.Recipients(NotificationKind.EpisodeOpened, topic, 0);
        return new EpisodeNews(
            AlertRouting.Rows(What(episode.Id, "opened"), NotificationKind.EpisodeOpened, episode.Id, recipients),
            [new EpisodeEvent(round.Now, EpisodeEventKind.Told, To: NamesOf(recipients, round.Audience))]
        );
    }

    /// <summary>Who is told, for the trace: people by name, channels by theirs, each once.</summary>
    private static string NamesOf(IReadOnlyList<AlertRecipient> recipients, Audience audience) =>
        string.Join(
            ", ",
            recipients
                .Select(r =>
                    r.UserId is { } user
                        ? audience.Users.FirstOrDefault(u => u.Id == user)?.Name
                        : audience.Channels.FirstOrDefault(c => c.Id == r.ChannelId)?.Name
                )
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
        );

    private static string What(long episodeId, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"episode:{episodeId}:{what}");
}
