using ReputationWatch.Core.Matching;

namespace ReputationWatch.Core.Search;

/// <summary>Queries over the mentions of the product, whose fields are known: a name that none has is a slip of the pen.</summary>
public static class SearchQuery
{
    /// <summary>The names of all fields that a mention has.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "title",
        "text",
        "author",
        "site",
        "url",
        "lang",
        "source",
        "kind",
        "sentiment",
        "score",
        "reach",
        "published",
        .. IndexQueryDocument.ExtraFields,
    ];

    /// <summary>As <see cref="Query.Parse"/>; a field that no mention has is an error too.</summary>
    public static QueryParseResult Parse(string text)
    {
        var parsed = Query.Parse(text);
        return
            parsed.Query is not null && FieldsIn(parsed.Query.Root).FirstOrDefault(f => !Fields.Contains(f)) is { } name
            ? new QueryParseResult(null, new QueryError(QueryErrorKind.UnknownField, PositionOf(name, text), name))
            : parsed;
    }

    /// <summary>For help and errors.</summary>
    internal static string FieldList => string.Join(", ", Fields);

    /// <summary>Whether any of the queries asks for what only the model can tell of an item that is no mention: slow to work out.</summary>
    public static bool AskSentiment(params IEnumerable<Query?> queries) =>
        queries.OfType<Query>().Any(q => FieldsIn(q.Root).Any(f => f is "sentiment" or "score"));

    private static IEnumerable<string> FieldsIn(QueryNode node) =>
        node switch
        {
            AndNode and => and.Children.SelectMany(FieldsIn),
            OrNode or => or.Children.SelectMany(FieldsIn),
            NearNode near => near.Operands.SelectMany(FieldsIn),
            NotNode not => FieldsIn(not.Child),
            PhraseNode { Field: { } field } => [field],
            ValueNode { Field: { } field } => [field],
            RangeNode { Field: { } field } => [field],
            ExistsNode { Field: { } field } => [field],
            _ => [],
        };

    /// <summary>Where the name stands as the name of a field.</summary>
    private static int PositionOf(string name, string text)
    {
        for (
            var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            var after = text.AsSpan(at + name.Length).TrimStart();
            if (after.Length > 0 && (after[0] is ':' or '<' or '>' or '='))
            {
                return at;
            }
        }
        return 0;
    }
}
