using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// Searches without words, answered from the facts alone: looking at all of them takes a few nanoseconds each, and chunks of another
/// time are passed over.
/// </summary>
internal sealed class FactScan
{
    private readonly uint _from;
    private readonly uint _to;
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
        _to = search.To is { } to ? RowKey.Second(RowKey.Ceiling(to)) : uint.MaxValue;
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
    }

    public bool MayHold(FactRange range) => range.Last >= _from && range.First < _to;

    public bool Holds(Fact fact) =>
        fact.Second >= _from
        && fact.Second < _to
        && Has(_topicSets, (int)fact.Topics)
        && Has(_sources, (int)fact.Source)
        && Has(_languages, fact.Language)
        && (_kinds >> fact.Kind & 1) == 1
        && (_sentiments >> fact.Sentiment & 1) == 1;

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
