using ReputationWatch.Core.Search;

namespace ReputationWatch.Search;

/// <summary>Counts by time and sentiment; buckets start at whole multiples of their length in local time.</summary>
internal sealed class SeriesCounter(TimeSpan bucket, TimeSpan offset)
{
    private readonly SortedDictionary<long, long[]> _buckets = [];
    private readonly long _length = Math.Max(1, (long)bucket.TotalSeconds);
    private readonly long _offset = (long)offset.TotalSeconds;

    public void Add(long second, int sentiment, long count)
    {
        var local = second + _offset;
        var start = local - local % _length - _offset;
        if (!_buckets.TryGetValue(start, out var counts))
        {
            _buckets.Add(start, counts = new long[3]);
        }
        counts[sentiment] += count;
    }

    /// <summary>Buckets that hold something, oldest first.</summary>
    public IReadOnlyList<SearchBucket> Buckets() =>
        [
            .. _buckets
                .Where(b => b.Value.Any(n => n != 0))
                .Select(b => new SearchBucket(
                    DateTimeOffset.FromUnixTimeSeconds(b.Key),
                    b.Value[0],
                    b.Value[1],
                    b.Value[2]
                )),
        ];
}
