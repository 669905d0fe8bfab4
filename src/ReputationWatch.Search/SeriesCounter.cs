using ReputationWatch.Core.Search;

namespace ReputationWatch.Search;

/// <summary>Counts by time and sentiment; buckets start at whole multiples of their length in local time.</summary>
internal sealed class SeriesCounter(TimeSpan bucket, TimeSpan offset)
{
    private readonly SortedDictionary<long, long[]> _buckets = [];
    private readonly long _length = Math.Max(1, (long)bucket.TotalSeconds);
    private readonly long _offset = (long)offset.TotalSeconds;

    // Most times fall into the bucket of the one before.
    private long _start;
    private long[]? _counts;

    public void Add(long second, int sentiment, long count) => At(second)[sentiment] += count;

    public void Add(long second, long negative, long neutral, long positive)
    {
        var counts = At(second);
        counts[0] += negative;
        counts[1] += neutral;
        counts[2] += positive;
    }

    private long[] At(long second)
    {
        if (_counts is null || second < _start || second >= _start + _length)
        {
            var local = second + _offset;
            _start = local - local % _length - _offset;
            if (!_buckets.TryGetValue(_start, out _counts))
            {
                _buckets.Add(_start, _counts = new long[3]);
            }
        }
        return _counts;
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
