using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// Searches without words, answered from the facts alone: looking at all of them takes a few nanoseconds each, and chunks of another
/// time are passed over.
/// </summary>
internal sealed class FactScan
{
    private readonly uint _from;
    private readonly long _to;
    private readonly bool[]? _topicSets;
    private readonly bool[]? _sources;
    private readonly bool[]? _languages;
    private readonly ulong _kinds = ulong.MaxValue;
    private readonly uint _sentiments = uint.MaxValue;

    public FactScan(
        MentionSearch search,
        IReadOnlyList<string> topicSets,
        IReadOnlyList<string> sources,
        IReadOnlyList<string> languages
    )
    {
        _from = search.From is { } from ? RowKey.SecondOf(from) : 1;
        // An end inside a second takes the whole second in, as the rows of the full-text table do.
        _to = search.To is { } to ? RowKey.Second(RowKey.Ceiling(to)) : uint.MaxValue + 1L;
        _topicSets = Holding(search.TopicIds, topicSets, (set, ids) => Labels.TopicSet(set).Any(ids.Contains));
        _sources = Holding(search.SourceIds, sources, (source, ids) => ids.Contains(Labels.SourceValue(source).Id));
        _languages = Holding(search.Languages, languages, (language, wanted) => wanted.Contains(language));
        if (search.Kinds.Count > 0)
        {
            _kinds = search.Kinds.Aggregate(0UL, (bits, kind) => bits | (1UL << (int)kind));
        }
        if (search.Sentiments.Count > 0)
        {
            _sentiments = search.Sentiments.Aggregate(0U, (bits, label) => bits | (1U << (int)label));
        }
        AsksForTimeOnly =
            _topicSets is null
            && _sources is null
            && _languages is null
            && search.Kinds.Count == 0
            && search.Sentiments.Count == 0;
    }

    /// <summary>The rows of the words say the time themselves.</summary>
    public bool AsksForTimeOnly { get; }

    public bool MayHold(FactRange range) => range.Last >= _from && range.First < _to;

    public bool Holds(Fact fact) =>
        fact.Second >= _from
        && fact.Second < _to
        && Has(_topicSets, (int)fact.Topics)
        && Has(_sources, (int)fact.Source)
        && Has(_languages, fact.Language)
        && (_kinds >> fact.Kind & 1) == 1
        && (_sentiments >> fact.Sentiment & 1) == 1;

    /// <summary>Gives every fact that the filters let through to <paramref name="see"/>, in no order.</summary>
    public void All(IEnumerable<FactChunk> chunks, Action<Fact> see)
    {
        foreach (var chunk in chunks.Where(c => MayHold(c.Range)))
        {
            foreach (var fact in chunk.Facts)
            {
                if (Holds(fact))
                {
                    see(fact);
                }
            }
        }
    }

    /// <summary>
    /// The newest rows below <paramref name="below"/> that the filters let through, and how many they let through in all. Chunks whose
    /// newest mention is older than all rows found so far are only counted.
    /// </summary>
    public (List<long> Rows, long Total) Newest(
        IEnumerable<FactChunk> chunks,
        long below,
        int size,
        CancellationToken cancel
    )
    {
        var newest = new PriorityQueue<long, long>(size + 1);
        long total = 0;
        foreach (var chunk in chunks.Where(c => MayHold(c.Range)).OrderByDescending(c => c.Range.Last))
        {
            cancel.ThrowIfCancellationRequested();
            var full = newest.Count == size && RowKey.Of(chunk.Range.Last, RowKey.MaxId) < newest.Peek();
            total += full ? Count(chunk.Facts) : Collect(chunk, below, size, newest);
        }
        var rows = newest.UnorderedItems.Select(row => row.Element).ToList();
        rows.Sort(static (a, b) => b.CompareTo(a));
        return (rows, total);
    }

    private int Count(Fact[] facts)
    {
        var count = 0;
        foreach (var fact in facts)
        {
            count += Holds(fact) ? 1 : 0;
        }
        return count;
    }

    private int Collect(FactChunk chunk, long below, int size, PriorityQueue<long, long> newest)
    {
        var count = 0;
        for (var i = 0; i < chunk.Facts.Length; i++)
        {
            if (!Holds(chunk.Facts[i]))
            {
                continue;
            }
            count++;
            var row = RowKey.Of(chunk.Facts[i].Second, chunk.FirstId + i);
            if (row < below)
            {
                newest.Enqueue(row, row);
                if (newest.Count > size)
                {
                    newest.Dequeue();
                }
            }
        }
        return count;
    }

    /// <summary>A code that is not known yet belongs to a mention that came since.</summary>
    private static bool Has(bool[]? codes, int code) => codes is null || (code < codes.Length && codes[code]);

    /// <summary>By code, whether a label holds one of the values; null when none is asked for.</summary>
    private static bool[]? Holding<T>(
        IReadOnlyList<T> wanted,
        IReadOnlyList<string> labels,
        Func<string, HashSet<T>, bool> holds
    )
    {
        if (wanted.Count == 0)
        {
            return null;
        }
        var set = wanted.ToHashSet();
        return [.. labels.Select(label => holds(label, set))];
    }
}
