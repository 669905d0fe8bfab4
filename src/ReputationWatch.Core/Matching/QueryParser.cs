using System.Globalization;

namespace ReputationWatch.Core.Matching;

/// <summary>
/// Text to tree. NOT binds tightest after NEAR, then AND (also implied between neighbours), then OR. Recursion goes one
/// round a parenthesis and is bounded; long chains are loops.
/// </summary>
internal sealed partial class QueryParser(string text)
{
    private const int MaxDepth = 200;
    private const int MaxTerms = 50_000;
    private const int DefaultNear = 10;
    private const int MaxNear = 10_000;
    private readonly QueryTermReader _terms = new();
    private int _at;
    private int _depth;
    private int _count;
    private string? _field;

    public QueryNode Parse()
    {
        if (text.Length > Query.MaxLength)
        {
            throw Wrong(QueryErrorKind.TooLong, Query.MaxLength);
        }
        SkipSpace();
        if (AtEnd)
        {
            throw Wrong(QueryErrorKind.Empty, 0);
        }
        var start = _at;
        var node = ParseOr();
        if (!AtEnd)
        {
            throw Wrong(QueryErrorKind.StrayParenthesis, _at);
        }
        return node ?? throw Wrong(QueryErrorKind.NothingToSearch, start, text[start..].Trim());
    }

    private bool AtEnd => _at >= text.Length;

    private QueryNode? ParseOr()
    {
        var operands = new List<QueryNode>();
        var first = ParseAnd();
        if (first is not null)
        {
            operands.Add(first);
        }
        while (PeekOperator() is { Kind: OperatorKind.Or } or)
        {
            if (operands.Count == 0)
            {
                throw Wrong(QueryErrorKind.MissingBefore, _at, or.Written);
            }
            var position = _at;
            _at += or.Written.Length;
            operands.Add(ParseAnd() ?? throw Wrong(QueryErrorKind.MissingAfter, position, or.Written));
        }
        return operands.Count == 0 ? null : Flat.Or(operands);
    }

    private QueryNode? ParseAnd()
    {
        var operands = new List<QueryNode>();
        (int At, string Written)? pending = null;
        while (!AtEnd && text[_at] != ')')
        {
            var op = PeekOperator();
            if (op?.Kind == OperatorKind.Or)
            {
                break;
            }
            if (op is { Kind: OperatorKind.And or OperatorKind.Near })
            {
                if (op.Kind == OperatorKind.Near || operands.Count == 0 || pending is not null)
                {
                    throw Wrong(QueryErrorKind.MissingBefore, _at, op.Written);
                }
                pending = (_at, op.Written);
                _at += op.Written.Length;
                SkipSpace();
                continue;
            }
            if (ParseNot() is { } operand)
            {
                operands.Add(operand);
                pending = null;
            }
            SkipSpace();
        }
        if (pending is { } dangling)
        {
            throw Wrong(QueryErrorKind.MissingAfter, dangling.At, dangling.Written);
        }
        return operands.Count == 0 ? null : Flat.And(operands);
    }

    private QueryNode? ParseNot()
    {
        var negated = false;
        (int At, string Written)? sign = null;
        while (!AtEnd)
        {
            if (PeekOperator() is { Kind: OperatorKind.Not } not)
            {
                sign = (_at, not.Written);
                negated = !negated;
                _at += not.Written.Length;
                SkipSpace();
            }
            else if (text[_at] is '-' or '+' && StartsOperandAt(1) && (_field is null || Negates()))
            {
                sign = (_at, text[_at].ToString());
                negated ^= text[_at++] == '-';
            }
            else
            {
                break;
            }
        }
        var operand = ParseNear();
        if (operand is null)
        {
            // French typography puts a space before the mark that ends a sentence.
            var exclamation = sign is { Written: "!" } && AtEnd;
            return sign is null || exclamation
                ? null
                : throw Wrong(QueryErrorKind.MissingAfter, sign.Value.At, sign.Value.Written);
        }
        return negated ? Flat.Not(operand) : operand;
    }

    private QueryNode? ParseNear()
    {
        var start = _at;
        var left = ParsePrimary();
        if (left is null)
        {
            return null;
        }
        List<(QueryNode Node, NearJoint Joint)> rest = [];
        while (PeekOperator() is { Kind: OperatorKind.Near } near)
        {
            var position = _at;
            var joint = near.Joint ?? throw Wrong(QueryErrorKind.NearNeedsNumber, position, near.Written);
            _at += near.Written.Length;
            SkipSpace();
            var operandAt = _at;
            if (PeekOperator()?.Kind == OperatorKind.Not || (!AtEnd && text[_at] == '-'))
            {
                throw Wrong(QueryErrorKind.NearNeedsWords, _at);
            }
            var right = ParsePrimary() ?? throw Wrong(QueryErrorKind.MissingAfter, position, near.Written);
            Flat.CheckNear(right, operandAt);
            rest.Add((right, joint));
        }
        if (rest.Count == 0)
        {
            return left;
        }
        Flat.CheckNear(left, start);
        return Flat.Near(left, rest);
    }

    private QueryNode? ParsePrimary()
    {
        SkipSpace();
        if (AtEnd || text[_at] == ')' || PeekOperator() is not null)
        {
            return null;
        }
        if (++_count > MaxTerms)
        {
            throw Wrong(QueryErrorKind.TooManyTerms, _at);
        }
        var node = text[_at] switch
        {
            '(' => ParseGroup(_field),
            _ when _field is not null && !FieldFollows() => ParseValue(_field, _at),
            '[' or ']' or '}' => throw Wrong(QueryErrorKind.StrayBracket, _at, text[_at].ToString()),
            '{' => ParseExact(null),
            _ when IsOpeningQuote(text[_at]) => ParseQuoted(null),
            _ => ParseWord(),
        };
        SkipBoost();
        return node;
    }

    private QueryNode ParseGroup(string? field)
    {
        var open = _at++;
        if (++_depth > MaxDepth)
        {
            throw Wrong(QueryErrorKind.TooDeep, open);
        }
        var outer = _field;
        _field = field;
        SkipSpace();
        var node = ParseOr();
        _field = outer;
        _depth--;
        if (AtEnd)
        {
            throw Wrong(QueryErrorKind.UnclosedParenthesis, open);
        }
        _at++;
        return node ?? throw Wrong(QueryErrorKind.EmptyParenthesis, open);
    }

    private QueryNode? ParseWord()
    {
        var start = _at;
        while (!AtEnd && !EndsWord(_at))
        {
            if (text[_at] == ':' && IsFieldName(start, _at) && !IsSchemeOrPath(_at))
            {
                return ParseAfterColon(QueryFields.Canonical(text[start.._at]), start);
            }
            if (text[_at] is '<' or '>' or '=' && ParseComparison(start, _at) is { } comparison)
            {
                return comparison;
            }
            _at += text[_at] == '\\' && _at + 1 < text.Length ? 2 : 1;
        }
        // A character that ends words but starts nothing, such as a stray », is passed over.
        _at = Math.Max(_at, start + 1);
        var end = Math.Min(_at, text.Length);
        if (IsFieldName(start, end) && SpacedComparison(start, end) is { } spaced)
        {
            return spaced;
        }
        return BuildWord(start, end);
    }

    private PhraseNode? BuildWord(int start, int end)
    {
        var written = text[start..end];
        if (written.IndexOf('~') is > 0 and var tilde && char.IsLetterOrDigit(written[tilde - 1]))
        {
            throw Wrong(QueryErrorKind.Fuzzy, start + tilde, written);
        }
        var terms = _terms.Read(written, QueryTermReader.Style.Bare, start);
        return terms.Count == 0 ? null : new PhraseNode(null, terms, 0, written);
    }

    private void SkipBoost()
    {
        if (AtEnd || text[_at] != '^')
        {
            return;
        }
        while (!AtEnd && (text[_at] is '^' or '.' || char.IsAsciiDigit(text[_at])))
        {
            _at++;
        }
    }

    private Operator? PeekOperator()
    {
        SkipSpace();
        return Operator.At(text, _at, DefaultNear, MaxNear);
    }

    private bool IsFieldName(int start, int end) =>
        end > start
        && (char.IsLetter(text[start]) || text[start] == '_')
        && text.AsSpan(start, end - start).IndexOfAnyExcept(FieldNameCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> FieldNameCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-éèêëàâîïôûùçÉÈÀÂÎÔÛÇ"
    );

    /// <summary>The colon of "https://" and of "std::vector" names no field.</summary>
    private bool IsSchemeOrPath(int colon) =>
        (colon + 2 < text.Length && text[colon + 1] == '/' && text[colon + 2] == '/')
        || (colon + 1 < text.Length && text[colon + 1] == ':');

    private bool EndsWord(int at) =>
        char.IsWhiteSpace(text[at])
        || text[at] is '(' or ')' or '^'
        || IsOpeningQuote(text[at])
        || text[at] is '»' or ']' or '}'
        || (text[at] is '&' or '|' && at + 1 < text.Length && text[at + 1] == text[at])
        || text[at] == '|';

    private static bool IsOpeningQuote(char c) => c is '"' or '“' or '”' or '„' or '«';

    /// <summary>After a field, -5 is a number.</summary>
    private bool Negates() => StartsOperandAt(1) && !char.IsAsciiDigit(text[_at + 1]);

    /// <summary>Inside title:( … ) another known field may still be named.</summary>
    private bool FieldFollows()
    {
        var end = _at;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }
        return end < text.Length
            && text[end] == ':'
            && IsFieldName(_at, end)
            && !IsSchemeOrPath(end)
            && QueryFields.IsKnown(QueryFields.Canonical(text[_at..end]));
    }

    private bool StartsOperandAt(int offset) => _at + offset < text.Length && StartsOperand(text[_at + offset]);

    private static bool StartsOperand(char c) =>
        char.IsLetterOrDigit(c)
        || char.IsSurrogate(c)
        || IsOpeningQuote(c)
        || c is '(' or '{' or '#' or '@' or '*' or '?' or '_' or '\\' or '+' or '-' or '!'
        || Text.Emoji.IsPictograph(c);

    private void SkipSpace() => _at = SkipSpaceFrom(_at);

    private int SkipSpaceFrom(int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '\u200B' or '\uFEFF'))
        {
            at++;
        }
        return at;
    }

    private static QuerySyntaxException Wrong(QueryErrorKind kind, int position, string detail = "") =>
        new(new QueryError(kind, position, detail));
}
