using System.Text;
using System.Text.Json;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>A document as a strict mapping takes it in: terms with their positions, keys, numbers.</summary>
internal sealed class FakeDocument
{
    // Lucene's whitespace tokeniser cuts longer tokens, and refuses larger terms.
    private const int LongestToken = 255;
    private const int LargestTerm = 32_766;

    public Dictionary<string, List<string>> Terms { get; } = [];
    public Dictionary<string, List<string>> Keys { get; } = [];
    public Dictionary<string, List<decimal>> Numbers { get; } = [];
    public required JsonElement Source { get; init; }

    public static FakeDocument Read(JsonElement mappings, string json)
    {
        JsonElement source;
        try
        {
            source = JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException malformed)
        {
            throw new FakeRefusal(400, "mapper_parsing_exception", $"failed to parse: {malformed.Message}");
        }
        var document = new FakeDocument { Source = WithoutExcluded(mappings, source) };
        foreach (var field in source.EnumerateObject())
        {
            if (!mappings.GetProperty("properties").TryGetProperty(field.Name, out var mapping))
            {
                throw new FakeRefusal(
                    400,
                    "strict_dynamic_mapping_exception",
                    $"mapping set to strict, dynamic introduction of [{field.Name}] within [_doc] is not allowed"
                );
            }
            document.Index(field.Name, mapping, field.Value);
        }
        return document;
    }

    public bool Has(string field) => Terms.ContainsKey(field) || Keys.ContainsKey(field) || Numbers.ContainsKey(field);

    private static JsonElement WithoutExcluded(JsonElement mappings, JsonElement source)
    {
        var excluded = mappings.GetProperty("_source").GetProperty("excludes").EnumerateArray();
        var names = excluded.Select(e => e.GetString()).ToHashSet();
        var kept = source.EnumerateObject().Where(f => !names.Contains(f.Name)).ToDictionary(f => f.Name, f => f.Value);
        return JsonSerializer.SerializeToElement(kept);
    }

    private void Index(string field, JsonElement mapping, JsonElement value)
    {
        if (mapping.TryGetProperty("enabled", out var enabled) && !enabled.GetBoolean())
        {
            return;
        }
        var values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
        foreach (var one in values)
        {
            IndexOne(field, mapping.GetProperty("type").GetString()!, one);
        }
    }

    private void IndexOne(string field, string type, JsonElement value)
    {
        switch (type)
        {
            case "text":
                Add(Terms, field, Split(value.GetString()!));
                break;
            case "keyword":
                Add(Keys, field, [Checked(field, value.GetString()!)]);
                break;
            case "long" or "date":
                Add(Numbers, field, [value.TryGetInt64(out var whole) ? whole : throw Unparsed(field, type, value)]);
                break;
            case "double":
                Add(Numbers, field, [(decimal)value.GetDouble()]);
                break;
            default:
                throw new InvalidOperationException($"The fake does not know the type {type}.");
        }
    }

    private static List<string> Split(string text) =>
        [
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(token => token.Chunk(LongestToken).Select(part => new string(part))),
        ];

    private static string Checked(string field, string key) =>
        Encoding.UTF8.GetByteCount(key) <= LargestTerm
            ? key
            : throw new FakeRefusal(
                400,
                "illegal_argument_exception",
                $"Document contains at least one immense term in field=\"{field}\""
            );

    private static FakeRefusal Unparsed(string field, string type, JsonElement value) =>
        new(400, "mapper_parsing_exception", $"failed to parse field [{field}] of type [{type}]: {value}");

    private static void Add<T>(Dictionary<string, List<T>> fields, string field, List<T> values)
    {
        if (!fields.TryGetValue(field, out var list))
        {
            fields.Add(field, list = []);
        }
        list.AddRange(values);
    }
}
