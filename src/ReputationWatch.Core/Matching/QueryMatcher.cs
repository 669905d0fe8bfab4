using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Matching;

/// <summary>A piece of a field that made a query match, in characters of that field.</summary>
public readonly record struct MatchedSpan(string Field, int Start, int Length);

/// <summary>Decides exactly whether documents match one query. Safe for use by several threads.</summary>
public sealed class QueryMatcher
{
    private readonly TermTable _table = new();
    private readonly CompiledNode _root;
    private DocumentTerms? _spare;

    public QueryMatcher(Query query)
    {
        _root = CompiledNode.Compile(query.Root, _table);
    }

    public bool Matches(QueryDocument document) => Matches(document, null, null);

    /// <summary>The same with the title and the text already cut into words.</summary>
    public bool Matches(QueryDocument document, TokenizedText? title, TokenizedText? body)
    {
        var terms = Read(document, title, body);
        var matches = _root.Holds(terms);
        _spare = terms;
        return matches;
    }

    /// <summary>The pieces to highlight: where words asked for (not those excluded) stand. Ordered, not overlapping.</summary>
    public IReadOnlyList<MatchedSpan> Highlights(QueryDocument document)
    {
        var terms = Read(document, null, null);
        var places = new List<Place>();
        _root.Explain(terms, places);
        var spans = MatchedSpans.Of(terms, places);
        _spare = terms;
        return spans;
    }

    private DocumentTerms Read(QueryDocument document, TokenizedText? title, TokenizedText? body)
    {
        var terms = Interlocked.Exchange(ref _spare, null) ?? new DocumentTerms(_table);
        terms.Read(document, title ?? Tokenizer.Tokenize(document.Title), body ?? Tokenizer.Tokenize(document.Body));
        return terms;
    }
}

/// <summary>Turns word positions into character spans.</summary>
internal static class MatchedSpans
{
    public static IReadOnlyList<MatchedSpan> Of(DocumentTerms document, List<Place> places)
    {
        var spans = places.ConvertAll(p => Span(document.FieldText(p.Field), p));
        spans.Sort(static (a, b) => Compare(a, b));
        var merged = new List<MatchedSpan>(spans.Count);
        foreach (var span in spans)
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Field == span.Field && span.Start < End(last))
            {
                merged[^1] = last with { Length = Math.Max(End(last), End(span)) - last.Start };
            }
            else
            {
                merged.Add(span);
            }
        }
        return merged;
    }

    private static int End(MatchedSpan span) => span.Start + span.Length;

    private static MatchedSpan Span(TokenizedText text, Place place)
    {
        var start = text.Tokens[place.First].Start;
        return new MatchedSpan(place.Field, start, text.Tokens[place.Last].End - start);
    }

    private static int Compare(MatchedSpan a, MatchedSpan b)
    {
        var field = string.CompareOrdinal(a.Field, b.Field);
        return field != 0 ? field : a.Start.CompareTo(b.Start);
    }
}
