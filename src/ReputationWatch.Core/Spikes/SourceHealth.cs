namespace ReputationWatch.Core.Spikes;

/// <summary>When each source could be read, and since when it is watched.</summary>
internal sealed class SourceHealth
{
    private const long HourSeconds = 3600;
    private const long LearningSeconds = 48 * HourSeconds;
    private const long CatchUpSeconds = HourSeconds / 2;
    private const long OutageSeconds = HourSeconds;

    private readonly Dictionary<string, long> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long From, long To)>> _blind = new(StringComparer.Ordinal);

    public void Added(string source, long at) => _since[source] = at;

    public void Blind(string source, long from, long to)
    {
        if (!_blind.TryGetValue(source, out var spans))
        {
            _blind[source] = spans = [];
        }
        spans.RemoveAll(s => s.From == from);
        spans.Add((from, to));
    }

    public bool HasBlind => _blind.Count > 0;

    public bool HasAdded => _since.Count > 0;

    public long Since(string source) => _since.GetValueOrDefault(source, long.MinValue);

    /// <summary>A source added in the last two days has no usual yet: it is heard, not counted.</summary>
    public bool IsLearning(string source, long now) =>
        _since.TryGetValue(source, out var since) && now - since < LearningSeconds;

    /// <summary>Whether the mention is old stock: from before its source was watched, or undated and found by the
    /// first look after an outage, when it may be any age.</summary>
    public bool IsOldStock(string source, long published, long seen, bool dated) =>
        published < Since(source) || (!dated && IsCatchUp(source, seen));

    public bool IsBlindAt(string source, long at) => SpansOf(source).Any(s => s.From <= at && at < s.To);

    public IEnumerable<string> BlindIn(long from, long to) =>
        _blind
            .Where(b => b.Value.Exists(s => s.From < to && s.To > from))
            .Select(b => b.Key)
            .Order(StringComparer.Ordinal);

    /// <summary>The part of the hour, 0 to 1, in which the source was watched and could be read.</summary>
    public double VisibleShare(string source, long hour)
    {
        var (from, to) = (hour * HourSeconds, (hour + 1) * HourSeconds);
        if (to <= Since(source))
        {
            return 0;
        }
        var blind = SpansOf(source).Sum(s => Math.Max(0, Math.Min(to, s.To) - Math.Max(from, s.From)));
        var before = Math.Max(0, Math.Min(to, Since(source)) - from);
        return Math.Max(0, 1 - ((blind + before) / (double)HourSeconds));
    }

    private bool IsCatchUp(string source, long seen) =>
        SpansOf(source).Any(s => s.To - s.From >= OutageSeconds && seen >= s.To && seen - s.To <= CatchUpSeconds);

    private IEnumerable<(long From, long To)> SpansOf(string source)
    {
        if (_blind.Count == 0)
        {
            return [];
        }
        IEnumerable<(long From, long To)> own = _blind.TryGetValue(source, out var spans) ? spans : [];
        return source != BlindSpan.EverySource && _blind.TryGetValue(BlindSpan.EverySource, out var all)
            ? own.Concat(all)
            : own;
    }
}
