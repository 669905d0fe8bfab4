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
            _delays[_count++ % Kept] = Math.Max(0, delay);
        }
    }

    public void Refresh(IReadOnlyList<int> windowHours)
    {
        var known = _delays.AsSpan(0, Math.Min(_count, Kept));
        _missing = new long[windowHours.Count];
        if (known.Length < LeastKnown)
        {
            return;
        }
        for (var w = 0; w < _missing.Length; w++)
        {
            double sum = 0;
            foreach (var delay in known)
            {
                sum += Math.Min(delay, windowHours[w] * 3600L / 2);
            }
            _missing[w] = (long)(sum / known.Length);
        }
    }

    /// <summary>Seconds of the window that are usually not in yet.</summary>
    public long Missing(int window) => _missing[window];
}
