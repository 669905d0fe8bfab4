using System.Text.Json;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Names of the fields of a mention on the server.</summary>
internal static class Field
{
    public const string Id = "id";

    /// <summary>Publication second and id in one number: sorts, pages and limits periods (see <see cref="RowKey"/>).</summary>
    public const string Row = "row";

    /// <summary>Publication in whole seconds, as a date: for histograms.</summary>
    public const string At = "at";

    /// <summary>Publication to the last digit: for <c>published:</c>.</summary>
    public const string Ticks = "ticks";
    public const string Title = "title";
    public const string Body = "body";
    public const string Author = "author";

    /// <summary>One value per author and site: for counting authors.</summary>
    public const string AuthorKey = "author_key";
    public const string Source = "source";
    public const string Site = "site";
    public const string Url = "url";
    public const string Host = "host";
    public const string Language = "language";
    public const string LanguageKey = "language_key";
    public const string Kind = "kind";
    public const string Sentiment = "sentiment";
    public const string SourceId = "source_id";
    public const string Topics = "topics";
    public const string Score = "score";
    public const string Reach = "reach";

    /// <summary>Names of the fields that are not blank.</summary>
    public const string Has = "has";

    /// <summary>The mention as it came, not indexed: what the matcher reads.</summary>
    public const string Document = "document";

    /// <summary>Of the one document that says how far the index is.</summary>
    public const string Position = "position";
    public const string SetAside = "set_aside";
}

/// <summary>
/// How an index is laid out. Words reach it folded by the product's own tokeniser with one space between them, and the server
/// only splits at the spaces: no analyser of any version can give a query another meaning. The mapping is strict, so that a
/// mistake of ours is refused rather than guessed at.
/// </summary>
internal static class MentionMapping
{
    /// <summary>Part of the index names. A program with another number builds its own index beside and swaps.</summary>
    public const int Version = 2;

    // Deletions must be remembered longer than a stalled worker can hold an old batch, or it would bring the dead back.
    private const string RememberDeletions = "1h";

    private static readonly string[] Folded =
    [
        Field.Title,
        Field.Body,
        Field.Author,
        Field.Source,
        Field.Site,
        Field.Url,
    ];
    private static readonly string[] Keywords =
    [
        Field.Host,
        Field.Language,
        Field.LanguageKey,
        Field.Kind,
        Field.Sentiment,
        Field.Has,
        Field.AuthorKey,
    ];
    private static readonly string[] Longs = [Field.Id, Field.Row, Field.Ticks, Field.SourceId, Field.Topics];
    private static readonly string[] Doubles =
    [
        Field.Score,
        Field.Reach,
        .. IndexQueryDocument.ExtraFields.Where(IsNumber),
    ];

    /// <summary>Whether a further field of the record is a number.</summary>
    public static bool IsNumber(string extra) => extra != "item";

    /// <summary>
    /// In how many ways a server keeps a field and so looks for more than a single value of it, each counted as a clause: words
    /// by a list of the mentions that hold them, all else by the values of a mention too.
    /// </summary>
    public static int WaysOf(string field) => Folded.Contains(field) ? 1 : 2;

    public static void WriteTemplate(Utf8JsonWriter json, string pattern, SearchOptions options)
    {
        json.WriteStartObject();
        json.WriteStartArray("index_patterns");
        json.WriteStringValue(pattern);
        json.WriteEndArray();
        json.WriteNumber("priority", 500);
        json.WriteNumber("version", Version);
        json.WriteStartObject("template");
        WriteSettingsAndMappings(json, options);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// The body that creates an index. It repeats the template: another template with a higher priority must not decide how our
    /// index is laid out.
    /// </summary>
    public static void WriteIndex(Utf8JsonWriter json, IEnumerable<string> aliases, SearchOptions options)
    {
        json.WriteStartObject();
        json.WriteStartObject("aliases");
        foreach (var alias in aliases)
        {
            json.WriteStartObject(alias);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        WriteSettingsAndMappings(json, options);
        json.WriteEndObject();
    }

    private static void WriteSettingsAndMappings(Utf8JsonWriter json, SearchOptions options)
    {
        json.WriteStartObject("settings");
        json.WriteStartObject("index");
        json.WriteNumber("number_of_shards", options.Shards);
        json.WriteString("auto_expand_replicas", "0-1");
        // We refresh ourselves whenever the position moves.
        json.WriteString("refresh_interval", "30s");
        json.WriteString("gc_deletes", RememberDeletions);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("mappings");
        json.WriteString("dynamic", "strict");
        WriteSource(json);
        json.WriteStartObject("properties");
        WriteProperties(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// The folded words need not be kept: the mention itself is. Those of the body are, because the server reads them again where
    /// it looks for words that stand out.
    /// </summary>
    private static void WriteSource(Utf8JsonWriter json)
    {
        json.WriteStartObject("_source");
        json.WriteStartArray("excludes");
        foreach (var field in Folded.Where(f => f != Field.Body))
        {
            json.WriteStringValue(field);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json)
    {
        foreach (var field in Folded)
        {
            json.WriteStartObject(field);
            json.WriteString("type", "text");
            json.WriteString("analyzer", "whitespace");
            json.WriteBoolean("norms", false);
            json.WriteEndObject();
        }
        WriteAll(json, Keywords, "keyword");
        WriteAll(json, Longs, "long");
        WriteAll(json, Doubles, "double");
        json.WriteStartObject(Field.At);
        json.WriteString("type", "date");
        json.WriteString("format", "epoch_millis");
        json.WriteEndObject();
        json.WriteStartObject(Field.Position);
        json.WriteString("type", "long");
        json.WriteBoolean("index", false);
        json.WriteEndObject();
        foreach (var kept in (string[])[Field.Document, Field.SetAside])
        {
            json.WriteStartObject(kept);
            json.WriteString("type", "object");
            json.WriteBoolean("enabled", false);
            json.WriteEndObject();
        }
    }

    private static void WriteAll(Utf8JsonWriter json, string[] fields, string type)
    {
        foreach (var field in fields)
        {
            json.WriteStartObject(field);
            json.WriteString("type", type);
            json.WriteEndObject();
        }
    }

    /// <summary>The field on the server that holds the words of a query's field; null when none does.</summary>
    public static string? WordsOf(string field) =>
        field switch
        {
            QueryFields.Title => Field.Title,
            QueryFields.Text => Field.Body,
            "author" => Field.Author,
            "source" => Field.Source,
            _ => null,
        };
}
