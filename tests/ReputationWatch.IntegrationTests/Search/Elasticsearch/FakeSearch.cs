using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>One search over the documents of one state of an index.</summary>
internal static class FakeSearch
{
    private const int MaxWindow = 10_000;

    /// <param name="breaksTies">Elasticsearch adds the place in the shard to the order of a point in time, and wants it back.</param>
    public static JsonObject Answer(IReadOnlyList<FakeDocument> documents, JsonElement body, bool breaksTies)
    {
        FakeQueries.Known(body, "size", "query", "sort", "_source", "track_total_hits", "search_after", "aggs", "pit");
        var size = body.TryGetProperty("size", out var given) ? given.GetInt32() : 10;
        if (size > MaxWindow)
        {
            throw new FakeRefusal(400, "illegal_argument_exception", "Result window is too large");
        }
        var query = FakeQueries.Compile(body.GetProperty("query"));
        List<FakeDocument> found = [.. documents.Where(query)];
        var answer = new JsonObject { ["timed_out"] = false, ["hits"] = Hits(found, body, size, breaksTies) };
        if (body.TryGetProperty("pit", out var pit))
        {
            answer["pit_id"] = pit.GetProperty("id").GetString();
        }
        if (body.TryGetProperty("aggs", out var aggregations))
        {
            answer["aggregations"] = FakeAggregations.Answer(aggregations, found, documents);
        }
        return answer;
    }

    private static JsonObject Hits(List<FakeDocument> found, JsonElement body, int size, bool breaksTies)
    {
        var hits = new JsonObject();
        var total = body.TryGetProperty("track_total_hits", out var asked) ? asked : default;
        if (total.ValueKind != JsonValueKind.False)
        {
            var limit = total.ValueKind == JsonValueKind.Number ? total.GetInt32() : int.MaxValue;
            hits["total"] = new JsonObject
            {
                ["value"] = Math.Min(found.Count, limit),
                ["relation"] = found.Count > limit ? "gte" : "eq",
            };
        }
        hits["hits"] = new JsonArray([
            .. Page(found, body, size, breaksTies).Select(d => (JsonNode)Hit(d, body, breaksTies)),
        ]);
        return hits;
    }

    private static IEnumerable<FakeDocument> Page(List<FakeDocument> found, JsonElement body, int size, bool breaksTies)
    {
        if (!body.TryGetProperty("sort", out var sort))
        {
            return found.Take(size);
        }
        var order = sort.EnumerateArray().Single().EnumerateObject().Single();
        Assert.Equal("desc", order.Value.GetString());
        var sorted = found.OrderByDescending(d => d.Numbers[order.Name][0]);
        if (!body.TryGetProperty("search_after", out var after))
        {
            return sorted.Take(size);
        }
        if (after.GetArrayLength() != (breaksTies ? 2 : 1))
        {
            throw new FakeRefusal(
                400,
                "illegal_argument_exception",
                "search_after has another number of values than sort"
            );
        }
        return sorted.Where(d => d.Numbers[order.Name][0] < after[0].GetInt64()).Take(size);
    }

    private static JsonObject Hit(FakeDocument document, JsonElement body, bool breaksTies)
    {
        var hit = new JsonObject();
        if (body.TryGetProperty("sort", out var sort))
        {
            var field = sort[0].EnumerateObject().Single().Name;
            JsonArray values = [(long)document.Numbers[field][0]];
            if (breaksTies)
            {
                values.Add(4_294_967_298);
            }
            hit["sort"] = values;
        }
        var source = body.GetProperty("_source");
        if (source.ValueKind == JsonValueKind.Array)
        {
            hit["_source"] = new JsonObject(
                source
                    .EnumerateArray()
                    .Select(name => name.GetString()!)
                    .Where(name => document.Source.TryGetProperty(name, out _))
                    .Select(name =>
                        KeyValuePair.Create(name, JsonNode.Parse(document.Source.GetProperty(name).GetRawText()))
                    )
            );
        }
        return hit;
    }
}
