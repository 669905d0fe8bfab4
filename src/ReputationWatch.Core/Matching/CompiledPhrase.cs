using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Matching;

/// <summary>A word or a phrase, in the title or the text or any other field that holds words.</summary>
internal sealed class CompiledPhrase : CompiledNode
{
    private static readonly string[] Everywhere = [QueryFields.Title, QueryFields.Text];
    private readonly PhraseNode _phrase;
    private readonly string[] _fields;
    private readonly int _fieldMask;
    private readonly bool _single;

    public CompiledPhrase(PhraseNode phrase, TermTable table)
    {
        _phrase = phrase;
        _fields = phrase.Field is null ? Everywhere : [phrase.Field];
        _fieldMask = phrase.Field switch
        {
            null => 3,
            QueryFields.Title => 1,
            QueryFields.Text => 2,
            _ => 0,
        };
        Ids = IsIndexed ? [.. phrase.Terms.Select(t => table.Add(t.Folded, t.IsPattern))] : [];
        _single = phrase.Terms.Count == 1 && phrase.Terms[0].IsPlain && IsIndexed;
    }

    /// <summary>Term numbers of its words; empty for fields other than title and text.</summary>
    public int[] Ids { get; }

    private bool IsIndexed => _fieldMask != 0;

    public override bool Holds(DocumentTerms document)
    {
        if (IsIndexed)
        {
            foreach (var id in Ids)
            {
                if (!document.Has(id, _fieldMask))
                {
                    return false;
                }
            }
            if (_single)
            {
                return true;
            }
        }
        var places = new List<Place>();
        return Find(document, places, true);
    }

    public override void Explain(DocumentTerms document, List<Place> places) => Find(document, places);

    public override void Find(DocumentTerms document, List<Place> places) => Find(document, places, false);

    private bool Find(DocumentTerms document, List<Place> places, bool firstOnly)
    {
        var before = places.Count;
        foreach (var field in _fields)
        {
            var text = document.FieldText(field);
            if (text.Tokens.Length > 0)
            {
                FindIn(document, field, text, places, firstOnly);
            }
            if (firstOnly && places.Count > before)
            {
                return true;
            }
        }
        return places.Count > before || (!IsIndexed && IsEqualNumber(document));
    }

    private bool IsEqualNumber(DocumentTerms document) =>
        document.Document.Extra is { } extra
        && extra.TryGetValue(_phrase.Field!, out var value)
        && FieldValues.EqualNumber(value, _phrase.Written);

    private void FindIn(DocumentTerms document, string field, TokenizedText text, List<Place> places, bool firstOnly)
    {
        if (_phrase.Slop > 0 && _phrase.Terms.Count > 1)
        {
            FindSloppy(document, field, text, places);
            return;
        }
        foreach (var start in Positions(document, field, text, 0))
        {
            if (FollowsAt(text, start))
            {
                places.Add(new Place(field, start, start + _phrase.Terms.Count - 1));
                if (firstOnly)
                {
                    return;
                }
            }
        }
    }

    private bool FollowsAt(TokenizedText text, int start)
    {
        for (var i = 1; i < _phrase.Terms.Count; i++)
        {
            var at = start + i;
            if (at >= text.Tokens.Length || !TermTest.Folded(text, at, _phrase.Terms[i]))
            {
                return false;
            }
        }
        for (var i = 0; i < _phrase.Terms.Count; i++)
        {
            if (!TermTest.Form(text, start + i, _phrase.Terms[i], i == 0))
            {
                return false;
            }
        }
        return true;
    }

    private void FindSloppy(DocumentTerms document, string field, TokenizedText text, List<Place> places)
    {
        var lists = new List<int>[_phrase.Terms.Count];
        for (var i = 0; i < lists.Length; i++)
        {
            var term = _phrase.Terms[i];
            lists[i] = Positions(document, field, text, i);
            lists[i].RemoveAll(at => !TermTest.Exact(text, at, term));
            if (lists[i].Count == 0)
            {
                return;
            }
        }
        SloppyPhrase.Find(lists, _phrase.Slop, field, places);
    }

    /// <summary>Where the term stands by its folded form, ascending.</summary>
    private List<int> Positions(DocumentTerms document, string field, TokenizedText text, int i)
    {
        var positions = new List<int>();
        if (IsIndexed)
        {
            document.Positions(
                Ids[i],
                field == QueryFields.Title ? DocumentTerms.Title : DocumentTerms.Body,
                positions
            );
            return positions;
        }
        for (var at = 0; at < text.Tokens.Length; at++)
        {
            if (TermTest.Folded(text, at, _phrase.Terms[i]))
            {
                positions.Add(at);
            }
        }
        return positions;
    }
}

/// <summary>Whether one word of a text is one word of a query.</summary>
internal static class TermTest
{
    public static bool Folded(TokenizedText text, int at, QueryTerm term) =>
        term.IsPattern ? Wildcard.Matches(text.Folded(at), term.Folded) : text.Folded(at).SequenceEqual(term.Folded);

    /// <summary>Case, accents and symbols, where the query asks for them.</summary>
    public static bool Form(TokenizedText text, int at, QueryTerm term, bool first)
    {
        if (term.IsPlain)
        {
            return true;
        }
        return Exact(text, at, term) && SymbolsBefore(text, at, term, first) && SymbolsAfter(text, at, term);
    }

    public static bool Exact(TokenizedText text, int at, QueryTerm term)
    {
        if (term.Exact is null)
        {
            return true;
        }
        var written = text.Written(at).ToString().Normalize();
        var same = term.IsPattern ? Wildcard.Matches(written, term.Exact) : written == term.Exact;
        return same && HasElision(text, text.Tokens[at], term.ExactElision);
    }

    private static bool HasElision(TokenizedText text, Token token, string? elision) =>
        elision is null
        || (token.Elision > 0 && text.Source.AsSpan(token.OuterStart, token.Elision - 1).SequenceEqual(elision));

    private static bool SymbolsBefore(TokenizedText text, int at, QueryTerm term, bool first)
    {
        if (term.SymbolsBefore.Length == 0)
        {
            return true;
        }
        var gap = text.GapBefore(at);
        return first
            ? SymbolGap.HasBefore(gap, at > 0, term.SymbolsBefore)
            : SymbolGap.Between(gap) == term.SymbolsBefore;
    }

    private static bool SymbolsAfter(TokenizedText text, int at, QueryTerm term) =>
        term.SymbolsAfter.Length == 0
        || SymbolGap.HasAfter(text.GapBefore(at + 1), at + 1 < text.Tokens.Length, term.SymbolsAfter);
}
