using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>One index: what was written, with versions and gravestones, and what a refresh has made searchable.</summary>
internal sealed class FakeIndex(string name, JsonElement mappings, DateTimeOffset created)
{
    private readonly Dictionary<string, (FakeDocument? Document, long Version)> _live = [];

    public string Name { get; } = name;
    public DateTimeOffset Created { get; } = created;
    public HashSet<string> Aliases { get; } = [];

    /// <summary>What searches see.</summary>
    public IReadOnlyList<FakeDocument> Searchable { get; private set; } = [];

    public void Refresh() => Searchable = [.. _live.Values.Select(d => d.Document).OfType<FakeDocument>()];

    public JsonObject Get(string id) =>
        _live.TryGetValue(id, out var found) && found.Document is { } document
            ? new JsonObject
            {
                ["_index"] = Name,
                ["_id"] = id,
                ["_version"] = found.Version,
                ["found"] = true,
                ["_source"] = JsonNode.Parse(document.Source.GetRawText()),
            }
            : new JsonObject
            {
                ["_index"] = Name,
                ["_id"] = id,
                ["found"] = false,
            };

    public JsonObject Index(string id, long version, string json)
    {
        CheckVersion(id, version);
        var document = FakeDocument.Read(mappings, json);
        var isNew = !_live.TryGetValue(id, out var known) || known.Document is null;
        _live[id] = (document, version);
        return Done(id, version, isNew ? 201 : 200, isNew ? "created" : "updated");
    }

    public JsonObject Delete(string id, long version)
    {
        CheckVersion(id, version);
        var existed = _live.TryGetValue(id, out var known) && known.Document is not null;
        _live[id] = (null, version);
        return Done(id, version, existed ? 200 : 404, existed ? "deleted" : "not_found");
    }

    private void CheckVersion(string id, long version)
    {
        if (_live.TryGetValue(id, out var known) && known.Version > version)
        {
            throw new FakeRefusal(
                409,
                "version_conflict_engine_exception",
                $"[{id}]: version conflict, current version [{known.Version}] is higher than the one provided [{version}]"
            );
        }
    }

    private JsonObject Done(string id, long version, int status, string result) =>
        new()
        {
            ["_index"] = Name,
            ["_id"] = id,
            ["_version"] = version,
            ["result"] = result,
            ["status"] = status,
        };
}
