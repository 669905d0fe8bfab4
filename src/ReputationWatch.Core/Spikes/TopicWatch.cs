using System.Globalization;

namespace ReputationWatch.Core.Spikes;

/// <param name="SourcesSince">When each source was added.</param>
internal sealed record WatchContext(
    IReadOnlyDictionary<string, DateTimeOffset> SourcesSince,
    IReadOnlyList<BlindSpan> Blind
);

/// <summary>The detector of one topic with what the store knows: the bridge between stored rows and pure detection.</summary>
/// <remarks>
/// What a source held when it was added is history: it tells what is usual and is treated as if it had been seen when it was
/// published. From then on the time of collection counts, so that late and back-filled items are known as such.
/// </remarks>
internal sealed class TopicWatch
{
    /// <summary>Four weeks of baseline and some days for the windows.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays(35);

    /// <summary>How long after its adding a source still brings what it held before.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromHours(1);

    /// <summary>Rebuilt this often from the store: what is deleted there, or past its time, is let go here too.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly TopicSpikeDetector _detector = new(SpikeSettings.Default);
    private readonly Dictionary<string, DateTimeOffset> _sourceSince;
    private readonly Dictionary<string, (bool Negative, string Story)> _known = new(StringComparer.Ordinal);
    private readonly int _topicVersion;
    private readonly WatchContext _context;
    private readonly DateTimeOffset _builtAt;
    private bool _stale;

    /// <param name="version">Of the query, or of the queries of a group: when it differs, the watch is built anew.</param>
    public TopicWatch(int version, IReadOnlyList<MentionFact> history, WatchContext context, DateTimeOffset now)
    {
        _builtAt = now;
        _topicVersion = version;
        _context = context;
        _sourceSince = SinceOf(history, context);
        foreach (var (source, since) in _sourceSince)
        {
            _detector.SourceAdded(source, since);
        }
        if (_sourceSince.Count > 0)
        {
            _detector.WatchedSince(_sourceSince.Values.Min());
        }
        foreach (var fact in AsTold(history, context))
        {
            Add(fact);
        }
    }

    /// <summary>Since when each source is known: its adding, or the oldest that it held then.</summary>
    public static Dictionary<string, DateTimeOffset> SinceOf(IReadOnlyList<MentionFact> history, WatchContext context)
    {
        var since = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var source in history.GroupBy(f => f.SourceId))
        {
            var oldest = source.Min(f => f.PublishedAt);
            var added = context.SourcesSince.GetValueOrDefault(source.Key, oldest);
            since[source.Key] = oldest < added ? oldest : added;
        }
        return since;
    }

    /// <summary>Stored facts as the detector is told them, in their order.</summary>
    public static IReadOnlyList<MentionFact> AsTold(IReadOnlyList<MentionFact> history, WatchContext context) =>
        [.. history.Where(f => !IsUndatedStock(f, context)).Select(f => AsSeen(f, context)).OrderBy(f => f.SeenAt)];

    public static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether it must be rebuilt from the store: the query changed, a known mention changed or left, history arrived, or a day is
    /// over.
    /// </summary>
    public bool IsStale(int topicVersion, DateTimeOffset now) =>
        _stale || topicVersion != _topicVersion || now - _builtAt >= Lifetime;

    /// <summary>A mention changed and is not of this topic: perhaps not any more.</summary>
    public void Leave(string mentionId) => _stale |= _known.ContainsKey(mentionId);

    public void Take(MentionFact fact)
    {
        var isHistory = !_sourceSince.ContainsKey(fact.SourceId) || AsSeen(fact, _context) != fact;
        var isChange = _known.TryGetValue(fact.Id, out var known) && known != (fact.Negative, fact.StoryKey);
        if (isHistory || isChange)
        {
            _stale = true;
        }
        else if (!_known.ContainsKey(fact.Id) && !IsUndatedStock(fact, _context))
        {
            Add(fact);
        }
    }

    public bool Knows(string mentionId) => _known.ContainsKey(mentionId);

    /// <summary>What stands out for each of the signals.</summary>
    public IReadOnlyList<SpikeEvidence> Evaluate(
        WatchContext context,
        DateTimeOffset now,
        IReadOnlyList<SpikeSignal> signals
    )
    {
        foreach (var span in context.Blind)
        {
            _detector.SourceBlind(span);
        }
        return [.. signals.Select(signal => _detector.Evaluate(now, signal))];
    }

    private void Add(MentionFact fact)
    {
        _known[fact.Id] = (fact.Negative, fact.StoryKey);
        _detector.Add(fact);
    }

    /// <summary>Items without a time that a source brought when it was added may be any age.</summary>
    private static bool IsUndatedStock(MentionFact fact, WatchContext context) =>
        !fact.Dated
        && context.SourcesSince.TryGetValue(fact.SourceId, out var added)
        && fact.SeenAt - added < FirstLook;

    private static MentionFact AsSeen(MentionFact fact, WatchContext context) =>
        fact.Dated && context.SourcesSince.TryGetValue(fact.SourceId, out var added) && fact.PublishedAt < added
            ? fact with
            {
                SeenAt = fact.PublishedAt,
            }
            : fact;
}
