namespace ReputationWatch.Core.Spikes;

/// <summary>When each source could be read, since when it is watched, and which of its mentions are old stock.</summary>
internal sealed class SourceHealth
{
    private const long HourSeconds = 3600;
    private const long LearningSeconds = 48 * HourSeconds;
    private const long CatchUpSeconds = HourSeconds / 2;
    private const long OutageSeconds = HourSeconds;
    private const long FirstDay = 24 * HourSeconds;
    private const int UndatedOnFirstDay = 3;

    private readonly Dictionary<string, long> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long From, long To)>> _blind = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long First, int Undated)> _heard = new(StringComparer.Ordinal);

    /// <summary>Whether every hour is like every other: nothing was blind and nothing joined.</summary>
    public bool IsUneventful => _blind.Count == 0 && _since.Count == 0;

    public void Added(string source, long at) => _since[source] = at;

    public void Blind(string source, long from, long to)
    {
        if (!_blind.TryGetValue(source, out var spans))
        {
            _blind[source] = spans = [];
        }
        spans.RemoveAll(s => s.From == from);
        if (to > from)
        {
            spans.Add((from, to));
        }
    }

    /// <summary>A source added in the last two days has no usual yet: it is heard, not counted.</summary>
    public bool IsLearning(string source, long now) => now - Since(source) < LearningSeconds;

    /// <summary>
    /// Whether the mention says nothing of the present: it is from before its source was watched, or it is undated and
    /// found by a first look (of a new source, or after an outage), when it may be of any age.
    /// </summary>
    public bool IsOldStock(string source, long published, long seen, bool dated)
    {
        if (published < Since(source))
        {
            return true;
        }
        return !dated && (IsCatchUp(source, seen) || IsFirstLook(source, seen));
    }

    /// <summary>Notes a source known from stored counts.</summary>
    public void Heard(string source, long at)
    {
        var (first, undated) = _heard.GetValueOrDefault(source, (at, 0));
        _heard[source] = (Math.Min(first, at), undated);
    }

    public IEnumerable<string> BlindIn(long from, long to) =>
        _blind
            .Where(b => b.Value.Exists(s => s.From < to && s.To > from))
            .Select(b => b.Key)
            .Order(StringComparer.Ordinal);

    /// <summary>The part of the hour, 0 to 1, in which the source was watched and could be read.</summary>
    public double VisibleShare(string source, long hour)
    {
        var (from, to) = (hour * HourSeconds, (hour + 1) * HourSeconds);
        var since = Since(source);
        if (to <= since)
        {
            return 0;
        }
        var hidden = Math.Max(0, since - from);
        foreach (var span in SpansOf(source))
        {
            hidden += Math.Max(0, Math.Min(to, span.To) - Math.Max(from, span.From));
        }
        return Math.Max(0, 1 - (hidden / (double)HourSeconds));
    }

    public void Forget(long horizon)
    {
        foreach (var spans in _blind.Values)
        {
            spans.RemoveAll(s => s.To < horizon);
        }
    }

    private long Since(string source) => _since.GetValueOrDefault(source, long.MinValue / 2);

    private bool IsCatchUp(string source, long seen) =>
        SpansOf(source).Any(s => s.To - s.From >= OutageSeconds && seen >= s.To && seen - s.To <= CatchUpSeconds);

    /// <summary>Nobody may have told that a source is new: on the day it is first heard, few undated ones count.</summary>
    private bool IsFirstLook(string source, long seen)
    {
        Heard(source, seen);
        var (first, undated) = _heard[source];
        _heard[source] = (first, undated + 1);
        return seen - first < FirstDay && undated >= UndatedOnFirstDay;
    }

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
