using System.Globalization;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Spikes;

/// <summary>
/// Watches all topics: follows the outbox, evaluates the detector of each topic, opens, escalates and closes episodes. The
/// detectors are rebuilt from stored facts at start, so that a restart forgets nothing.
/// </summary>
public sealed class SpikeWatch(
    ITopicStore topics,
    ISourceStore sources,
    IMentionStore mentions,
    IMentionFactStore facts,
    IEpisodeStore episodes,
    AlertRouting routing,
    TimeProvider clock,
    ILogger<SpikeWatch> log
)
{
    private const int FactsPerRead = 5000;
    private readonly Dictionary<long, TopicWatch> _watches = [];
    private long _sequence = -1;

    /// <summary>
    /// Another process may have watched in between: what is remembered of the outbox and of the topics is read anew from the store.
    /// </summary>
    public void Forget()
    {
        _watches.Clear();
        _sequence = -1;
    }

    /// <summary>Evaluates every watched topic once. Returns how many episodes opened, escalated or closed.</summary>
    public async Task<long> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var all = await topics.ListAsync(cancel);
        await FollowAsync(cancel);
        var context = await ReadContextAsync(now, cancel);
        var changes = 0L;
        var failures = new List<Exception>();
        foreach (var topic in all)
        {
            try
            {
                changes += await TakeTurnAsync(topic, context, now, cancel) is EpisodeDecision.None ? 0 : 1;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // One topic's trouble must not silence the others; its detector is rebuilt from the store at its next turn.
                log.LogError(failure, "Topic {TopicId} could not be watched", topic.Id);
                _watches.Remove(topic.Id);
                failures.Add(failure);
            }
        }
        foreach (var gone in _watches.Keys.Except(all.Where(IsWatched).Select(t => t.Id)).ToList())
        {
            _watches.Remove(gone);
        }
        return failures.Count == 0 ? changes : throw new AggregateException(failures);
    }

    private Task<EpisodeDecision> TakeTurnAsync(
        Topic topic,
        WatchContext context,
        DateTimeOffset now,
        CancellationToken cancel
    ) => IsWatched(topic) ? WatchAsync(topic, context, now, cancel) : LeaveAsync(topic, now, cancel);

    /// <summary>Nobody looks at a topic that was switched off: an episode of it would stay open for ever.</summary>
    private async Task<EpisodeDecision> LeaveAsync(Topic topic, DateTimeOffset now, CancellationToken cancel)
    {
        if (await episodes.OpenOfAsync(topic.Id, cancel) is not { } open)
        {
            return EpisodeDecision.None;
        }
        log.LogInformation("Episode {EpisodeId} closed: topic {TopicId} is no longer watched", open.Id, topic.Id);
        await episodes.UpdateAsync(open with { ClosedAt = now }, [], cancel);
        return EpisodeDecision.Close;
    }

    /// <summary>A competitor's trouble is for the charts; nobody is woken for it.</summary>
    private static bool IsWatched(Topic topic) => topic.Enabled && topic.Kind is not TopicKind.Competitor;

    /// <summary>Hands what changed since the last run to the detectors; a detector that is not there yet reads it at its start.</summary>
    private async Task FollowAsync(CancellationToken cancel)
    {
        if (_sequence < 0)
        {
            _sequence = await mentions.LatestChangeAsync(cancel);
            return;
        }
        while (await facts.FactsSinceAsync(_sequence, FactsPerRead, cancel) is { Count: > 0 } changed)
        {
            foreach (var change in changed)
            {
                foreach (var (topicId, watch) in _watches)
                {
                    if (change.TopicIds.Contains(topicId))
                    {
                        watch.Take(change.Fact);
                    }
                    else
                    {
                        watch.Leave(change.Fact.Id);
                    }
                }
                _sequence = Math.Max(_sequence, change.Sequence);
            }
        }
    }

    private async Task<WatchContext> ReadContextAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var all = await sources.ListAsync(cancel);
        var blind = await sources.BlindPeriodsAsync(now - TopicWatch.History, cancel);
        return new WatchContext(
            all.ToDictionary(s => TopicWatch.Key(s.Id), s => s.CreatedAt),
            [.. blind.Select(b => new BlindSpan(TopicWatch.Key(b.SourceId), b.From, b.To))]
        );
    }

    private async Task<EpisodeDecision> WatchAsync(
        Topic topic,
        WatchContext context,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (!_watches.TryGetValue(topic.Id, out var watch) || watch.IsStale(topic.Version, now))
        {
            var history = await facts.FactsAsync(topic.Id, now - TopicWatch.History, cancel);
            _watches[topic.Id] = watch = new TopicWatch(topic, history, context, now);
        }
        var evidence = watch.Evaluate(context, now);
        log.LogDebug(
            "Topic {TopicId}: score {Score}, {Effective} effective negative mentions in {Hours} h, {Expected} expected, because {Reasons}",
            topic.Id,
            evidence.Score,
            evidence.Effective,
            evidence.WindowHours,
            evidence.Expected,
            evidence.Reasons
        );
        var open = await episodes.OpenOfAsync(topic.Id, cancel);
        var (decision, tracker) = EpisodeTracker.Next(open?.Tracker, evidence.Score, now, EpisodeRules.Default);
        switch (decision)
        {
            case EpisodeDecision.Open:
                await OpenAsync(topic, evidence, tracker!, now, cancel);
                break;
            case EpisodeDecision.Escalate:
                await EscalateAsync(topic, open!, evidence, tracker!, now, cancel);
                break;
            case EpisodeDecision.Close:
                log.LogInformation("Episode {EpisodeId} of topic {TopicId} closed", open!.Id, topic.Id);
                await episodes.UpdateAsync(open with { ClosedAt = now }, [], cancel);
                break;
            default:
                await KeepAsync(open, evidence, tracker, cancel);
                break;
        }
        return decision;
    }

    private async Task OpenAsync(
        Topic topic,
        SpikeEvidence evidence,
        OpenEpisode tracker,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var recipients = await routing.RecipientsAsync(NotificationKind.EpisodeOpened, topic, 0, cancel);
        var episode = new Episode
        {
            TopicId = topic.Id,
            OpenedAt = now,
            Evidence = evidence,
            Peak = evidence,
            Tracker = tracker,
        };
        var opened = await episodes.OpenAsync(
            episode,
            saved => AlertRouting.Rows(What(saved.Id, "opened"), NotificationKind.EpisodeOpened, saved.Id, recipients),
            cancel
        );
        if (opened is not null)
        {
            log.LogWarning(
                "Episode {EpisodeId} opened on topic {TopicId}: {Effective} effective negative mentions in {Hours} h, {Expected} expected; {Recipients} recipients",
                opened.Id,
                topic.Id,
                evidence.Effective,
                evidence.WindowHours,
                evidence.Expected,
                recipients.Count
            );
        }
    }

    private async Task EscalateAsync(
        Topic topic,
        Episode open,
        SpikeEvidence evidence,
        OpenEpisode tracker,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        log.LogWarning(
            "Episode {EpisodeId} of topic {TopicId} escalated: score {Score}",
            open.Id,
            topic.Id,
            evidence.Score
        );
        var what = string.Create(CultureInfo.InvariantCulture, $"escalated:{now.ToUnixTimeSeconds()}");
        var recipients = await routing.RecipientsAsync(NotificationKind.EpisodeEscalated, topic, 0, cancel);
        await episodes.UpdateAsync(
            open with
            {
                EscalatedAt = now,
                Peak = evidence,
                Tracker = tracker,
            },
            AlertRouting.Rows(What(open.Id, what), NotificationKind.EpisodeEscalated, open.Id, recipients),
            cancel
        );
    }

    /// <summary>Saves the tracker and a new peak of an episode that goes on; nothing to save when neither changed.</summary>
    private async Task KeepAsync(Episode? open, SpikeEvidence evidence, OpenEpisode? tracker, CancellationToken cancel)
    {
        if (open is null || tracker is null)
        {
            return;
        }
        var peak = evidence.Score > open.Peak.Score ? evidence : open.Peak;
        if (tracker != open.Tracker || !ReferenceEquals(peak, open.Peak))
        {
            await episodes.UpdateAsync(open with { Tracker = tracker, Peak = peak }, [], cancel);
        }
    }

    private static string What(long episodeId, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"episode:{episodeId}:{what}");
}
