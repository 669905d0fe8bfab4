using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Matching;

/// <summary>
/// A document as the compiled queries read it: for each term that it holds, where. Reused from document to document, so that
/// matching allocates nothing in proportion to the number of topics.
/// </summary>
internal sealed class DocumentTerms(TermTable table)
{
    public const int Title = 0;
    public const int Body = 1;
    private readonly int[] _first = new int[table.Count];
    private readonly int[] _last = new int[table.Count];
    private readonly int[] _seenIn = new int[table.Count];
    private readonly List<Posting> _postings = [];
    private readonly List<int> _found = [];
    private readonly Dictionary<string, TokenizedText> _fields = new(StringComparer.Ordinal);
    private int _generation;

    private readonly record struct Posting(int Field, int Position, int Next);

    public QueryDocument Document { get; private set; } = new();
    public TokenizedText TitleText { get; private set; } = TokenizedText.Empty;
    public TokenizedText BodyText { get; private set; } = TokenizedText.Empty;

    /// <summary>The terms that the title or the text holds, each once.</summary>
    public List<int> Present { get; } = [];

    public void Read(QueryDocument document) =>
        Read(document, Tokenizer.Tokenize(document.Title), Tokenizer.Tokenize(document.Body));

    public void Read(QueryDocument document, TokenizedText title, TokenizedText body)
    {
        Document = document;
        TitleText = title;
        BodyText = body;
        _generation++;
        _postings.Clear();
        _fields.Clear();
        Present.Clear();
        Add(title, Title);
        Add(body, Body);
    }

    /// <summary>Whether a term stands in the title (bit 1), the text (bit 2) or either.</summary>
    public bool Has(int term, int fields)
    {
        if (_seenIn[term] != _generation)
        {
            return false;
        }
        if (fields == 3)
        {
            return true;
        }
        for (var at = _first[term]; at >= 0; at = _postings[at].Next)
        {
            if ((fields & (1 << _postings[at].Field)) != 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The positions of a term in the title or the text, ascending.</summary>
    public void Positions(int term, int field, List<int> into)
    {
        if (_seenIn[term] != _generation)
        {
            return;
        }
        for (var at = _first[term]; at >= 0; at = _postings[at].Next)
        {
            if (_postings[at].Field == field)
            {
                into.Add(_postings[at].Position);
            }
        }
    }

    /// <summary>The words of any other field.</summary>
    public TokenizedText FieldText(string field)
    {
        if (field == QueryFields.Title)
        {
            return TitleText;
        }
        if (field == QueryFields.Text)
        {
            return BodyText;
        }
        if (!_fields.TryGetValue(field, out var text))
        {
            _fields.Add(field, text = Tokenizer.Tokenize(FieldValues.TextOf(Document, field)));
        }
        return text;
    }

    private void Add(TokenizedText text, int field)
    {
        for (var position = 0; position < text.Tokens.Length; position++)
        {
            table.Find(text.Folded(position), _found);
            foreach (var term in _found)
            {
                Add(term, field, position);
            }
        }
    }

    private void Add(int term, int field, int position)
    {
        var at = _postings.Count;
        _postings.Add(new Posting(field, position, -1));
        if (_seenIn[term] != _generation)
        {
            _seenIn[term] = _generation;
            _first[term] = at;
            Present.Add(term);
        }
        else
        {
            _postings[_last[term]] = _postings[_last[term]] with { Next = at };
        }
        _last[term] = at;
    }
}
