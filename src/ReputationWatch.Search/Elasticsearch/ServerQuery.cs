using System.Text.Json;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>The part of the server's query language that we speak. Nothing here is scored: results are ordered by time.</summary>
internal abstract record ServerQuery
{
    /// <summary>
    /// How much of the server's limit on clauses it takes where that is counted over the whole query and after small queries
    /// have been put in the place of larger ones (Lucene from 9 on).
    /// </summary>
    public virtual int Clauses => 1;

    public abstract void Write(Utf8JsonWriter json);

    public static ServerQuery Everything { get; } = new MatchAll();
    public static ServerQuery Nothing { get; } = new MatchNone();

    /// <summary>All of them.</summary>
    public static ServerQuery And(IReadOnlyList<ServerQuery> parts) =>
        parts.Count == 1 ? parts[0] : new Bool(parts, [], []);

    /// <summary>At least one of them.</summary>
    public static ServerQuery Or(IReadOnlyList<ServerQuery> parts) =>
        parts.Count == 1 ? parts[0] : new Bool([], parts, []);

    public static ServerQuery Not(ServerQuery part) => new Bool([], [], [part]);

    private sealed record MatchAll : ServerQuery
    {
        public override void Write(Utf8JsonWriter json) => WriteEmpty(json, "match_all");
    }

    private sealed record MatchNone : ServerQuery
    {
        public override void Write(Utf8JsonWriter json) => WriteEmpty(json, "match_none");
    }

    private sealed record Bool(
        IReadOnlyList<ServerQuery> Filter,
        IReadOnlyList<ServerQuery> Should,
        IReadOnlyList<ServerQuery> MustNot
    ) : ServerQuery
    {
        public override int Clauses => Filter.Concat(Should).Concat(MustNot).Sum(part => part.Clauses);

        public override void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteStartObject("bool");
            WriteClauses(json, "filter", Filter);
            WriteClauses(json, "should", Should);
            WriteClauses(json, "must_not", MustNot);
            if (Should.Count > 0)
            {
                json.WriteNumber("minimum_should_match", 1);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private static void WriteClauses(Utf8JsonWriter json, string name, IReadOnlyList<ServerQuery> clauses)
        {
            if (clauses.Count == 0)
            {
                return;
            }
            json.WriteStartArray(name);
            foreach (var clause in clauses)
            {
                clause.Write(json);
            }
            json.WriteEndArray();
        }
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteStartObject(name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

internal sealed record TermQuery(string Name, string Value) : ServerQuery
{
    public override void Write(Utf8JsonWriter json) => WriteOne(json, "term", Name, "value", Value);

    /// <summary>{"term": {"field": {"value": "…"}}} and its likes.</summary>
    internal static void WriteOne(Utf8JsonWriter json, string query, string field, string property, string value)
    {
        json.WriteStartObject();
        json.WriteStartObject(query);
        json.WriteStartObject(field);
        json.WriteString(property, value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>One of many values: bound by a limit of 65,536 of its own; only few of them count as clauses each.</summary>
internal sealed record TermsQuery(string Name, IReadOnlyList<string> Values) : ServerQuery
{
    // Lucene before 9.6 makes single clauses of so many.
    private const int Few = 16;

    public override int Clauses => Math.Max(Values.Count <= Few ? Values.Count : 1, MentionMapping.WaysOf(Name));

    public override void Write(Utf8JsonWriter json) => WriteList(json, Name, Values, json.WriteStringValue);

    internal static void WriteList<T>(Utf8JsonWriter json, string field, IReadOnlyList<T> values, Action<T> write)
    {
        json.WriteStartObject();
        json.WriteStartObject("terms");
        json.WriteStartArray(field);
        foreach (var value in values)
        {
            write(value);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

internal sealed record NumbersQuery(string Name, IReadOnlyList<long> Values) : ServerQuery
{
    public override int Clauses => MentionMapping.WaysOf(Name);

    public override void Write(Utf8JsonWriter json) => TermsQuery.WriteList(json, Name, Values, json.WriteNumberValue);
}

internal sealed record PrefixQuery(string Name, string Prefix) : ServerQuery
{
    public override int Clauses => MentionMapping.WaysOf(Name);

    public override void Write(Utf8JsonWriter json) => TermQuery.WriteOne(json, "prefix", Name, "value", Prefix);
}

internal sealed record WildcardQuery(string Name, string Pattern) : ServerQuery
{
    public override int Clauses => MentionMapping.WaysOf(Name);

    /// <summary>Folded words hold no backslash; what people type may.</summary>
    public static WildcardQuery Raw(string field, string pattern) =>
        new(field, pattern.Replace("\\", "\\\\", StringComparison.Ordinal));

    public override void Write(Utf8JsonWriter json) => TermQuery.WriteOne(json, "wildcard", Name, "value", Pattern);
}

/// <param name="Words">Folded words with one space between them, which the field's analyser splits again.</param>
internal sealed record PhraseQuery(string Name, string Words) : ServerQuery
{
    public override void Write(Utf8JsonWriter json) => TermQuery.WriteOne(json, "match_phrase", Name, "query", Words);
}

/// <summary>Two different words with at most so many others between them.</summary>
internal sealed record NearQuery(string Name, string First, string Second, int Gap, bool Ordered) : ServerQuery
{
    public override int Clauses => 2;

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("span_near");
        json.WriteStartArray("clauses");
        TermQuery.WriteOne(json, "span_term", Name, "value", First);
        TermQuery.WriteOne(json, "span_term", Name, "value", Second);
        json.WriteEndArray();
        json.WriteNumber("slop", Gap);
        json.WriteBoolean("in_order", Ordered);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>Bounds that are null are open. Whole numbers stay whole: ticks and rows do not fit a double.</summary>
internal sealed record LongRange(string Name, long? From, long? Before) : ServerQuery
{
    public override int Clauses => MentionMapping.WaysOf(Name);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject(Name);
        if (From is { } from)
        {
            json.WriteNumber("gte", from);
        }
        if (Before is { } before)
        {
            json.WriteNumber("lt", before);
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

internal sealed record NumberRange(string Name, double? Low, bool LowInclusive, double? High, bool HighInclusive)
    : ServerQuery
{
    public override int Clauses => MentionMapping.WaysOf(Name);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject(Name);
        if (Low is { } low)
        {
            json.WriteNumber(LowInclusive ? "gte" : "gt", low);
        }
        if (High is { } high)
        {
            json.WriteNumber(HighInclusive ? "lte" : "lt", high);
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
