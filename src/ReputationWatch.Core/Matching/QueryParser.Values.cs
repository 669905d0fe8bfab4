using System.Globalization;

namespace ReputationWatch.Core.Matching;

/// <summary>What follows a field's colon: words, phrases, groups, ranges and comparisons.</summary>
internal sealed partial class QueryParser
{
    /// <summary>score&gt;=8, without a colon; null when it is only punctuation inside a word.</summary>
    private RangeNode? ParseComparison(int start, int operatorAt)
    {
        if (!IsFieldName(start, operatorAt))
        {
            return null;
        }
        var field = QueryFields.Canonical(text[start..operatorAt]);
        var at = operatorAt + 1;
        at += at < text.Length && text[at] == '=' ? 1 : 0;
        at = SkipSpaceFrom(at);
        var number = at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '-' or '.');
        var known = QueryFields.ShapeOf(field) is FieldShape.Number or FieldShape.Time;
        if (!number || (text[operatorAt] == '=' && !known))
        {
            return null;
        }
        _at = operatorAt;
        return ReadComparison(field);
    }

    private RangeNode? SpacedComparison(int start, int end)
    {
        var at = SkipSpaceFrom(end);
        if (at == end || at >= text.Length || text[at] is not ('<' or '>'))
        {
            return null;
        }
        var valueAt = SkipSpaceFrom(at + (at + 1 < text.Length && text[at + 1] == '=' ? 2 : 1));
        if (valueAt >= text.Length || !char.IsAsciiDigit(text[valueAt]))
        {
            return null;
        }
        _at = at;
        return ReadComparison(QueryFields.Canonical(text[start..end]));
    }

    private QueryNode? ParseAfterColon(string field, int nameAt)
    {
        var spaced = SkipSpaceFrom(++_at) > _at;
        SkipSpace();
        return spaced && PeekOperator() is not null
            ? throw Wrong(QueryErrorKind.MissingValue, nameAt, field)
            : ParseValue(field, nameAt);
    }

    private QueryNode? ParseValue(string field, int nameAt)
    {
        if (AtEnd || text[_at] == ')')
        {
            throw Wrong(QueryErrorKind.MissingValue, nameAt, field);
        }
        switch (text[_at])
        {
            case '(':
                return ParseGroup(field);
            case '[':
                return ReadRange(field);
            case '{':
                return IsRangeBrace() ? ReadRange(field) : ParseExact(field);
            case '<' or '>' or '=':
                return ReadComparison(field);
            case '-' or '!' when QueryFields.ShapeOf(field) is FieldShape.Words or FieldShape.Value && Negates():
                _at++;
                return ParseValue(field, nameAt) is { } negated ? Flat.Not(negated) : null;
            case ']' or '}':
                throw Wrong(QueryErrorKind.StrayBracket, _at, text[_at].ToString());
        }
        if (IsOpeningQuote(text[_at]))
        {
            return ParseQuoted(field);
        }
        var start = _at;
        while (!AtEnd && !EndsWord(_at))
        {
            _at += text[_at] == '\\' && _at + 1 < text.Length ? 2 : 1;
        }
        return _at == start
            ? throw Wrong(QueryErrorKind.MissingValue, nameAt, field)
            : BuildValue(field, text[start.._at], start);
    }

    private QueryNode BuildValue(string field, string written, int at)
    {
        if (written == "*")
        {
            return new ExistsNode(field);
        }
        var dots = written.IndexOf("..", StringComparison.Ordinal);
        if (dots >= 0 && QueryFields.TakesDottedRange(field))
        {
            return QueryRanges.Dotted(field, written, dots, at);
        }
        switch (QueryFields.ShapeOf(field))
        {
            case FieldShape.Number or FieldShape.Time:
                var end = QueryRanges.End(field, written, true, at);
                return new RangeNode(field, end, end);
            case FieldShape.Value:
                return written.Any(char.IsLetterOrDigit)
                    ? new ValueNode(field, written)
                    : throw Wrong(QueryErrorKind.NothingToSearch, at, written);
            default:
                // Records hold handles and tags with or without their sign.
                var sign = field is "author" or "tags" && written.Length > 1 && written[0] is '@' or '#' ? 1 : 0;
                var terms = _terms.Read(written[sign..], QueryTermReader.Style.Bare, at);
                return terms.Count == 0
                    ? throw Wrong(QueryErrorKind.NothingToSearch, at, written)
                    : new PhraseNode(field, terms, 0, written);
        }
    }

    private QueryNode ParseQuoted(string? field)
    {
        var open = _at++;
        var close = FindClosingQuote(open);
        if (close < 0)
        {
            throw Wrong(QueryErrorKind.UnclosedQuote, open);
        }
        var inner = text[(open + 1)..close];
        _at = close + 1;
        var slop = ReadSlop();
        if (field is not null && QueryFields.ShapeOf(field) != FieldShape.Words)
        {
            return string.IsNullOrWhiteSpace(inner)
                ? throw Wrong(QueryErrorKind.EmptyQuote, open)
                : BuildValue(field, inner.Trim(), open + 1);
        }
        var terms = _terms.Read(inner, QueryTermReader.Style.Quoted, open + 1);
        return terms.Count == 0
            ? throw Wrong(QueryErrorKind.EmptyQuote, open)
            : new PhraseNode(field, terms, slop, inner);
    }

    private int ReadSlop()
    {
        if (AtEnd || text[_at] != '~')
        {
            return 0;
        }
        var tilde = _at++;
        var start = _at;
        while (!AtEnd && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? Math.Min(n, MaxNear)
            : throw Wrong(QueryErrorKind.BadSlop, tilde);
    }

    private QueryNode ParseExact(string? field)
    {
        var open = _at++;
        var close = text.IndexOf('}', _at);
        if (close < 0)
        {
            throw Wrong(QueryErrorKind.UnclosedBrace, open);
        }
        var inner = text[_at..close];
        _at = close + 1;
        var terms = _terms.Read(inner, QueryTermReader.Style.Exact, open + 1);
        if (terms.Count == 0)
        {
            throw Wrong(QueryErrorKind.NothingToSearch, open, $"{{{inner}}}");
        }
        return new PhraseNode(field, terms, 0, inner);
    }

    private bool IsRangeBrace()
    {
        var close = text.AsSpan(_at).IndexOfAny('}', ']');
        return close > 0 && QueryRanges.Splits(text.AsSpan(_at + 1, close - 1));
    }

    private RangeNode ReadRange(string field)
    {
        var open = _at++;
        var length = text.AsSpan(_at).IndexOfAny(']', '}');
        if (length < 0)
        {
            throw Wrong(text[open] == '[' ? QueryErrorKind.UnclosedBracket : QueryErrorKind.UnclosedBrace, open);
        }
        var inner = text.Substring(_at, length);
        _at += length + 1;
        return QueryRanges.Bracketed(field, inner, text[open] == '[', text[_at - 1] == ']', open);
    }

    private RangeNode ReadComparison(string field)
    {
        var op = text[_at++];
        var inclusive = !AtEnd && text[_at] == '=';
        _at += inclusive ? 1 : 0;
        SkipSpace();
        var start = _at;
        while (!AtEnd && !EndsWord(_at))
        {
            _at++;
        }
        if (_at == start)
        {
            throw Wrong(QueryErrorKind.MissingValue, start - 1, field);
        }
        return QueryRanges.Comparison(field, op, inclusive, text[start.._at], start);
    }

    private int FindClosingQuote(int open)
    {
        var closing = text[open] switch
        {
            '"' => "\"",
            '«' => "»",
            _ => "”“\"",
        };
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (closing.Contains(text[i]))
            {
                return i;
            }
        }
        return -1;
    }
}
