using System.Text.Json.Nodes;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>An error as the server words it: a status, a type and a reason, and where it lies.</summary>
internal sealed class FakeRefusal(int status, string type, string reason) : Exception(reason)
{
    public int Status { get; } = status;

    /// <summary>Inside the item of a bulk answer.</summary>
    public JsonObject Error => new() { ["type"] = type, ["reason"] = Message };

    /// <summary>The whole body of an answer.</summary>
    public JsonObject Body =>
        new()
        {
            ["error"] = new JsonObject
            {
                ["root_cause"] = new JsonArray(Error),
                ["type"] = type,
                ["reason"] = Message,
            },
            ["status"] = Status,
        };

    public static FakeRefusal NoIndex(string name) => new(404, "index_not_found_exception", $"no such index [{name}]");

    public static FakeRefusal BadRequest(string reason) => new(400, "parsing_exception", reason);
}
