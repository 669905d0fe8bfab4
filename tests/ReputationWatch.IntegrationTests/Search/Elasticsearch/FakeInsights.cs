using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>What describes a result: distinct values, percentiles, and words of its texts that stand out.</summary>
internal static partial class FakeAggregations
{
    private static JsonObject Cardinality(JsonElement body, IReadOnlyList<FakeDocument> documents)
    {
        FakeQueries.Known(body, "field", "precision_threshold");
        var field = body.GetProperty("field").GetString()!;
        return new JsonObject { ["value"] = documents.SelectMany(d => Values(d, field)).Distinct().Count() };
    }

    /// <summary>Interpolated; null where there is no value at all.</summary>
    private static JsonObject Percentiles(JsonElement body, IReadOnlyList<FakeDocument> documents)
    {
        FakeQueries.Known(body, "field", "percents", "keyed");
        Assert.False(body.GetProperty("keyed").GetBoolean());
        var field = body.GetProperty("field").GetString()!;
        var values = documents
            .SelectMany(d => d.Numbers.GetValueOrDefault(field) ?? [])
            .Select(v => (double)v)
            .Order()
            .ToList();
        return new JsonObject
        {
            ["values"] = new JsonArray([
                .. body.GetProperty("percents")
                    .EnumerateArray()
                    .Select(p =>
                        (JsonNode)
                            new JsonObject { ["key"] = p.GetDouble(), ["value"] = Percentile(values, p.GetDouble()) }
                    ),
            ]),
        };
    }

    private static double? Percentile(List<double> values, double percent)
    {
        if (values.Count == 0)
        {
            return null;
        }
        var at = percent / 100 * (values.Count - 1);
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, values.Count - 1);
        return values[below] * (1 - (at - below)) + values[above] * (at - below);
    }

    private static JsonObject Sampler(
        JsonElement body,
        JsonElement inner,
        IReadOnlyList<FakeDocument> documents,
        IReadOnlyList<FakeDocument> all
    )
    {
        FakeQueries.Known(body, "shard_size");
        var sample = documents.Take(body.GetProperty("shard_size").GetInt32()).ToList();
        var answer = Answer(inner, sample, all);
        answer["doc_count"] = sample.Count;
        return answer;
    }

    /// <summary>
    /// As the documentation has it, the texts come from the kept source, not from the index: a field that the source leaves out
    /// has no significant words.
    /// </summary>
    private static JsonObject SignificantText(
        JsonElement body,
        IReadOnlyList<FakeDocument> documents,
        IReadOnlyList<FakeDocument> all
    )
    {
        FakeQueries.Known(body, "field", "size", "min_doc_count", "jlh");
        var field = body.GetProperty("field").GetString()!;
        var background = all.SelectMany(d => (d.Terms.GetValueOrDefault(field) ?? []).Distinct())
            .CountBy(word => word)
            .ToDictionary();
        var buckets = documents
            .SelectMany(d => SourceWords(d, field).Distinct())
            .CountBy(word => word)
            .Where(w => w.Value >= body.GetProperty("min_doc_count").GetInt32())
            .Select(w => (w.Key, w.Value, Score: Jlh(w.Value, documents.Count, background[w.Key], all.Count)))
            .Where(w => w.Score > 0)
            .OrderByDescending(w => w.Score)
            .Take(body.GetProperty("size").GetInt32())
            .Select(w =>
                (JsonNode)
                    new JsonObject
                    {
                        ["key"] = w.Key,
                        ["doc_count"] = w.Value,
                        ["score"] = w.Score,
                        ["bg_count"] = background[w.Key],
                    }
            );
        return new JsonObject
        {
            ["doc_count"] = documents.Count,
            ["bg_count"] = all.Count,
            ["buckets"] = new JsonArray([.. buckets]),
        };
    }

    private static string[] SourceWords(FakeDocument document, string field) =>
        document.Source.TryGetProperty(field, out var text)
            ? text.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [];

    private static double Jlh(double found, double of, double foundInAll, double all) =>
        (found / of - foundInAll / all) * (found / of) / (foundInAll / all);
}
