using System.Globalization;
using System.Text.Json;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Counts that the server makes, as it is asked for them and as it answers.</summary>
internal static class Aggregations
{
    // Far more sources or topics than an installation has, and far fewer than the 65,535 buckets of an answer.
    private const int MaxValues = 10_000;
    private const int BucketsAtOnce = 5_000;
    private const string Series = "series";
    private const string Start = "start";

    private static readonly string[] Facets =
    [
        Field.SourceId,
        Field.Language,
        Field.Kind,
        Field.Sentiment,
        Field.Topics,
    ];

    public static async Task<SearchFacets> FacetsAsync(ServerSearch search, CancellationToken cancel)
    {
        using var reply = await search.AggregateAsync(WriteFacets, cancel);
        var found = reply.Root.GetProperty("aggregations");
        return new SearchFacets(
            Counts(found, Field.SourceId, key => key.GetInt64()),
            Counts(found, Field.Language, key => key.GetString()!),
            Counts(found, Field.Kind, key => Parse<MentionKind>(key)),
            Counts(found, Field.Sentiment, key => Parse<SentimentLabel>(key)),
            Counts(found, Field.Topics, key => key.GetInt64())
        );
    }

    /// <summary>
    /// By time and sentiment, in pages: however long the period and however short the buckets, no answer is too large for the
    /// server.
    /// </summary>
    public static async Task<SearchSeries> SeriesAsync(
        ServerSearch search,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    )
    {
        var series = new SeriesCounter(bucket, offset);
        string? after = null;
        do
        {
            var page = after;
            using var reply = await search.AggregateAsync(json => WriteSeries(json, bucket, offset, page), cancel);
            var found = reply.Root.GetProperty("aggregations").GetProperty(Series);
            foreach (var counted in found.GetProperty("buckets").EnumerateArray())
            {
                Add(series, counted);
            }
            var isFull = found.GetProperty("buckets").GetArrayLength() == BucketsAtOnce;
            after = isFull ? found.GetProperty("after_key").GetRawText() : null;
        } while (after is not null);
        return new SearchSeries(series.Buckets());
    }

    private static void WriteFacets(Utf8JsonWriter json)
    {
        foreach (var field in Facets)
        {
            json.WriteStartObject(field);
            json.WriteStartObject("terms");
            json.WriteString("field", field);
            json.WriteNumber("size", MaxValues);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteSeries(Utf8JsonWriter json, TimeSpan bucket, TimeSpan offset, string? after)
    {
        json.WriteStartObject(Series);
        json.WriteStartObject("composite");
        json.WriteNumber("size", BucketsAtOnce);
        json.WriteStartArray("sources");
        json.WriteStartObject();
        json.WriteStartObject(Start);
        WriteHistogram(json, bucket, offset);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteStartObject(Field.Sentiment);
        json.WriteStartObject("terms");
        json.WriteString("field", Field.Sentiment);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        if (after is not null)
        {
            json.WritePropertyName("after");
            json.WriteRawValue(after);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteHistogram(Utf8JsonWriter json, TimeSpan bucket, TimeSpan offset)
    {
        var length = Math.Max(1, (long)bucket.TotalSeconds);
        json.WriteStartObject("date_histogram");
        json.WriteString("field", Field.At);
        json.WriteString("fixed_interval", Seconds(length));
        // Local midnight comes before midnight UTC where clocks are ahead.
        var shift = -(long)offset.TotalSeconds % length;
        if (shift != 0)
        {
            json.WriteString("offset", (shift < 0 ? "-" : "+") + Seconds(Math.Abs(shift)));
        }
        json.WriteEndObject();
    }

    private static string Seconds(long count) => count.ToString(CultureInfo.InvariantCulture) + "s";

    private static void Add(SeriesCounter series, JsonElement bucket)
    {
        var key = bucket.GetProperty("key");
        series.Add(
            key.GetProperty(Start).GetInt64() / 1000,
            (int)Parse<SentimentLabel>(key.GetProperty(Field.Sentiment)),
            bucket.GetProperty("doc_count").GetInt64()
        );
    }

    private static IReadOnlyList<(T, long)> Counts<T>(JsonElement found, string field, Func<JsonElement, T> key)
        where T : notnull =>
        FacetOrder.Largest(
            found
                .GetProperty(field)
                .GetProperty("buckets")
                .EnumerateArray()
                .Select(b => (key(b.GetProperty("key")), b.GetProperty("doc_count").GetInt64()))
        );

    private static T Parse<T>(JsonElement name)
        where T : struct, Enum => Enum.Parse<T>(name.GetString()!, ignoreCase: true);
}
