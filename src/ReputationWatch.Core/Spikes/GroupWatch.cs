using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Spikes;

/// <summary>A group that is watched as a whole: those of its topics that say so.</summary>
public sealed record GroupPlan(string Name, IReadOnlyList<Topic> Topics)
{
    /// <summary>The calmest of them: nobody asked to hear more of the whole than of a part.</summary>
    public Sensitivity Sensitivity => Topics.Min(t => t.Sensitivity);

    /// <summary>Changes with its topics and their queries.</summary>
    public int Version =>
        Topics.Aggregate(17, (hash, topic) => unchecked((hash * 31) + (int)(topic.Id * 7919) + topic.Version));

    /// <summary>A group of one is its topic.</summary>
    public static IReadOnlyList<GroupPlan> Of(IReadOnlyList<Topic> topics) =>
        [
            .. topics
                .Where(t => t.Group is not null && SpikeWatch.IsWatched(t) && t.Signals.HasFlag(AlertSignals.Group))
                .GroupBy(t => t.Group!, StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
                .Select(g => new GroupPlan(g.Key, [.. g.OrderBy(t => t.Kind).ThenBy(t => t.Id)])),
        ];
}

/// <summary>The detector of a whole group: the union of its topics' mentions, each counted once.</summary>
internal sealed class GroupWatch
{
    private static readonly SpikeSignal[] Signals = [SpikeSignal.NegativeMentions];

    private readonly GroupPlan _plan;
    private readonly TopicWatch _watch;
    private readonly Dictionary<string, long> _topicOf = new(StringComparer.Ordinal);

    public GroupWatch(
        GroupPlan plan,
        IReadOnlyList<(long TopicId, IReadOnlyList<MentionFact> Facts)> history,
        WatchContext context,
        DateTimeOffset now
    )
    {
        _plan = plan;
        var union = new List<MentionFact>();
        foreach (var (topicId, facts) in history)
        {
            union.AddRange(facts.Where(f => _topicOf.TryAdd(f.Id, topicId)));
        }
        _watch = new TopicWatch(plan.Version, union, context, now);
    }

    public bool IsStale(GroupPlan plan, DateTimeOffset now) => _watch.IsStale(plan.Version, now);

    public void Tell(TopicFact change)
    {
        if (_plan.Topics.FirstOrDefault(t => change.TopicIds.Contains(t.Id)) is { } topic)
        {
            _topicOf.TryAdd(change.Fact.Id, topic.Id);
            _watch.Take(change.Fact);
        }
        else
        {
            _watch.Leave(change.Fact.Id);
        }
    }

    public IReadOnlyList<SpikeEvidence> Evaluate(WatchContext context, DateTimeOffset now) =>
        _watch.Evaluate(context, now, Signals);

    /// <summary>The topic that most of the mentions shown belong to.</summary>
    public Topic CarrierOf(SpikeEvidence? evidence) =>
        _plan.Topics.MaxBy(t =>
            evidence?.TopMentionIds.Count(id => _topicOf.TryGetValue(id, out var topic) && topic == t.Id) ?? 0
        )!;
}
