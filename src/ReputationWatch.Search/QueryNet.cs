using ReputationWatch.Core.Matching;

namespace ReputationWatch.Search;

/// <param name="Query">What every match satisfies, in an engine's own language; null when only reading the mentions can tell.</param>
/// <param name="Exact">Whether whatever satisfies it is a match; if not, the matcher decides on each.</param>
internal sealed record Net<T>(T? Query, bool Exact)
    where T : class;

/// <summary>
/// Puts a query into an engine's own language as far as the two mean the same, and as a wider net where they do not (case,
/// symbols, order, slop); the matcher then reads what the net brings up. What may be taken as exact is decided here, once for
/// all engines; they only say how it is written.
/// </summary>
internal abstract class QueryNet<T>
    where T : class
{
    protected static Net<T> Unknown { get; } = new(null, false);

    /// <summary>Groups nested deeper than this are not sent.</summary>
    protected abstract int MaxDepth { get; }
    protected abstract T Nothing { get; }

    public Net<T> Translate(QueryNode node) => Translate(node, 0);

    protected Net<T> Translate(QueryNode node, int depth) =>
        node switch
        {
            AndNode or OrNode or NotNode when depth >= MaxDepth => Unknown,
            AndNode and => Both([.. and.Children.Select(c => Translate(c, depth + 1))]),
            OrNode or => Any(or, depth + 1),
            NotNode not => Not(Translate(not.Child, depth + 1)),
            PhraseNode phrase => Phrase(phrase),
            NearNode near => Near(near, depth),
            ValueNode value => Fact(value, value.Field),
            RangeNode range => Fact(range, range.Field),
            ExistsNode exists => Fact(exists, exists.Field),
            _ => Unknown,
        };

    /// <summary>Whether the engine holds the words of a field; null is title and text.</summary>
    protected abstract bool HasWords(string? field);

    protected abstract T All(IReadOnlyList<T> parts);

    protected abstract T Any(IReadOnlyList<T> parts);

    protected abstract T Except(T part);

    protected abstract T Word(string? field, string word);

    /// <summary>Null when the engine cannot tell.</summary>
    protected virtual T? Prefix(string? field, string prefix) => null;

    /// <summary>A word with wildcards that is more than a prefix.</summary>
    protected abstract Net<T> Pattern(string? field, string pattern);

    protected abstract T Words(string? field, IReadOnlyList<string> phrase);

    /// <summary>A phrase whose last word is a prefix; null when the engine has no such thing.</summary>
    protected virtual T? WordsThenPrefix(string? field, IReadOnlyList<string> words, string prefix) => null;

    /// <summary>Two different words at a distance; null when the engine has no such thing.</summary>
    protected abstract T? Near(string? field, string first, string second, NearJoint joint);

    /// <summary>Conditions on fields that are no running text, and words asked of fields that hold none.</summary>
    protected abstract Net<T> Fact(QueryNode node, string field);

    /// <summary>More parts than this are not sent.</summary>
    protected virtual int MaxParts => int.MaxValue;

    protected virtual Net<T> Any(OrNode or, int depth) => Either([.. or.Children.Select(c => Translate(c, depth))]);

    protected Net<T> Both(IReadOnlyList<Net<T>> parts)
    {
        var known = parts.Select(p => p.Query).OfType<T>().Take(MaxParts).ToList();
        var exact = known.Count == parts.Count && parts.All(p => p.Exact);
        return new Net<T>(known.Count == 0 ? null : All(known), exact);
    }

    protected Net<T> Either(IReadOnlyList<Net<T>> parts) =>
        parts.Count > MaxParts || parts.Any(p => p.Query is null)
            ? Unknown
            : new Net<T>(Any([.. parts.Select(p => p.Query!)]), parts.All(p => p.Exact));

    private Net<T> Not(Net<T> part) =>
        part is { Query: not null, Exact: true } ? new Net<T>(Except(part.Query), true) : Unknown;

    private Net<T> Phrase(PhraseNode phrase)
    {
        if (!HasWords(phrase.Field))
        {
            return Fact(phrase, phrase.Field!);
        }
        var terms = phrase.Terms;
        if (terms.Count == 1)
        {
            return Term(phrase.Field, terms[0]);
        }
        if (phrase.Slop == 0 && InARow(phrase.Field, terms) is { } row)
        {
            return new Net<T>(row, terms.All(HasNoForm));
        }
        return Both([.. terms.Select(t => Term(phrase.Field, t)), Unknown]);
    }

    private T? InARow(string? field, IReadOnlyList<QueryTerm> terms)
    {
        if (terms.SkipLast(1).Any(t => t.IsPattern))
        {
            return null;
        }
        var last = terms[^1];
        if (!last.IsPattern)
        {
            return Words(field, [.. terms.Select(t => t.Folded)]);
        }
        return IsPrefix(last)
            ? WordsThenPrefix(field, [.. terms.SkipLast(1).Select(t => t.Folded)], Beginning(last.Folded))
            : null;
    }

    private Net<T> Term(string? field, QueryTerm term)
    {
        if (!term.IsPattern)
        {
            return new Net<T>(Word(field, term.Folded), HasNoForm(term));
        }
        if (IsPrefix(term) && Prefix(field, Beginning(term.Folded)) is { } prefix)
        {
            return new Net<T>(prefix, HasNoForm(term));
        }
        var pattern = Pattern(field, term.Folded);
        return pattern with { Exact = pattern.Exact && HasNoForm(term) };
    }

    private Net<T> Near(NearNode near, int depth)
    {
        if (
            near is { Joints: [var joint], Operands: [PhraseNode first, PhraseNode second] }
            && first.Field == second.Field
            && HasWords(first.Field)
            && PlainWord(first) is { } a
            && PlainWord(second) is { } b
            && a != b
            && Near(first.Field, a, b, joint) is { } exact
        )
        {
            return new Net<T>(exact, true);
        }
        return Both([.. near.Operands.Select(o => Translate(o, depth + 1)), Unknown]);
    }

    /// <summary>The word of a phrase that asks for nothing but one folded word; null otherwise.</summary>
    protected static string? PlainWord(PhraseNode phrase) =>
        phrase.Terms is [{ IsPattern: false } term] && HasNoForm(term) ? term.Folded : null;

    protected static bool HasNoForm(QueryTerm term) =>
        term.Exact is null && term.SymbolsBefore.Length == 0 && term.SymbolsAfter.Length == 0;

    /// <summary>The letters of a pattern before its first wildcard.</summary>
    protected static string Beginning(string pattern) => pattern[..pattern.AsSpan().IndexOfAny('*', '?')];

    private static bool IsPrefix(QueryTerm term) =>
        term.Folded.Length > 1
        && term.Folded[^1] == '*'
        && term.Folded.AsSpan().IndexOfAny('*', '?') == term.Folded.Length - 1;
}
