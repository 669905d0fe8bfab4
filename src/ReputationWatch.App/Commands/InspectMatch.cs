using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReputationWatch.Core.Matching;

namespace ReputationWatch.App.Commands;

/// <summary><c>inspect match</c>: whether a query is well formed and whether a document matches it.</summary>
internal static class InspectMatch
{
    public static Command Create() =>
        new Command("match", "Match documents against queries.").WithBatch<Request, object>(Answer);

    private sealed record Request(JsonElement? Id, string? Kind, string? Query, JsonElement Doc);

    private sealed record Checked(JsonElement? Id, bool Valid, string? Error, int? Position);

    private sealed record Matched(JsonElement? Id, bool Valid, bool Match, string? Error, int? Position);

    private static object Answer(Request request)
    {
        var parsed = Query.Parse(request.Query ?? "");
        var error = parsed.Error;
        if (request.Kind == "syntax")
        {
            return new Checked(request.Id, parsed.IsValid, error?.Message, error?.Position);
        }
        var match = parsed.IsValid && new QueryMatcher(parsed.Query).Matches(DocumentOf(request.Doc));
        return new Matched(request.Id, parsed.IsValid, match, error?.Message, error?.Position);
    }

    private static QueryDocument DocumentOf(JsonElement doc)
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
        return DocumentOf(fields, TagsOf(doc));
    }

    private static QueryDocument DocumentOf(Dictionary<string, string> fields, IReadOnlyList<string> tags)
    {
        string? Take(string name) => fields.Remove(name, out var value) ? value : null;
        var document = new QueryDocument
        {
            Title = Take("title"),
            Body = Take("body") ?? Take("text"),
            Author = Take("author"),
            Site = Take("site"),
            Url = Take("url"),
            Lang = Take("lang"),
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
