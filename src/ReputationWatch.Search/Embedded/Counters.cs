using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Embedded;

/// <summary>Counts facts by code and names them at the end.</summary>
internal sealed class FacetCounter
{
    private readonly Dictionary<uint, long> _sources = [];
    private readonly Dictionary<uint, long> _topicSets = [];
    private readonly Dictionary<int, long> _languages = [];
    private readonly long[] _kinds = new long[64];
    private readonly long[] _sentiments = new long[4];

    public void Add(Fact fact)
    {
        Count(_sources, fact.Source);
        Count(_topicSets, fact.Topics);
        Count(_languages, fact.Language);
        _kinds[fact.Kind]++;
        _sentiments[fact.Sentiment]++;
    }

    public SearchFacets Facets(SqliteConnection connection, Labels languages, Labels sources, Labels topicSets) =>
        new(
            FacetOrder.Largest(
                _sources.Select(s => (Labels.SourceValue(sources.ValueOf(connection, s.Key)).Id, s.Value))
            ),
            FacetOrder.Largest(_languages.Select(l => (languages.ValueOf(connection, (uint)l.Key), l.Value))),
            FacetOrder.Largest(_kinds.Select((n, kind) => ((MentionKind)kind, n))),
            FacetOrder.Largest(_sentiments.Select((n, label) => ((SentimentLabel)label, n))),
            FacetOrder.Largest(
                _topicSets.SelectMany(set =>
                    Labels.TopicSet(topicSets.ValueOf(connection, set.Key)).Select(topic => (topic, set.Value))
                )
            )
        );

    private static void Count<TKey>(Dictionary<TKey, long> counts, TKey key)
        where TKey : notnull =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
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
            "SELECT hour, sentiment, n FROM counts WHERE topic = ?1 AND hour >= ?2 AND hour < ?3"
        );
        rows.Bind(1, search.TopicIds.Count == 0 ? 0 : search.TopicIds[0])
            .Bind(2, search.From is { } from ? from.ToUnixTimeSeconds() / 3600 : 0)
            .Bind(3, search.To is { } to ? to.ToUnixTimeSeconds() / 3600 : long.MaxValue);
        while (rows.Step())
        {
            series.Add(rows.Int64(0) * 3600, (int)rows.Int64(1), rows.Int64(2));
        }
    }

    private static bool IsWholeHour(DateTimeOffset? at) => at is null || at.Value.UtcTicks % TimeSpan.TicksPerHour == 0;
}
