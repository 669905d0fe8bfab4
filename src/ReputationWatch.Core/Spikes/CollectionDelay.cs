namespace ReputationWatch.Core.Spikes;

/// <summary>
/// How long after publication mentions are usually collected. Of the last minutes only a part is in yet: a window of
/// an hour with a delay of ten minutes has fifty minutes to show, and is compared with fifty minutes.
/// </summary>
internal sealed class CollectionDelay
{
    private const int Kept = 256;
    private const int LeastKnown = 30;
    private const long TooLate = 6 * 3600;

    private readonly long[] _delays = new long[Kept];
    private int _count;
    private long[] _missing = [];

    public void Observe(long delay)
    {
        if (delay <= TooLate)
        {
            _delays[_count++ % Kept] = delay;
        }
    }

    /// <summary>Seconds of a window that are usually not in yet, by index; at most half of the window.</summary>
    public long Missing(int window) => window < _missing.Length ? _missing[window] : 0;

    public void Refresh(IReadOnlyList<int> windowHours)
    {
        var known = Math.Min(_count, Kept);
        _missing = known < LeastKnown ? [] : [.. windowHours.Select(hours => MeanUpTo(hours * 1800L, known))];
    }

    private long MeanUpTo(long most, int known)
    {
        var sum = 0L;
        foreach (var delay in _delays.AsSpan(0, known))
        {
            sum += Math.Min(delay, most);
        }
        return sum / known;
    }
}
