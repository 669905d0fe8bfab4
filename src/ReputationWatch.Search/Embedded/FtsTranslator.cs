using System.Globalization;
using System.Text;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Search.Embedded;

/// <param name="Match">An FTS5 expression that every match satisfies; null when only reading the mentions can tell.</param>
/// <param name="Exact">Whether whatever satisfies it is a match; if not, the matcher decides on each.</param>
internal sealed record FtsPlan(string? Match, bool Exact);

/// <summary>
/// Puts a query into FTS5's own language as far as the two mean the same, and as a wider net where they do not (case, symbols,
/// order, slop, ranges); the matcher then reads what the net brings up.
/// </summary>
/// <param name="expand">The indexed words that a pattern stands for; null when they are too many.</param>
/// <param name="holds">Whether a condition on lang, kind or sentiment holds for each known value, as words of the facts column.</param>
internal sealed class FtsTranslator(
    Func<string, IReadOnlyList<string>?> expand,
    Func<QueryNode, string, IReadOnlyList<string>> holds
)
{
    private const string Anywhere = "{title body}";

    // FTS5's own parser gives up at about 100 open parentheses and operators.
    private const int MaxDepth = 16;

    public static string Facts(string word) => $"facts:\"{word}\"";

    public FtsPlan Translate(QueryNode node) => Translate(node, 0);

    private FtsPlan Translate(QueryNode node, int depth) =>
        node switch
        {
            AndNode or OrNode or NotNode when depth == MaxDepth => new FtsPlan(null, false),
            AndNode and => All([.. and.Children.Select(c => Translate(c, depth + 1))]),
            OrNode or => Any([.. or.Children.Select(c => Translate(c, depth + 1))]),
            NotNode not => Not(Translate(not.Child, depth + 1)),
            PhraseNode phrase => Phrase(phrase),
            NearNode near => Near(near, depth),
            ValueNode value => Value(value),
            RangeNode range => Labelled(range, range.Field),
            ExistsNode exists => Labelled(exists, exists.Field),
            _ => new FtsPlan(null, false),
        };

    private static FtsPlan All(FtsPlan[] parts)
    {
        var known = parts.Where(p => p.Match is not null).Select(p => $"({p.Match})").ToList();
        return new FtsPlan(
            known.Count == 0 ? null : string.Join(" AND ", known),
            Array.TrueForAll(parts, p => p is { Exact: true, Match: not null })
        );
    }

    private static FtsPlan Any(FtsPlan[] parts) =>
        Array.Exists(parts, p => p.Match is null)
            ? new FtsPlan(null, false)
            : new FtsPlan(
                string.Join(" OR ", parts.Select(p => $"({p.Match})")),
                Array.TrueForAll(parts, p => p.Exact)
            );

    private static FtsPlan Not(FtsPlan part) =>
        part is { Match: not null, Exact: true }
            ? new FtsPlan($"{Facts(FactWords.All)} NOT ({part.Match})", true)
            : new FtsPlan(null, false);

    private FtsPlan Phrase(PhraseNode phrase)
    {
        if (ColumnOf(phrase.Field) is not { } column)
        {
            return new FtsPlan(Facts(FactWords.None), true);
        }
        var terms = phrase.Terms;
        var last = terms[^1];
        if (terms.Count == 1 && last is { IsPattern: true } && !IsPrefix(last))
        {
            return Pattern(column, last);
        }
        var plain = terms.Count(t => !t.IsPattern) >= terms.Count - 1 && (!last.IsPattern || IsPrefix(last));
        if (plain && phrase.Slop == 0 && !terms.SkipLast(1).Any(t => t.IsPattern))
        {
            var words = string.Join(' ', terms.Select(t => t.Folded.TrimEnd('*')));
            var prefix = last.IsPattern ? "*" : "";
            return new FtsPlan($"{column}:\"{words}\"{prefix}", terms.All(HasNoForm));
        }
        return All([.. terms.Select(t => Word(column, t)), new FtsPlan(null, false)]);
    }

    private FtsPlan Word(string column, QueryTerm term) =>
        !term.IsPattern ? new FtsPlan($"{column}:\"{term.Folded}\"", HasNoForm(term))
        : IsPrefix(term) ? new FtsPlan($"{column}:\"{term.Folded.TrimEnd('*')}\"*", HasNoForm(term))
        : Pattern(column, term);

    private FtsPlan Pattern(string column, QueryTerm term)
    {
        if (expand(term.Folded) is { } words)
        {
            var match =
                words.Count == 0
                    ? Facts(FactWords.None)
                    : $"{column}:({string.Join(" OR ", words.Select(w => $"\"{w}\""))})";
            return new FtsPlan(match, HasNoForm(term));
        }
        var literal = term.Folded.AsSpan(0, term.Folded.AsSpan().IndexOfAny('*', '?'));
        return literal.Length == 0 ? new FtsPlan(null, false) : new FtsPlan($"{column}:\"{literal}\"*", false);
    }

    private FtsPlan Near(NearNode near, int depth)
    {
        var exact =
            near.Joints is [{ Ordered: false }]
            && near.Operands is [PhraseNode { Terms.Count: 1 } a, PhraseNode { Terms.Count: 1 } b]
            && a.Field == b.Field
            && IsPlain(a.Terms[0])
            && IsPlain(b.Terms[0])
            && a.Terms[0].Folded != b.Terms[0].Folded
            && ColumnOf(a.Field) is not null;
        if (!exact)
        {
            return All([.. near.Operands.Select(o => Translate(o, depth + 1)), new FtsPlan(null, false)]);
        }
        var words = near.Operands.Cast<PhraseNode>().Select(p => $"\"{p.Terms[0].Folded}\"");
        var gap = near.Joints[0].Gap.ToString(CultureInfo.InvariantCulture);
        return new FtsPlan(
            $"{ColumnOf(((PhraseNode)near.Operands[0]).Field)}:NEAR({string.Join(' ', words)}, {gap})",
            true
        );
    }

    private FtsPlan Value(ValueNode value)
    {
        if (value.Field is not ("site" or "url"))
        {
            return Labelled(value, value.Field);
        }
        var words = Tokenizer.Fold(value.Value.Replace("www.", "", StringComparison.OrdinalIgnoreCase));
        if (words.Length == 0 || value.Value.AsSpan().ContainsAny('*', '?'))
        {
            return new FtsPlan(null, false);
        }
        // Sites are compared as hosts, URLs as words; for either the words in a row are a net that loses nothing.
        return new FtsPlan($"{value.Field}:\"{WithoutScheme(value.Value, words)}\"", false);
    }

    private static string WithoutScheme(string written, string folded) =>
        written.Contains("://", StringComparison.Ordinal) && folded.IndexOf(' ') is > 0 and var space
            ? folded[(space + 1)..]
            : folded;

    private FtsPlan Labelled(QueryNode node, string field)
    {
        if (field is not ("lang" or "kind" or "sentiment"))
        {
            var known = ColumnOf(field) is not null || field is "site" or "url" or "score" or "reach" or "published";
            return known ? new FtsPlan(null, false) : new FtsPlan(Facts(FactWords.None), true);
        }
        var words = holds(node, field);
        var match =
            words.Count == 0 ? Facts(FactWords.None) : $"facts:({string.Join(" OR ", words.Select(w => $"\"{w}\""))})";
        return new FtsPlan(match, true);
    }

    private static string? ColumnOf(string? field) =>
        field switch
        {
            null => Anywhere,
            "title" => "title",
            "text" => "body",
            "author" or "source" => field,
            _ => null,
        };

    private static bool IsPrefix(QueryTerm term) =>
        term.IsPattern && term.Folded.AsSpan().IndexOfAny('*', '?') == term.Folded.Length - 1 && term.Folded[^1] == '*';

    private static bool IsPlain(QueryTerm term) => !term.IsPattern && HasNoForm(term);

    private static bool HasNoForm(QueryTerm term) =>
        term.Exact is null && term.SymbolsBefore.Length == 0 && term.SymbolsAfter.Length == 0;
}
