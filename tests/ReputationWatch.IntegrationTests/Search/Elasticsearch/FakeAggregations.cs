using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>Terms, composites of a date histogram and terms, and what describes a result.</summary>
internal static partial class FakeAggregations
{
    /// <param name="all">The whole index, against which words stand out.</param>
    public static JsonObject Answer(
        JsonElement aggregations,
        IReadOnlyList<FakeDocument> documents,
        IReadOnlyList<FakeDocument> all
    )
    {
        var answer = new JsonObject();
        foreach (var asked in aggregations.EnumerateObject())
        {
            var kind = asked.Value.EnumerateObject().First(k => k.Name != "aggs");
            answer[asked.Name] = kind.Name switch
            {
                "terms" => Terms(kind.Value, documents),
                "composite" => Composite(kind.Value, documents),
                "cardinality" => Cardinality(kind.Value, documents),
                "percentiles" => Percentiles(kind.Value, documents),
                "sampler" => Sampler(kind.Value, asked.Value.GetProperty("aggs"), documents, all),
                "significant_text" => SignificantText(kind.Value, documents, all),
                _ => throw new FakeRefusal(400, "parsing_exception", $"Unknown aggregation type [{kind.Name}]"),
            };
        }
        return answer;
    }

    private static JsonObject Terms(JsonElement body, IReadOnlyList<FakeDocument> documents)
    {
        FakeQueries.Known(body, "field", "size");
        var field = body.GetProperty("field").GetString()!;
        if (documents.Any(d => d.Terms.ContainsKey(field)))
        {
            throw new FakeRefusal(400, "illegal_argument_exception", "Text fields are not optimised for aggregations");
        }
        var size = body.TryGetProperty("size", out var given) ? given.GetInt32() : 10;
        var buckets = documents
            .SelectMany(d => Values(d, field))
            .GroupBy(v => v)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key)
            .Take(size)
            .Select(g => (JsonNode)new JsonObject { ["key"] = Node(g.Key), ["doc_count"] = g.Count() });
        return new JsonObject { ["sum_other_doc_count"] = 0, ["buckets"] = new JsonArray([.. buckets]) };
    }

    private static IEnumerable<IComparable> Values(FakeDocument document, string field) =>
        document.Keys.TryGetValue(field, out var keys) ? keys.Distinct()
        : document.Numbers.TryGetValue(field, out var numbers) ? numbers.Distinct().Select(n => (IComparable)n)
        : [];

    private static JsonNode Node(IComparable key) =>
        key is string text ? JsonValue.Create(text) : JsonValue.Create((long)(decimal)key);

    private static JsonObject Composite(JsonElement body, IReadOnlyList<FakeDocument> documents)
    {
        FakeQueries.Known(body, "size", "sources", "after");
        var sources = body.GetProperty("sources").EnumerateArray().Select(s => s.EnumerateObject().Single()).ToList();
        var (start, terms) = (sources[0], sources[1]);
        var histogram = start.Value.GetProperty("date_histogram");
        var field = terms.Value.GetProperty("terms").GetProperty("field").GetString()!;
        var counts = documents
            .GroupBy(d => (Start: Rounded(histogram, d), Term: d.Keys[field][0]))
            .OrderBy(g => g.Key.Start)
            .ThenBy(g => g.Key.Term, StringComparer.Ordinal);
        var after = body.TryGetProperty("after", out var last)
            ? (last.GetProperty(start.Name).GetInt64(), last.GetProperty(terms.Name).GetString()!)
            : (long.MinValue, "");
        var page = counts
            .Where(g =>
                g.Key.Start > after.Item1
                || (g.Key.Start == after.Item1 && string.CompareOrdinal(g.Key.Term, after.Item2) > 0)
            )
            .Take(body.GetProperty("size").GetInt32())
            .Select(g =>
                (Key: new JsonObject { [start.Name] = g.Key.Start, [terms.Name] = g.Key.Term }, Count: g.Count())
            )
            .ToList();
        var answer = new JsonObject
        {
            ["buckets"] = new JsonArray([
                .. page.Select(b => (JsonNode)new JsonObject { ["key"] = b.Key.DeepClone(), ["doc_count"] = b.Count }),
            ]),
        };
        if (page.Count > 0)
        {
            answer["after_key"] = page[^1].Key.DeepClone();
        }
        return answer;
    }

    /// <summary>Start of the bucket in milliseconds, as the documentation gives the formula.</summary>
    private static long Rounded(JsonElement histogram, FakeDocument document)
    {
        FakeQueries.Known(histogram, "field", "fixed_interval", "offset");
        var value = (long)document.Numbers[histogram.GetProperty("field").GetString()!][0];
        var interval = Milliseconds(histogram.GetProperty("fixed_interval").GetString()!);
        var offset = histogram.TryGetProperty("offset", out var given) ? Milliseconds(given.GetString()!) : 0;
        return (long)Math.Floor((value - offset) / (double)interval) * interval + offset;
    }

    private static long Milliseconds(string duration) =>
        long.Parse(duration.TrimEnd('s'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * 1000;
}
