using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Pages of a search whose candidates the matcher has to look at one by one, and what is counted over the newest of them.</summary>
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
        var all = await EachMatchAsync(asked, Count, cancel);
        return new SearchFacets(
            Largest(sources),
            Largest(languages),
            Largest(kinds),
            Largest(sentiments),
            Largest(topics),
            all
        );

        void Count(IndexDocument found)
        {
            Add(sources, found.SourceId);
            Add(languages, found.Language);
            Add(kinds, found.Kind);
            Add(sentiments, found.Sentiment);
            foreach (var topic in found.TopicIds.Distinct())
            {
                Add(topics, topic);
            }
        }
    }

    private static void Add<T>(Dictionary<T, long> counts, T value)
        where T : notnull => counts[value] = counts.GetValueOrDefault(value) + 1;

    private static IReadOnlyList<(T, long)> Largest<T>(Dictionary<T, long> counts)
        where T : notnull => FacetOrder.Largest(counts.Select(c => (c.Key, c.Value)));

    public static async Task<SearchSeries> SeriesAsync(
        ServerSearch asked,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    )
    {
        var series = new SeriesCounter(bucket, offset);
        var all = await EachMatchAsync(
            asked,
            found => series.Add(RowKey.SecondOf(found.PublishedAt), (int)found.Sentiment, 1),
            cancel
        );
        return new SearchSeries(series.Buckets(), all);
    }

    /// <summary>The server counts over the very mentions that the matcher has found.</summary>
    public static async Task<SearchInsights> InsightsAsync(
        ServerSearch asked,
        StandingWords words,
        CancellationToken cancel
    )
    {
        var ids = new List<long>();
        var all = await EachMatchAsync(asked, found => ids.Add(found.Id), cancel);
        var insights = await ServerInsights.ReadAsync(asked, ids, words, cancel);
        return all ? insights : insights with { AuthorsAre = CountCertainty.AtLeast };
    }

    /// <summary>Gives the matches among the newest candidates; false when there are more candidates.</summary>
    private static async Task<bool> EachMatchAsync(
        ServerSearch asked,
        Action<IndexDocument> see,
        CancellationToken cancel
    )
    {
        var looked = 0;
        await foreach (var (_, document) in asked.CandidatesAsync(long.MaxValue, cancel))
        {
            if (looked++ == SearchLimits.Verified)
            {
                return false;
            }
            if (asked.Matches(document))
            {
                see(document);
            }
        }
        return true;
    }
}
