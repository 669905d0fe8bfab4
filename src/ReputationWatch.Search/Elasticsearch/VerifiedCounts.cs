using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Pages, totals, facets and series of a search whose candidates the matcher has to look at one by one.</summary>
internal static class VerifiedCounts
{
    /// <summary>Up to one row more than a page, and the total among so many candidates from the first on.</summary>
    public static async Task<(List<long> Rows, long Total, bool TotalIsExact)> PageAsync(
        ServerSearch asked,
        long below,
        int size,
        int counted,
        CancellationToken cancel
    )
    {
        var rows = new List<long>();
        long total = 0;
        var looked = 0;
        await foreach (var (row, document) in asked.CandidatesAsync(below, cancel))
        {
            if (looked >= counted && rows.Count > size)
            {
                return (rows, total, false);
            }
            var matches = asked.Matches(document);
            total += matches && looked < counted ? 1 : 0;
            looked++;
            if (matches && rows.Count <= size)
            {
                rows.Add(row);
            }
        }
        return (rows, total, looked <= counted);
    }

    public static async Task<(long Total, bool Exact)> TotalAsync(ServerSearch asked, CancellationToken cancel)
    {
        var (_, total, exact) = await PageAsync(asked, long.MaxValue, -1, SearchLimits.Verified, cancel);
        return (total, exact);
    }

    public static async Task<SearchFacets> FacetsAsync(ServerSearch asked, CancellationToken cancel)
    {
        var sources = new Dictionary<long, long>();
        var languages = new Dictionary<string, long>(StringComparer.Ordinal);
        var kinds = new Dictionary<MentionKind, long>();
        var sentiments = new Dictionary<SentimentLabel, long>();
        var topics = new Dictionary<long, long>();
        await foreach (var found in MatchesAsync(asked, cancel))
        {
            Count(sources, found.SourceId);
            Count(languages, found.Language);
            Count(kinds, found.Kind);
            Count(sentiments, found.Sentiment);
            foreach (var topic in found.TopicIds.Distinct())
            {
                Count(topics, topic);
            }
        }
        return new SearchFacets(
            Largest(sources),
            Largest(languages),
            Largest(kinds),
            Largest(sentiments),
            Largest(topics)
        );
    }

    private static void Count<T>(Dictionary<T, long> counts, T value)
        where T : notnull => counts[value] = counts.GetValueOrDefault(value) + 1;

    private static IReadOnlyList<(T, long)> Largest<T>(Dictionary<T, long> counts)
        where T : notnull => FacetOrder.Largest(counts.Select(c => (c.Key, c.Value)));

    public static async Task<IReadOnlyList<SearchBucket>> SeriesAsync(
        ServerSearch asked,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    )
    {
        var series = new SeriesCounter(bucket, offset);
        await foreach (var found in MatchesAsync(asked, cancel))
        {
            series.Add(RowKey.SecondOf(found.PublishedAt), (int)found.Sentiment, 1);
        }
        return series.Buckets();
    }

    private static async IAsyncEnumerable<IndexDocument> MatchesAsync(
        ServerSearch asked,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        await foreach (var (_, document) in asked.CandidatesAsync(long.MaxValue, cancel))
        {
            if (asked.Matches(document))
            {
                yield return document;
            }
        }
    }
}
