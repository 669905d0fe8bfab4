namespace ReputationWatch.Core.Spikes;

/// <summary>Who wrote on the topic in the last 28 days. A buzz leaves the circle of the regulars.</summary>
internal sealed class KnownVoices
{
    private const long Memory = HourLedger.Hours * 3600L;

    private readonly Dictionary<string, long> _lastSeen = new(StringComparer.Ordinal);

    public void Remember(string author, long seen) =>
        _lastSeen[author] = Math.Max(seen, _lastSeen.GetValueOrDefault(author, long.MinValue));

    /// <summary>Notes that the author wrote; true when it is the first time in 28 days.</summary>
    public bool IsNew(string author, long seen)
    {
        var isNew = !_lastSeen.TryGetValue(author, out var last) || seen - last > Memory;
        Remember(author, seen);
        return isNew;
    }

    public void Forget(long horizon)
    {
        foreach (var (author, last) in _lastSeen)
        {
            if (last < horizon - Memory)
            {
                _lastSeen.Remove(author);
            }
        }
    }
}
