using System.Text.Json;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>
/// Settings and mappings as every supported version takes them: an unknown setting or a parameter that a type of field does not
/// have is refused, as servers refuse it.
/// </summary>
internal static class FakeLayout
{
    private static readonly string[] Settings =
    [
        "number_of_shards",
        "auto_expand_replicas",
        "refresh_interval",
        "gc_deletes",
    ];

    private static readonly Dictionary<string, string[]> Parameters = new()
    {
        ["text"] = ["type", "analyzer", "norms", "index_options"],
        ["keyword"] = ["type", "index", "doc_values", "ignore_above"],
        ["long"] = ["type", "index", "doc_values"],
        ["double"] = ["type", "index", "doc_values"],
        ["date"] = ["type", "index", "doc_values", "format"],
        ["object"] = ["type", "enabled", "dynamic"],
    };

    public static void Check(JsonElement settings, JsonElement mappings)
    {
        FakeQueries.Known(settings, "index");
        foreach (var setting in settings.GetProperty("index").EnumerateObject().Where(s => !Settings.Contains(s.Name)))
        {
            throw Wrong("illegal_argument_exception", $"unknown setting [index.{setting.Name}]");
        }
        if (mappings.EnumerateObject().Any(p => p.Name is not ("dynamic" or "_source" or "properties")))
        {
            throw Wrong("mapper_parsing_exception", "Root mapping definition has unsupported parameters");
        }
        FakeQueries.Known(mappings.GetProperty("_source"), "excludes");
        foreach (var field in mappings.GetProperty("properties").EnumerateObject())
        {
            CheckField(field.Name, field.Value);
        }
    }

    private static void CheckField(string name, JsonElement field)
    {
        var type = field.GetProperty("type").GetString()!;
        if (!Parameters.TryGetValue(type, out var known))
        {
            throw Wrong("mapper_parsing_exception", $"No handler for type [{type}] declared on field [{name}]");
        }
        foreach (var parameter in field.EnumerateObject().Where(p => !known.Contains(p.Name)))
        {
            throw Wrong("mapper_parsing_exception", $"unknown parameter [{parameter.Name}] on mapper [{name}]");
        }
        if (field.TryGetProperty("analyzer", out var analyzer) && !analyzer.ValueEquals("whitespace"))
        {
            throw Wrong("mapper_parsing_exception", $"analyzer [{analyzer}] has not been configured in mappings");
        }
    }

    private static FakeRefusal Wrong(string type, string reason) => new(400, type, reason);
}
