using System.Globalization;
using System.Text.Json;
using ReputationWatch.Core.Matching;

namespace ReputationWatch.App.Commands;

/// <summary>A JSON record as a query sees it: the known fields by name, and any other string or number as it is.</summary>
internal static class QueryDocumentJson
{
    public static QueryDocument Read(JsonElement doc)
    {
        if (doc.ValueKind != JsonValueKind.Object)
        {
            return new QueryDocument();
        }
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in doc.EnumerateObject())
        {
            if (TextOf(property.Value) is { } text)
            {
                fields[property.Name.ToLowerInvariant()] = text;
            }
        }
        return Document(fields, TagsOf(doc));
    }

    private static QueryDocument Document(Dictionary<string, string> fields, IReadOnlyList<string> tags)
    {
        string? Take(string name) => fields.Remove(name, out var value) ? value : null;
        var document = new QueryDocument
        {
            Title = Take("title"),
            Body = Take("body") ?? Take("text"),
            Author = Take("author"),
            Site = Take("site"),
            Url = Take("url"),
            Lang = Take("lang") ?? Take("language"),
            Source = Take("source"),
            Kind = Take("kind"),
            Sentiment = Take("sentiment"),
            Score = Number(fields, "score"),
            Reach = Number(fields, "reach"),
            Published = Instant(fields),
            Tags = tags,
        };
        return document with { Extra = fields };
    }

    private static double? Number(Dictionary<string, string> fields, string name)
    {
        if (
            !fields.TryGetValue(name, out var text)
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        )
        {
            return null;
        }
        fields.Remove(name);
        return number;
    }

    private static DateTimeOffset? Instant(Dictionary<string, string> fields)
    {
        const DateTimeStyles style = DateTimeStyles.AssumeUniversal;
        if (
            !fields.TryGetValue("published", out var text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, style, out var instant)
        )
        {
            return null;
        }
        fields.Remove("published");
        return instant;
    }

    private static IReadOnlyList<string> TagsOf(JsonElement doc) =>
        doc.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ? [.. tags.EnumerateArray().Select(TextOf).OfType<string>()]
            : [];

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Array => string.Join(" \n ", value.EnumerateArray().Select(TextOf).OfType<string>()),
            _ => null,
        };
}
