using System.Globalization;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Embedded;

/// <summary>Writes queries in FTS5's language.</summary>
/// <param name="expand">The indexed words that a pattern stands for; null when they are too many.</param>
/// <param name="languages">The languages of the index with their codes.</param>
internal sealed class FtsTranslator(Func<string, IReadOnlyList<string>?> expand, Func<IReadOnlyList<string>> languages)
    : QueryNet<string>
{
    private const string Anywhere = "{title body}";

    // FTS5's own parser gives up at about 100 open parentheses and operators.
    protected override int MaxDepth => 16;
    protected override string Nothing { get; } = Facts(FactWords.None);

    public static string Facts(string word) => $"facts:\"{word}\"";

    protected override bool HasWords(string? field) => ColumnOf(field) is not null;

    protected override string All(IReadOnlyList<string> parts) => string.Join(" AND ", parts.Select(p => $"({p})"));

    protected override string Any(IReadOnlyList<string> parts) => string.Join(" OR ", parts.Select(p => $"({p})"));

    protected override string Except(string part) => $"{Facts(FactWords.All)} NOT ({part})";

    protected override string Word(string? field, string word) => $"{ColumnOf(field)}:\"{word}\"";

    protected override string Prefix(string? field, string prefix) => $"{ColumnOf(field)}:\"{prefix}\"*";

    protected override Net<string> Pattern(string? field, string pattern)
    {
        if (expand(pattern) is { } words)
        {
            return new Net<string>(words.Count == 0 ? Nothing : OneOf(ColumnOf(field)!, words), true);
        }
        var literal = Beginning(pattern);
        return literal.Length == 0 ? Unknown : new Net<string>(Prefix(field, literal), false);
    }

    protected override string Words(string? field, IReadOnlyList<string> phrase) =>
        $"{ColumnOf(field)}:\"{string.Join(' ', phrase)}\"";

    protected override string WordsThenPrefix(string? field, IReadOnlyList<string> words, string prefix) =>
        $"{ColumnOf(field)}:\"{string.Join(' ', words)} {prefix}\"*";

    protected override string? Near(string? field, string first, string second, NearJoint joint) =>
        joint.Ordered
            ? null
            : $"{ColumnOf(field)}:NEAR(\"{first}\" \"{second}\", {joint.Gap.ToString(CultureInfo.InvariantCulture)})";

    protected override Net<string> Fact(QueryNode node, string field) =>
        field switch
        {
            "kind" => Labels(LabelConditions.Kinds(node), k => FactWords.Kind((int)k)),
            "sentiment" => Labels(LabelConditions.Sentiments(node), s => FactWords.Sentiment((int)s)),
            "lang" => Labels(Codes(node), FactWords.Language),
            "site" or "url" when node is ValueNode value => Place(value),
            "title" or "text" or "author" or "source" or "site" or "url" or "score" or "reach" or "published" =>
                Unknown,
            _ when IndexQueryDocument.ExtraFields.Contains(field) => Extra(node, field),
            _ => new Net<string>(Nothing, true),
        };

    private static Net<string> Extra(QueryNode node, string field) =>
        new(Facts(FactWords.Extra(field)), node is ExistsNode);

    private IReadOnlyList<int> Codes(QueryNode node)
    {
        var known = languages();
        return LabelConditions.Holding(
            node,
            Enumerable.Range(0, known.Count),
            code => new QueryDocument { Lang = known[code] }
        );
    }

    private Net<string> Labels<T>(IReadOnlyList<T> values, Func<T, string> word) =>
        new(values.Count == 0 ? Nothing : OneOf("facts", values.Select(word)), true);

    /// <summary>Sites are compared as hosts, URLs as words; for either the words in a row are a net that loses nothing.</summary>
    private static Net<string> Place(ValueNode value)
    {
        var words = FieldValues.WordsAsked(value);
        return words.Length == 0 ? Unknown : new Net<string>($"{value.Field}:\"{words}\"", false);
    }

    private static string OneOf(string column, IEnumerable<string> words) =>
        $"{column}:({string.Join(" OR ", words.Select(w => $"\"{w}\""))})";

    private static string? ColumnOf(string? field) =>
        field switch
        {
            null => Anywhere,
            "title" => "title",
            "text" => "body",
            "author" or "source" => field,
            _ => null,
        };
}
