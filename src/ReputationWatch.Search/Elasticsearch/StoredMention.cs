using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>A mention as a document of the server, and back.</summary>
internal static class StoredMention
{
    /// <summary>Hosts have at most 253 characters; of a longer name only so much can be asked for.</summary>
    private const int LongestKey = 1000;

    private static readonly JsonSerializerOptions Serializer = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Write(Utf8JsonWriter json, IndexDocument document)
    {
        var row = RowKey.Of(document);
        var asked = document.ToQueryDocument();
        json.WriteStartObject();
        json.WriteNumber(Field.Id, document.Id);
        json.WriteNumber(Field.Row, row);
        json.WriteNumber(Field.At, RowKey.Second(row) * 1000L);
        json.WriteNumber(Field.Ticks, document.PublishedAt.UtcTicks);
        WriteWords(json, asked);
        WriteFacts(json, document);
        if (IndexQueryDocument.AuthorKey(document.Site, asked.Author) is { } author)
        {
            WriteKey(json, Field.AuthorKey, author);
        }
        WriteNumber(json, Field.Score, document.Score10);
        WriteNumber(json, Field.Reach, document.Reach);
        WriteExtra(json, asked);
        WriteList(json, Field.Has, SearchQuery.Fields.Where(field => FieldValues.Exists(asked, field)));
        json.WritePropertyName(Field.Document);
        JsonSerializer.Serialize(json, document, Serializer);
        json.WriteEndObject();
    }

    public static IndexDocument Read(JsonElement source) =>
        source.GetProperty(Field.Document).Deserialize<IndexDocument>(Serializer)!;

    private static void WriteWords(Utf8JsonWriter json, QueryDocument asked)
    {
        json.WriteString(Field.Title, Tokenizer.Fold(asked.Title));
        json.WriteString(Field.Body, Tokenizer.Fold(asked.Body));
        json.WriteString(Field.Author, Tokenizer.Fold(asked.Author));
        json.WriteString(Field.Source, Tokenizer.Fold(asked.Source));
        json.WriteString(Field.Site, Tokenizer.Fold(asked.Site));
        json.WriteString(Field.Url, Tokenizer.Fold(asked.Url));
    }

    private static void WriteFacts(Utf8JsonWriter json, IndexDocument document)
    {
        WriteKey(json, Field.Host, FieldValues.SiteKey(document.Site));
        WriteKey(json, Field.Language, document.Language);
        WriteKey(json, Field.LanguageKey, FieldValues.LanguageKey(document.Language));
        json.WriteString(Field.Kind, IndexQueryDocument.Name(document.Kind));
        json.WriteString(Field.Sentiment, IndexQueryDocument.Name(document.Sentiment));
        json.WriteNumber(Field.SourceId, document.SourceId);
        json.WriteStartArray(Field.Topics);
        foreach (var topic in document.TopicIds.Distinct())
        {
            json.WriteNumberValue(topic);
        }
        json.WriteEndArray();
    }

    private static void WriteExtra(Utf8JsonWriter json, QueryDocument asked)
    {
        foreach (var (name, value) in asked.Extra ?? new Dictionary<string, string>())
        {
            if (MentionMapping.IsNumber(name))
            {
                WriteNumber(json, name, double.Parse(value, CultureInfo.InvariantCulture));
            }
        }
    }

    private static void WriteKey(Utf8JsonWriter json, string field, string value) =>
        json.WriteString(field, value.Length > LongestKey ? value[..LongestKey] : value);

    private static void WriteNumber(Utf8JsonWriter json, string field, double? value)
    {
        // JSON knows neither infinity nor "not a number"; nothing a range can ask for is either.
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(field, number);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string field, IEnumerable<string> values)
    {
        json.WriteStartArray(field);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }
}
