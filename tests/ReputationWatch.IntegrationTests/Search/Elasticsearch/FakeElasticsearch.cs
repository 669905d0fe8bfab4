using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>What a fake was asked.</summary>
internal sealed record FakeRequest(string Method, string Path, string Query, string Body);

/// <summary>
/// A search server without network and disk: the paths that the product uses, with the shapes of answers that a real 7.17 gives,
/// the refusals included. Paths, parameters and fields that a server does not know are errors here too.
/// </summary>
internal sealed class FakeElasticsearch : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FakeIndex> _indexes = [];
    private readonly Dictionary<string, IReadOnlyList<FakeDocument>> _points = [];
    private int _lastPoint;

    /// <summary>Answers in place of the fake; null lets it answer itself. Asked before every request.</summary>
    public Func<FakeRequest, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>Refuses an operation of a bulk by throwing.</summary>
    public Action<string> BeforeOperation { get; set; } = _ => { };

    public string RootAnswer { get; set; } = """{"version":{"number":"7.17.6","build_flavor":"default"}}""";
    public bool IsOpenSearch { get; init; }
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    public ConcurrentQueue<FakeRequest> Requests { get; } = [];
    public IReadOnlyDictionary<string, FakeIndex> Indexes => _indexes;
    public int OpenPoints => _points.Count;

    /// <summary>Everything is gone, as after somebody deleted it.</summary>
    public void Wipe()
    {
        lock (_gate)
        {
            _indexes.Clear();
        }
    }

    public void ForgetPoints()
    {
        lock (_gate)
        {
            _points.Clear();
        }
    }

    public static HttpResponseMessage Answer(int status, string json) =>
        new((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath.TrimStart('/'));
        var asked = new FakeRequest(request.Method.Method, path, request.RequestUri.Query.TrimStart('?'), body);
        Requests.Enqueue(asked);
        if (Instead(asked) is { } other)
        {
            return other;
        }
        lock (_gate)
        {
            try
            {
                CheckMediaType(request, asked);
                return Route(asked);
            }
            catch (FakeRefusal refusal)
            {
                return Answer(refusal.Status, refusal.Body.ToJsonString());
            }
        }
    }

    private static void CheckMediaType(HttpRequestMessage request, FakeRequest asked)
    {
        var isBulk = asked.Path.EndsWith("_bulk", StringComparison.Ordinal);
        var type = request.Content?.Headers.ContentType?.ToString();
        if (
            type
            != (
                asked.Body.Length == 0 ? null
                : isBulk ? "application/x-ndjson"
                : "application/json"
            )
        )
        {
            throw new FakeRefusal(406, "media_type_header_exception", $"Content-Type header [{type}] is not supported");
        }
    }

    private HttpResponseMessage Route(FakeRequest asked)
    {
        var parts = asked.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (asked.Method, parts) switch
        {
            ("GET", []) => Answer(200, RootAnswer),
            ("PUT", ["_index_template", _]) => PutTemplate(asked.Body),
            ("DELETE", ["_index_template", _]) => Acknowledged(),
            ("GET", [var pattern, "_alias"]) => Aliases(pattern),
            ("GET", [var pattern, "_settings", "index.creation_date"]) => CreationDates(pattern),
            ("PUT", [var index]) => Create(index, asked.Body),
            ("DELETE", [var index]) when !index.StartsWith('_') => Delete(index),
            ("POST", ["_aliases"]) => ChangeAliases(asked.Body),
            ("GET", [var index, "_doc", var id]) => Get(index, id),
            ("POST", [var index, "_refresh"]) => Refresh(index, asked),
            ("POST", [var index, "_bulk"]) => Bulk(index, asked),
            ("POST", [var index, "_search"]) => Search(Resolve(index).Searchable, asked, isPoint: false),
            ("POST", ["_search"]) => SearchPoint(asked),
            ("POST", [var index, "_pit"]) when !IsOpenSearch => OpenPoint(index, "id"),
            ("POST", [var index, "_search", "point_in_time"]) when IsOpenSearch => OpenPoint(index, "pit_id"),
            ("DELETE", ["_pit"]) when !IsOpenSearch => ClosePoint(asked, b => b.GetProperty("id").GetString()!),
            ("DELETE", ["_search", "point_in_time"]) when IsOpenSearch => ClosePoint(
                asked,
                b => b.GetProperty("pit_id")[0].GetString()!
            ),
            _ => throw FakeRefusal.BadRequest($"no handler for {asked.Method} {asked.Path}"),
        };
    }

    private FakeIndex Resolve(string name)
    {
        var found = _indexes.Values.Where(i => i.Name == name || i.Aliases.Contains(name)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw FakeRefusal.NoIndex(name),
            _ => throw new FakeRefusal(400, "illegal_argument_exception", $"alias [{name}] has more than one index"),
        };
    }

    private IEnumerable<FakeIndex> Like(string pattern) =>
        _indexes.Values.Where(i => i.Name.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));

    private HttpResponseMessage Aliases(string pattern)
    {
        var answer = new JsonObject();
        foreach (var index in Like(pattern))
        {
            var aliases = index.Aliases.Select(a => KeyValuePair.Create(a, (JsonNode?)new JsonObject()));
            answer[index.Name] = new JsonObject { ["aliases"] = new JsonObject(aliases) };
        }
        return Answer(200, answer.ToJsonString());
    }

    private HttpResponseMessage CreationDates(string pattern)
    {
        var answer = new JsonObject();
        foreach (var index in Like(pattern))
        {
            var created = index
                .Created.ToUnixTimeMilliseconds()
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
            answer[index.Name] = new JsonObject { ["settings"] = new JsonObject { ["index.creation_date"] = created } };
        }
        return Answer(200, answer.ToJsonString());
    }

    private HttpResponseMessage Create(string name, string body)
    {
        if (_indexes.ContainsKey(name))
        {
            throw new FakeRefusal(400, "resource_already_exists_exception", $"index [{name}] already exists");
        }
        var asked = JsonDocument.Parse(body).RootElement;
        FakeQueries.Known(asked, "aliases", "settings", "mappings");
        FakeLayout.Check(asked.GetProperty("settings"), asked.GetProperty("mappings"));
        var index = new FakeIndex(name, asked.GetProperty("mappings"), Now);
        foreach (var alias in asked.GetProperty("aliases").EnumerateObject().Select(a => a.Name))
        {
            if (_indexes.ContainsKey(alias))
            {
                throw new FakeRefusal(
                    400,
                    "invalid_alias_name_exception",
                    $"Invalid alias name [{alias}]: an index or data stream exists with the same name as the alias"
                );
            }
            index.Aliases.Add(alias);
        }
        _indexes.Add(name, index);
        return Acknowledged();
    }

    private static HttpResponseMessage PutTemplate(string body)
    {
        var asked = JsonDocument.Parse(body).RootElement;
        FakeQueries.Known(asked, "index_patterns", "priority", "version", "template");
        var template = asked.GetProperty("template");
        FakeQueries.Known(template, "settings", "mappings");
        FakeLayout.Check(template.GetProperty("settings"), template.GetProperty("mappings"));
        return Acknowledged();
    }

    private HttpResponseMessage Delete(string name) =>
        _indexes.Remove(name) ? Acknowledged() : throw FakeRefusal.NoIndex(name);

    private HttpResponseMessage ChangeAliases(string body)
    {
        var actions = JsonDocument.Parse(body).RootElement.GetProperty("actions").EnumerateArray();
        var changes = actions.Select(a => a.EnumerateObject().Single()).ToList();
        foreach (var missing in changes.Select(IndexOf).Where(name => !_indexes.ContainsKey(name)))
        {
            throw FakeRefusal.NoIndex(missing);
        }
        foreach (var change in changes)
        {
            if (change.Name == "add")
            {
                _indexes[IndexOf(change)].Aliases.Add(change.Value.GetProperty("alias").GetString()!);
            }
            else if (change.Name == "remove_index")
            {
                _indexes.Remove(IndexOf(change));
            }
            else
            {
                throw FakeRefusal.BadRequest($"unknown action [{change.Name}]");
            }
        }
        return Acknowledged();

        static string IndexOf(JsonProperty change) => change.Value.GetProperty("index").GetString()!;
    }

    private HttpResponseMessage Get(string name, string id)
    {
        var answer = Resolve(name).Get(id);
        return Answer(answer["found"]!.GetValue<bool>() ? 200 : 404, answer.ToJsonString());
    }

    private HttpResponseMessage Refresh(string name, FakeRequest asked)
    {
        if (asked.Body.Length > 0)
        {
            throw new FakeRefusal(400, "illegal_argument_exception", "request does not support having a body");
        }
        Resolve(name).Refresh();
        return Answer(200, """{"_shards":{"total":1,"successful":1,"failed":0}}""");
    }

    private HttpResponseMessage Bulk(string alias, FakeRequest asked)
    {
        if (asked.Query != "require_alias=true" || !asked.Body.EndsWith('\n'))
        {
            throw FakeRefusal.BadRequest("a bulk request names an alias and ends with a new line");
        }
        var lines = new Queue<string>(asked.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (lines.All(line => line.StartsWith("{\"delete\"", StringComparison.Ordinal)))
        {
            CreateForDeletions(alias);
        }
        var items = new JsonArray();
        while (lines.TryDequeue(out var action))
        {
            var (name, item) = Operate(alias, action, lines);
            items.Add(new JsonObject { [name] = item });
        }
        var errors = items.Any(i => i!.AsObject().Single().Value!["error"] is not null);
        return Answer(200, new JsonObject { ["errors"] = errors, ["items"] = items }.ToJsonString());
    }

    private (string Action, JsonObject Item) Operate(string alias, string action, Queue<string> lines)
    {
        var asked = JsonDocument.Parse(action).RootElement.EnumerateObject().Single();
        if (asked.Name == "update")
        {
            return (asked.Name, Update(alias, asked.Value.GetProperty("_id").GetString()!, lines.Dequeue()));
        }
        FakeQueries.Known(asked.Value, "_id", "version", "version_type");
        var id = asked.Value.GetProperty("_id").GetString()!;
        var version = asked.Value.GetProperty("version").GetInt64();
        var document = asked.Name == "index" ? lines.Dequeue() : null;
        try
        {
            BeforeOperation(id);
            var index =
                _indexes.Values.FirstOrDefault(i => i.Aliases.Contains(alias) || (document is null && i.Name == alias))
                ?? throw FakeRefusal.NoIndex(alias);
            return (asked.Name, document is null ? index.Delete(id, version) : index.Index(id, version, document));
        }
        catch (FakeRefusal refusal)
        {
            return (
                asked.Name,
                new JsonObject
                {
                    ["_index"] = alias,
                    ["_id"] = id,
                    ["status"] = refusal.Status,
                    ["error"] = refusal.Error,
                }
            );
        }
    }

    /// <summary>
    /// That the name be an alias is asked of what writes a document. A deletion with a version of one's own makes the index that
    /// is not there, so that its gravestone has a place.
    /// </summary>
    private void CreateForDeletions(string name)
    {
        if (!_indexes.Values.Any(i => i.Name == name || i.Aliases.Contains(name)))
        {
            _indexes.Add(name, new FakeIndex(name, default, Now));
        }
    }

    private JsonObject Update(string alias, string id, string line)
    {
        FakeQueries.Known(JsonDocument.Parse(line).RootElement, "doc");
        var index = _indexes.Values.FirstOrDefault(i => i.Aliases.Contains(alias));
        var isThere = index is not null && index.Get(id)["found"]!.GetValue<bool>();
        Assert.False(isThere, "Nothing of ours is updated in place.");
        var refusal = index is null
            ? FakeRefusal.NoIndex(alias)
            : new FakeRefusal(404, "document_missing_exception", $"[{id}]: document missing");
        return new JsonObject
        {
            ["_index"] = alias,
            ["_id"] = id,
            ["status"] = refusal.Status,
            ["error"] = refusal.Error,
        };
    }

    private HttpResponseMessage OpenPoint(string index, string name)
    {
        var id = $"point-{++_lastPoint}";
        _points.Add(id, Resolve(index).Searchable);
        return Answer(200, new JsonObject { [name] = id }.ToJsonString());
    }

    private HttpResponseMessage ClosePoint(FakeRequest asked, Func<JsonElement, string> id)
    {
        _points.Remove(id(JsonDocument.Parse(asked.Body).RootElement));
        return Answer(200, """{"succeeded":true,"num_freed":1}""");
    }

    private HttpResponseMessage SearchPoint(FakeRequest asked)
    {
        var id = JsonDocument.Parse(asked.Body).RootElement.GetProperty("pit").GetProperty("id").GetString()!;
        return _points.TryGetValue(id, out var state)
            ? Search(state, asked, isPoint: true)
            : throw new FakeRefusal(404, "search_context_missing_exception", "No search context found for id [1]");
    }

    private HttpResponseMessage Search(IReadOnlyList<FakeDocument> documents, FakeRequest asked, bool isPoint)
    {
        if (asked.Query is not ("" or "allow_partial_search_results=false"))
        {
            throw FakeRefusal.BadRequest($"contains unrecognized parameter: {asked.Query}");
        }
        var tieBreaks = isPoint && !IsOpenSearch;
        return Answer(
            200,
            FakeSearch.Answer(documents, JsonDocument.Parse(asked.Body).RootElement, tieBreaks).ToJsonString()
        );
    }

    private static HttpResponseMessage Acknowledged() => Answer(200, """{"acknowledged":true}""");
}
