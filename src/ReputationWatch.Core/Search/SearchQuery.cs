using ReputationWatch.Core.Matching;

namespace ReputationWatch.Core.Search;

/// <summary>Queries over the mentions of the product, whose fields are known: a name that none has is a slip of the pen.</summary>
public static class SearchQuery
{
    private static readonly string[] Fields =
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
        return parsed.Query is not null && Unknown(parsed.Query.Root) is { } name
            ? new QueryParseResult(null, new QueryError(QueryErrorKind.UnknownField, PositionOf(name, text), name))
            : parsed;
    }

    /// <summary>The names of all fields, for help and errors.</summary>
    internal static string FieldList => string.Join(", ", Fields);

    private static string? Unknown(QueryNode node) =>
        node switch
        {
            AndNode and => and.Children.Select(Unknown).FirstOrDefault(n => n is not null),
            OrNode or => or.Children.Select(Unknown).FirstOrDefault(n => n is not null),
            NearNode near => near.Operands.Select(Unknown).FirstOrDefault(n => n is not null),
            NotNode not => Unknown(not.Child),
            PhraseNode phrase => UnlessKnown(phrase.Field),
            ValueNode value => UnlessKnown(value.Field),
            RangeNode range => UnlessKnown(range.Field),
            ExistsNode exists => UnlessKnown(exists.Field),
            _ => null,
        };

    private static string? UnlessKnown(string? field) => field is null || Fields.Contains(field) ? null : field;

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
