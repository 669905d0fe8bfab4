using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Spikes;

/// <summary>
/// Watches all topics and groups: follows the outbox, evaluates the detectors, and hands what they find to the
/// <see cref="EpisodeKeeper"/>. The detectors are rebuilt from stored facts at start, so that a restart forgets nothing.
/// </summary>
public sealed class SpikeWatch(
    ITopicStore topics,
    ISourceStore sources,
    IMentionStore mentions,
    IMentionFactStore facts,
    EpisodeKeeper keeper,
    TimeProvider clock,
    ILogger<SpikeWatch> log
)
{
    private const int FactsPerRead = 5000;
    private readonly Dictionary<long, TopicWatch> _watches = [];
    private readonly Dictionary<string, GroupWatch> _groups = new(StringComparer.Ordinal);
    private long _sequence = -1;

    /// <summary>
    /// Another process may have watched in between: what is remembered of the outbox and of the topics is read anew from the store.
    /// </summary>
    public void Forget()
    {
        _watches.Clear();
        _groups.Clear();
        _sequence = -1;
    }

    /// <summary>Evaluates every watched topic once. Returns how many episodes opened, grew, went on to somebody or closed.</summary>
    public async Task<long> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // Brands before products: of two episodes of one event the brand's is told.
        var all = (await topics.ListAsync(cancel)).OrderBy(t => t.Kind).ThenBy(t => t.Id).ToList();
        await FollowAsync(cancel);
        var context = await ReadContextAsync(now, cancel);
        var round = await keeper.BeginAsync(all, now, cancel);
        var failures = new List<Exception>();
        foreach (var topic in all)
        {
            await TryAsync(topic.Name, () => TakeTurnAsync(topic, context, round, cancel), failures, cancel, topic.Id);
        }
        foreach (var group in GroupPlan.Of(all))
        {
            await TryAsync(group.Name, () => WatchAsync(group, context, round, cancel), failures, cancel);
        }
        await TryAsync("escalation", () => keeper.EscalateUnansweredAsync(round, cancel), failures, cancel);
        LetGo(all);
        return failures.Count == 0 ? round.Changes : throw new AggregateException(failures);
    }

    /// <summary>One topic's trouble must not silence the others; its detector is rebuilt from the store at its next turn.</summary>
    private async Task TryAsync(
        string what,
        Func<Task> turn,
        List<Exception> failures,
        CancellationToken cancel,
        long? topicId = null
    )
    {
        try
        {
            await turn();
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogError(failure, "{What} (topic {TopicId}) could not be watched", what, topicId);
            _watches.Remove(topicId ?? 0);
            _groups.Remove(what);
            failures.Add(failure);
        }
    }

    private void LetGo(List<Topic> all)
    {
        foreach (var gone in _watches.Keys.Except(all.Where(IsWatched).Select(t => t.Id)).ToList())
        {
            _watches.Remove(gone);
        }
        foreach (var gone in _groups.Keys.Except(GroupPlan.Of(all).Select(g => g.Name)).ToList())
        {
            _groups.Remove(gone);
        }
    }

    /// <summary>Nobody looks at a topic that was switched off: an episode of it would stay open for ever.</summary>
    private Task TakeTurnAsync(Topic topic, WatchContext context, EpisodeRound round, CancellationToken cancel) =>
        IsWatched(topic) ? WatchAsync(topic, context, round, cancel) : keeper.LeaveAsync(topic, round, cancel);

    /// <summary>A competitor's trouble is for the charts; nobody is woken for it.</summary>
    internal static bool IsWatched(Topic topic) => topic.Enabled && topic.Kind is not TopicKind.Competitor;

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
                Tell(change);
                _sequence = Math.Max(_sequence, change.Sequence);
            }
        }
    }

    private void Tell(TopicFact change)
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
        foreach (var group in _groups.Values)
        {
            group.Tell(change);
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

    private async Task WatchAsync(Topic topic, WatchContext context, EpisodeRound round, CancellationToken cancel)
    {
        if (!_watches.TryGetValue(topic.Id, out var watch) || watch.IsStale(topic.Version, round.Now))
        {
            var history = await facts.FactsAsync(topic.Id, round.Now - TopicWatch.History, cancel);
            _watches[topic.Id] = watch = new TopicWatch(topic.Version, history, context, round.Now);
        }
        var evidence = Loudest(topic.Name, watch.Evaluate(context, round.Now, topic.Signals.Signals()));
        await keeper.HearAsync(topic, evidence, round, Shares, cancel);
    }

    private async Task WatchAsync(GroupPlan group, WatchContext context, EpisodeRound round, CancellationToken cancel)
    {
        if (!_groups.TryGetValue(group.Name, out var watch) || watch.IsStale(group, round.Now))
        {
            var history = new List<(long, IReadOnlyList<MentionFact>)>();
            foreach (var topic in group.Topics)
            {
                history.Add((topic.Id, await facts.FactsAsync(topic.Id, round.Now - TopicWatch.History, cancel)));
            }
            _groups[group.Name] = watch = new GroupWatch(group, history, context, round.Now);
        }
        var evidence = Loudest(group.Name, watch.Evaluate(context, round.Now));
        await keeper.HearAsync(group, watch.CarrierOf(evidence), evidence, round, cancel);
    }

    /// <summary>Whether most of what carries an episode belongs to another topic too: then both tell of one event.</summary>
    private bool Shares(SpikeEvidence evidence, long otherTopicId) =>
        _watches.TryGetValue(otherTopicId, out var other)
        && evidence.TopMentionIds.Count > 0
        && 2 * evidence.TopMentionIds.Count(other.Knows) >= evidence.TopMentionIds.Count;

    private SpikeEvidence? Loudest(string name, IReadOnlyList<SpikeEvidence> found)
    {
        // The first of equals: a buzz is told as negative mentions before it is told as mentions.
        var loudest = found.MaxBy(e => e.Score);
        if (loudest is not null)
        {
            log.LogDebug(
                "{Name}: score {Score} ({Signal}), {Effective} effective mentions in {Hours} h, {Expected} expected, because {Reasons}",
                name,
                loudest.Score,
                loudest.Signal,
                loudest.Effective,
                loudest.WindowHours,
                loudest.Expected,
                loudest.Reasons
            );
        }
        return loudest;
    }
}
