using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>Says queries in words, rows and places of the index.</summary>
/// <param name="expand">The indexed words that a pattern stands for; null when they are too many.</param>
/// <param name="languages">The languages of the index with their codes.</param>
internal sealed class PostingTranslator(
    Func<string, IReadOnlyList<WordRows>?> expand,
    Func<IReadOnlyList<string>> languages
) : QueryNet<Posting>
{
    // Deeper than people write; each level costs stack.
    protected override int MaxDepth => 64;
    protected override Posting Nothing => Posting.Nothing;

    protected override bool HasWords(string? field) => ColumnsOf(field) is not null;

    protected override Posting All(IReadOnlyList<Posting> parts) => parts is [var only] ? only : new AllPosting(parts);

    protected override Posting Any(IReadOnlyList<Posting> parts) => parts is [var only] ? only : new AnyPosting(parts);

    protected override Posting Except(Posting part) => new ExceptPosting(part);

    protected override Posting Word(string? field, string word) => new WordPosting(word, ColumnsOf(field)!.Value);

    protected override Net<Posting> Pattern(string? field, string pattern) =>
        expand(pattern) is { } lists
            ? new Net<Posting>(new PatternPosting(lists, ColumnsOf(field)!.Value), true)
            : Unknown;

    protected override Posting Words(string? field, IReadOnlyList<string> phrase) =>
        Phrase(phrase, ColumnsOf(field)!.Value);

    protected override Posting? WordsThenPrefix(string? field, IReadOnlyList<string> words, string prefix) =>
        expand(prefix + "*") is { } lists
            ? new PhrasePosting([
                .. words.Select(w => Word(field, w)),
                new PatternPosting(lists, ColumnsOf(field)!.Value),
            ])
            : null;

    protected override Posting Near(string? field, string first, string second, NearJoint joint) =>
        new NearPosting(
            new WordPosting(first, ColumnsOf(field)!.Value),
            new WordPosting(second, ColumnsOf(field)!.Value),
            joint
        );

    protected override Net<Posting> Fact(QueryNode node, string field) =>
        field switch
        {
            "kind" => Labels(LabelConditions.Kinds(node), k => FactWords.Kind((int)k)),
            "sentiment" => Labels(LabelConditions.Sentiments(node), s => FactWords.Sentiment((int)s)),
            "lang" => Labels(Codes(node), FactWords.Language),
            "site" when node is ValueNode value => Place(value, Columns.Site),
            "url" when node is ValueNode value => Place(value, Columns.Url),
            "title" or "text" or "author" or "source" or "site" or "url" or "score" or "reach" or "published" =>
                Unknown,
            _ when IndexQueryDocument.ExtraFields.Contains(field) => new Net<Posting>(
                Posting.Fact(FactWords.Extra(field)),
                node is ExistsNode
            ),
            _ => new Net<Posting>(Nothing, true),
        };

    private IReadOnlyList<int> Codes(QueryNode node)
    {
        var known = languages();
        return LabelConditions.Holding(
            node,
            Enumerable.Range(0, known.Count),
            code => new QueryDocument { Lang = known[code] }
        );
    }

    private static Net<Posting> Labels<T>(IReadOnlyList<T> values, Func<T, string> word) =>
        new(Posting.Facts(values.Select(word)), true);

    /// <summary>Sites are compared as hosts, URLs as words; for either the words in a row are a net that loses nothing.</summary>
    private static Net<Posting> Place(ValueNode value, Columns columns)
    {
        var words = FieldValues.WordsAsked(value);
        return words.Length == 0 ? Unknown : new Net<Posting>(Phrase(words.Split(' '), columns), false);
    }

    private static Posting Phrase(IReadOnlyList<string> words, Columns columns) =>
        words is [var only]
            ? new WordPosting(only, columns)
            : new PhrasePosting([.. words.Select(w => new WordPosting(w, columns))]);

    private static Columns? ColumnsOf(string? field) =>
        field switch
        {
            null => Columns.Text,
            "title" => Columns.Title,
            "text" => Columns.Body,
            "author" => Columns.Author,
            "source" => Columns.Source,
            _ => null,
        };
}
