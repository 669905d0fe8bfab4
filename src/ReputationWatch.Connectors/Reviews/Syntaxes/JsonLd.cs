using System.Text.Json;
using AngleSharp.Dom;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.Connectors.Reviews.Syntaxes;

/// <summary>JSON-LD in <c>script</c> elements. Nodes that refer to each other by <c>@id</c> are joined, across scripts too.</summary>
internal sealed class JsonLd
{
    private const int MaxDepth = 60;

    private readonly Dictionary<string, MarkupItem> _byId = new(StringComparer.Ordinal);
    private readonly List<MarkupItem> _roots = [];

    public static IReadOnlyList<MarkupItem> Read(IDocument document)
    {
        var reader = new JsonLd();
        foreach (var script in document.QuerySelectorAll("script[type]"))
        {
            if (IsJsonLd(script.GetAttribute("type")!))
            {
                reader.ReadScript(script.TextContent);
            }
        }
        return reader._roots;
    }

    private static bool IsJsonLd(string type) =>
        type.Trim().StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase);

    private void ReadScript(string text)
    {
        using var json = LenientJson.Parse(text) ?? LenientJson.Parse(HtmlText.Decode(text));
        if (json is not null)
        {
            Roots(json.RootElement, 0);
        }
    }

    private void Roots(JsonElement element, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var inner in element.EnumerateArray())
            {
                Roots(inner, depth + 1);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var inner in element.Items("@graph"))
            {
                Roots(inner, depth + 1);
            }
            if (Item(element, depth) is { } item)
            {
                _roots.Add(item);
            }
        }
    }

    private MarkupItem? Item(JsonElement element, int depth)
    {
        var item = Node(element);
        foreach (var type in element.Items("@type").Concat(element.Items("type")).Select(t => t.AsText()))
        {
            item.Types.Add(MarkupItem.LocalName(type ?? ""));
        }
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.StartsWith('@'))
            {
                if (property.Name == "@reverse")
                {
                    Reverse(item, property.Value, depth);
                }
                continue;
            }
            foreach (var value in Values(property.Value, depth + 1))
            {
                item.Add(MarkupItem.LocalName(property.Name), value);
            }
        }
        return item;
    }

    /// <summary>
    /// The node of that <c>@id</c>; a new one when the known node already says the same things, because publishers give all
    /// reviews of a page one id.
    /// </summary>
    private MarkupItem Node(JsonElement element)
    {
        if (element.Text("@id") is not { } id)
        {
            return new MarkupItem();
        }
        if (!_byId.TryGetValue(id, out var known))
        {
            _byId.Add(id, known = new MarkupItem { Id = id });
        }
        return element.EnumerateObject().Any(p => known.Properties.ContainsKey(MarkupItem.LocalName(p.Name)))
            ? new MarkupItem { Id = id }
            : known;
    }

    private void Reverse(MarkupItem item, JsonElement properties, int depth)
    {
        if (properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        foreach (var property in properties.EnumerateObject())
        {
            foreach (var value in Values(property.Value, depth + 1))
            {
                if (value.Item is { } owner)
                {
                    owner.Add(MarkupItem.LocalName(property.Name), item);
                    _roots.Add(owner);
                }
            }
        }
    }

    private IEnumerable<MarkupValue> Values(JsonElement value, int depth)
    {
        if (depth > MaxDepth)
        {
            return [];
        }
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany(v => Values(v, depth + 1)).ToArray();
            case JsonValueKind.Object:
                return Structured(value, depth);
            default:
                return value.AsText() is { } text ? [text] : [];
        }
    }

    private IEnumerable<MarkupValue> Structured(JsonElement value, int depth)
    {
        foreach (var wrapper in (ReadOnlySpan<string>)["@value", "@list", "@set"])
        {
            if (value.TryGetProperty(wrapper, out var inner))
            {
                return Values(inner, depth + 1);
            }
        }
        return Item(value, depth) is { } item ? [item] : [];
    }
}
