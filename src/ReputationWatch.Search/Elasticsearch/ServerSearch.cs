using System.Runtime.CompilerServices;
using System.Text.Json;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>One search on the server: what to ask for, and the pages of what it brings.</summary>
internal sealed class ServerSearch(ElasticClient client, string alias, PointStyle points, MentionSearch search)
{
    // Servers give at most 10,000 rows at once; of whole mentions fewer, so that an answer stays some megabytes.
    private const int MaxPage = 5_000;
    private const int MentionsAtOnce = 500;
    private const int MostExpired = 10;
    private readonly Net<ServerQuery> _net = search.Query is null
        ? new Net<ServerQuery>(null, true)
        : ServerTranslator.Plan(search.Query.Root);
    private readonly QueryMatcher? _matcher = search.Query is null ? null : new QueryMatcher(search.Query);

    /// <summary>Whether the server alone decides.</summary>
    public bool IsExact => _net.Exact;

    /// <summary>Whether a candidate matches; for a search that is not exact.</summary>
    public bool Matches(IndexDocument candidate) => _matcher!.Matches(candidate.ToQueryDocument());

    /// <summary>The newest rows below <paramref name="below"/>, and how many there are in all, counted up to a limit.</summary>
    public async Task<(List<long> Rows, long Total, bool TotalIsExact)> PageAsync(
        long below,
        int size,
        CancellationToken cancel
    )
    {
        var rows = new List<long>();
        long? total = null;
        var exact = true;
        while (rows.Count < size)
        {
            var wanted = Math.Min(size - rows.Count, MaxPage);
            var isFirst = total is null;
            using var reply = await AskAsync(json => WriteRows(json, below, wanted, isFirst), cancel);
            var hits = reply.Root.GetProperty("hits");
            if (isFirst)
            {
                (total, exact) = Total(hits);
            }
            var page = hits.GetProperty("hits").EnumerateArray().Select(RowOf).ToList();
            rows.AddRange(page);
            if (page.Count < wanted)
            {
                break;
            }
            below = page[^1];
        }
        return (rows, total ?? 0, exact);
    }

    /// <summary>
    /// Everything below a row that the net brings up, newest first. From the second page on it is read from one point in time;
    /// when that expires, a new one goes on below the last row.
    /// </summary>
    public async IAsyncEnumerable<(long Row, IndexDocument Document)> CandidatesAsync(
        long below,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var point = new PointInTime(client, points);
        try
        {
            string? after = null;
            var expired = 0;
            for (var page = 0; ; page++)
            {
                if (page > 0 && !point.IsOpen)
                {
                    await point.OpenAsync(alias, cancel);
                    after = null;
                }
                using var reply = await CandidatePageAsync(point, below, after, cancel);
                if (reply is null)
                {
                    point.Forget();
                    if (++expired > MostExpired)
                    {
                        throw new IndexUnavailableException(
                            IndexTrouble.Throttled,
                            "The search server forgets points in time as soon as they are opened; it is short of memory."
                        );
                    }
                    continue;
                }
                point.Renew(reply.Root);
                var hits = reply.Root.GetProperty("hits").GetProperty("hits");
                foreach (var hit in hits.EnumerateArray())
                {
                    below = RowOf(hit);
                    after = point.IsOpen ? hit.GetProperty("sort").GetRawText() : null;
                    yield return (below, StoredMention.Read(hit.GetProperty("_source")));
                }
                if (hits.GetArrayLength() < MentionsAtOnce)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await point.CloseAsync();
        }
    }

    /// <summary>Counts of the server over all that match; only for an exact search.</summary>
    public Task<ServerReply> AggregateAsync(Action<Utf8JsonWriter> aggregations, CancellationToken cancel) =>
        AggregateAsync(null, aggregations, cancel);

    /// <param name="only">What the matcher has found among the candidates; null in an exact search.</param>
    public Task<ServerReply> AggregateAsync(
        IReadOnlyList<long>? only,
        Action<Utf8JsonWriter> aggregations,
        CancellationToken cancel
    ) =>
        AskAsync(
            json =>
            {
                json.WriteNumber("size", 0);
                json.WriteBoolean("track_total_hits", false);
                WriteQuery(json, long.MaxValue, only);
                json.WriteStartObject("aggs");
                aggregations(json);
                json.WriteEndObject();
            },
            cancel
        );

    /// <returns>Null when the point in time has expired.</returns>
    private async Task<ServerReply?> CandidatePageAsync(
        PointInTime point,
        long below,
        string? after,
        CancellationToken cancel
    )
    {
        var path = point.IsOpen ? "_search" : $"{alias}/_search";
        var reply = await client.SearchAsync(
            Whole(path),
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("size", MentionsAtOnce);
                json.WriteBoolean("track_total_hits", false);
                WriteSource(json, Field.Document);
                point.Write(json);
                WriteOrder(json);
                // The whole of what the server sorted by, with what it added itself to tell equal rows apart.
                if (after is not null)
                {
                    json.WritePropertyName("search_after");
                    json.WriteRawValue(after);
                }
                WriteQuery(json, after is null ? below : long.MaxValue);
                json.WriteEndObject();
            },
            cancel
        );
        if (point.IsOpen && reply.Status == 404 && reply.Is("search_context_missing_exception"))
        {
            reply.Dispose();
            return null;
        }
        return reply.OrThrow();
    }

    private async Task<ServerReply> AskAsync(Action<Utf8JsonWriter> body, CancellationToken cancel)
    {
        var reply = await client.SearchAsync(
            Whole($"{alias}/_search"),
            json =>
            {
                json.WriteStartObject();
                body(json);
                json.WriteEndObject();
            },
            cancel
        );
        return reply.OrThrow();
    }

    /// <summary>Half an answer is no answer: a figure without one shard's mentions would be wrong and look right.</summary>
    private static string Whole(string path) => path + "?allow_partial_search_results=false";

    private void WriteRows(Utf8JsonWriter json, long below, int size, bool withTotal)
    {
        json.WriteNumber("size", size);
        json.WriteBoolean("_source", false);
        if (withTotal)
        {
            json.WriteNumber("track_total_hits", SearchLimits.Counted);
        }
        else
        {
            json.WriteBoolean("track_total_hits", false);
        }
        WriteOrder(json);
        if (below < long.MaxValue)
        {
            json.WriteStartArray("search_after");
            json.WriteNumberValue(below);
            json.WriteEndArray();
        }
        WriteQuery(json, long.MaxValue);
    }

    private static void WriteSource(Utf8JsonWriter json, string field)
    {
        json.WriteStartArray("_source");
        json.WriteStringValue(field);
        json.WriteEndArray();
    }

    private static void WriteOrder(Utf8JsonWriter json)
    {
        json.WriteStartArray("sort");
        json.WriteStartObject();
        json.WriteString(Field.Row, "desc");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteQuery(Utf8JsonWriter json, long below, IReadOnlyList<long>? only = null)
    {
        json.WritePropertyName("query");
        var asked = only is null ? _net.Query ?? ServerQuery.Everything : new NumbersQuery(Field.Id, only);
        ServerQuery.And([.. Filters(below), asked]).Write(json);
    }

    private IEnumerable<ServerQuery> Filters(long below)
    {
        // The document that holds the position has no row.
        yield return new LongRange(
            Field.Row,
            search.From is { } from ? RowKey.Floor(from) : 0,
            Math.Min(below, search.To is { } to ? RowKey.Ceiling(to) : long.MaxValue)
        );
        if (search.TopicIds.Count > 0)
        {
            yield return new NumbersQuery(Field.Topics, search.TopicIds);
        }
        if (search.SourceIds.Count > 0)
        {
            yield return new NumbersQuery(Field.SourceId, search.SourceIds);
        }
        if (search.Languages.Count > 0)
        {
            yield return new TermsQuery(Field.Language, search.Languages);
        }
        if (search.Kinds.Count > 0)
        {
            yield return new TermsQuery(Field.Kind, [.. search.Kinds.Select(k => IndexQueryDocument.Name(k))]);
        }
        if (search.Sentiments.Count > 0)
        {
            yield return new TermsQuery(
                Field.Sentiment,
                [.. search.Sentiments.Select(s => IndexQueryDocument.Name(s))]
            );
        }
    }

    private static long RowOf(JsonElement hit) => hit.GetProperty("sort")[0].GetInt64();

    private static (long Total, bool Exact) Total(JsonElement hits)
    {
        var total = hits.GetProperty("total");
        var isExact = total.GetProperty("relation").ValueEquals("eq");
        var value = total.GetProperty("value").GetInt64();
        return (Math.Min(value, SearchLimits.Counted), isExact && value <= SearchLimits.Counted);
    }
}
