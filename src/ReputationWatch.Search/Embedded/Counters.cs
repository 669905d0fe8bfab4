using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Embedded;

/// <summary>Counts facts by code and names them at the end.</summary>
internal sealed class FacetCounter
{
    private long[] _sources = new long[256];
    private long[] _topicSets = new long[256];
    private long[] _languages = new long[64];
    private readonly long[] _kinds = new long[64];
    private readonly long[] _sentiments = new long[4];

    public void Add(Fact fact)
    {
        Count(ref _sources, (int)fact.Source);
        Count(ref _topicSets, (int)fact.Topics);
        Count(ref _languages, fact.Language);
        _kinds[fact.Kind]++;
        _sentiments[fact.Sentiment]++;
    }

    public SearchFacets Facets(
        SqliteConnection connection,
        Labels languages,
        Labels sources,
        Labels topicSets,
        bool exact
    ) =>
        new(
            FacetOrder.Largest(
                Found(_sources).Select(s => (Labels.SourceValue(sources.ValueOf(connection, s.Code)).Id, s.Count))
            ),
            FacetOrder.Largest(Found(_languages).Select(l => (languages.ValueOf(connection, l.Code), l.Count))),
            FacetOrder.Largest(_kinds.Select((n, kind) => ((MentionKind)kind, n))),
            FacetOrder.Largest(_sentiments.Select((n, label) => ((SentimentLabel)label, n))),
            FacetOrder.Largest(
                Found(_topicSets)
                    .SelectMany(set =>
                        Labels.TopicSet(topicSets.ValueOf(connection, set.Code)).Select(topic => (topic, set.Count))
                    )
            ),
            exact
        );

    /// <summary>Codes are handed out one after the other, so that an array has no holes.</summary>
    private static void Count(ref long[] counts, int code)
    {
        if (code >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(code + 1, counts.Length * 2));
        }
        counts[code]++;
    }

    private static IEnumerable<(uint Code, long Count)> Found(long[] counts) =>
        counts.Select((count, code) => ((uint)code, count)).Where(c => c.count > 0);
}

/// <summary>Series of one topic, or of everything, without touching the words.</summary>
internal static class HourlyCounts
{
    public static bool Answers(MentionSearch search, TimeSpan bucket, TimeSpan offset) =>
        search is { Query: null, TopicIds.Count: <= 1, SourceIds.Count: 0, Languages.Count: 0, Kinds.Count: 0 }
        && search.Sentiments.Count == 0
        && bucket.Ticks % TimeSpan.TicksPerHour == 0
        && offset.Ticks % TimeSpan.TicksPerHour == 0
        && IsWholeHour(search.From)
        && IsWholeHour(search.To);

    public static void Read(SqliteConnection connection, MentionSearch search, SeriesCounter series)
    {
        using var rows = Statement.Prepare(
            connection,
            "SELECT hour, negative, neutral, positive FROM counts WHERE topic = ?1 AND hour >= ?2 AND hour < ?3 ORDER BY hour"
        );
        rows.Bind(1, search.TopicIds.Count == 0 ? 0 : search.TopicIds[0])
            .Bind(2, search.From is { } from ? from.ToUnixTimeSeconds() / 3600 : 0)
            .Bind(3, search.To is { } to ? to.ToUnixTimeSeconds() / 3600 : long.MaxValue);
        while (rows.Step())
        {
            series.Add(rows.Int64(0) * 3600, rows.Int64(1), rows.Int64(2), rows.Int64(3));
        }
    }

    private static bool IsWholeHour(DateTimeOffset? at) => at is null || at.Value.UtcTicks % TimeSpan.TicksPerHour == 0;
}
