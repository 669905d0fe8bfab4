using System.Buffers;

namespace ReputationWatch.Connectors.Feeds.Xml;

internal enum XmlToken
{
    Start,
    End,
    Text,
    CData,
    EndOfDocument,
}

/// <summary>
/// Cuts UTF-8 into tags and text. It accepts everything: what is not well-formed is read as the nearest thing that is.
/// A document type declaration is stepped over, so no entity is ever declared, fetched or expanded.
/// </summary>
internal sealed class XmlTokenizer(ReadOnlyMemory<byte> document)
{
    private static readonly SearchValues<byte> NameEnd = SearchValues.Create(" \t\r\n/>=<\"'"u8);
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n\f"u8);

    private int _position;
    private Missing _missing;

    /// <summary>Ends that do not occur in the rest of the document: looking again each time would be quadratic.</summary>
    [Flags]
    private enum Missing
    {
        None = 0,
        CommentEnd = 1,
        InstructionEnd = 2,
        CDataEnd = 4,
        DocumentTypeEnd = 8,
    }

    public XmlToken Token { get; private set; }

    /// <summary>The name in a tag.</summary>
    public Range Name { get; private set; }

    /// <summary>Raw text, undecoded.</summary>
    public Range Text { get; private set; }

    /// <summary>Name and value ranges of the last start tag; values undecoded.</summary>
    public List<(Range Name, Range Value)> Attributes { get; } = [];

    /// <summary>The last CDATA section runs to the end of the document.</summary>
    public bool IsUnclosed { get; private set; }

    /// <summary>The last start tag ended in <c>/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    public int Position
    {
        get => _position;
        set => _position = value;
    }

    public ReadOnlySpan<byte> Slice(Range range) => document.Span[range];

    public XmlToken Read()
    {
        var span = document.Span;
        while (_position < span.Length)
        {
            var token = span[_position] == '<' ? ReadMarkup(span) : ReadText(span, _position);
            if (token is { } found)
            {
                return Token = found;
            }
        }
        return Token = XmlToken.EndOfDocument;
    }

    private XmlToken? ReadText(ReadOnlySpan<byte> span, int searchFrom)
    {
        var start = _position;
        var length = span[searchFrom..].IndexOf((byte)'<');
        _position = length < 0 ? span.Length : searchFrom + length;
        Text = start.._position;
        return XmlToken.Text;
    }

    private XmlToken? ReadMarkup(ReadOnlySpan<byte> span)
    {
        var next = _position + 1 < span.Length ? span[_position + 1] : (byte)0;
        return next switch
        {
            (byte)'!' => ReadDeclaration(span),
            (byte)'?' => SkipPast(span, "?>"u8, Missing.InstructionEnd),
            (byte)'/' when IsNameStart(span, _position + 2) => ReadEndTag(span),
            _ when IsNameStart(span, _position + 1) => ReadStartTag(span),
            _ => ReadText(span, _position + 1),
        };
    }

    private static bool IsNameStart(ReadOnlySpan<byte> span, int at) =>
        at < span.Length && (char.IsAsciiLetter((char)span[at]) || span[at] is (byte)'_' or (byte)':' or >= 0x80);

    private XmlToken? ReadDeclaration(ReadOnlySpan<byte> span)
    {
        var rest = span[_position..];
        if (rest.StartsWith("<!--"u8))
        {
            _position += 4;
            return SkipPast(span, "-->"u8, Missing.CommentEnd);
        }
        if (rest.StartsWith("<![CDATA["u8))
        {
            return ReadCData(span);
        }
        return SkipDocumentType(span);
    }

    private XmlToken ReadCData(ReadOnlySpan<byte> span)
    {
        var start = _position + 9;
        var length = _missing.HasFlag(Missing.CDataEnd) ? -1 : span[start..].IndexOf("]]>"u8);
        _missing |= length < 0 ? Missing.CDataEnd : Missing.None;
        IsUnclosed = length < 0;
        Text = length < 0 ? start..span.Length : start..(start + length);
        _position = length < 0 ? span.Length : start + length + 3;
        return XmlToken.CData;
    }

    private XmlToken? SkipPast(ReadOnlySpan<byte> span, ReadOnlySpan<byte> end, Missing kind = Missing.None)
    {
        var length = _missing.HasFlag(kind) && kind != Missing.None ? -1 : span[_position..].IndexOf(end);
        if (length < 0)
        {
            // Unclosed: give up the construct at the first '>', not the rest of the feed.
            _missing |= kind;
            end = ">"u8;
            length = span[_position..].IndexOf(end);
        }
        _position = length < 0 ? span.Length : _position + length + end.Length;
        return null;
    }

    /// <summary>Steps over <c>&lt;!DOCTYPE … [ … ]&gt;</c>; quotes may hold brackets and angle brackets.</summary>
    private XmlToken? SkipDocumentType(ReadOnlySpan<byte> span)
    {
        var depth = 0;
        for (var i = _position + 2; i < span.Length && !_missing.HasFlag(Missing.DocumentTypeEnd); i++)
        {
            switch (span[i])
            {
                case (byte)'[':
                    depth++;
                    break;
                case (byte)']':
                    depth--;
                    break;
                case (byte)'>' when depth <= 0:
                    _position = i + 1;
                    return null;
                case (byte)'"' or (byte)'\'':
                    var close = span[(i + 1)..].IndexOf(span[i]);
                    i = close < 0 ? i : i + 1 + close;
                    break;
                case (byte)'<' when span[i..].StartsWith("<!--"u8):
                    var end = span[i..].IndexOf("-->"u8);
                    i = end < 0 ? i : i + end + 2;
                    break;
            }
        }
        _missing |= Missing.DocumentTypeEnd;
        return SkipPast(span, ">"u8);
    }

    private XmlToken ReadEndTag(ReadOnlySpan<byte> span)
    {
        var start = _position + 2;
        var end = EndOfName(span, start);
        Name = start..end;
        var rest = span[end..].IndexOfAny((byte)'>', (byte)'<');
        _position =
            rest < 0 ? span.Length
            : span[end + rest] == '>' ? end + rest + 1
            : end + rest;
        return XmlToken.End;
    }

    private static int EndOfName(ReadOnlySpan<byte> span, int start)
    {
        var length = span[start..].IndexOfAny(NameEnd);
        return length < 0 ? span.Length : start + length;
    }

    private XmlToken ReadStartTag(ReadOnlySpan<byte> span)
    {
        var start = _position + 1;
        var at = EndOfName(span, start);
        Name = start..at;
        Attributes.Clear();
        IsEmpty = false;
        while (true)
        {
            at = SkipSpace(span, at);
            if (at >= span.Length || span[at] == '<')
            {
                break;
            }
            if (span[at] == '>')
            {
                at++;
                break;
            }
            if (span[at] == '/')
            {
                IsEmpty = at + 1 < span.Length && span[at + 1] == '>';
                at++;
                continue;
            }
            at = ReadAttribute(span, at);
        }
        _position = at;
        return XmlToken.Start;
    }

    private int ReadAttribute(ReadOnlySpan<byte> span, int at)
    {
        var nameEnd = EndOfName(span, at);
        if (nameEnd == at)
        {
            // A stray '=' or quote.
            return at + 1;
        }
        var name = at..nameEnd;
        at = SkipSpace(span, nameEnd);
        if (at >= span.Length || span[at] != '=')
        {
            Attributes.Add((name, nameEnd..nameEnd));
            return at;
        }
        at = SkipSpace(span, at + 1);
        if (at < span.Length && span[at] is (byte)'"' or (byte)'\'')
        {
            return ReadQuoted(span, name, at);
        }
        var length = span[at..].IndexOfAny(" \t\r\n>"u8);
        var end = length < 0 ? span.Length : at + length;
        if (end > at && end < span.Length && span[end] == '>' && span[end - 1] == '/')
        {
            end--;
        }
        Attributes.Add((name, at..end));
        return end;
    }

    private int ReadQuoted(ReadOnlySpan<byte> span, Range name, int at)
    {
        var length = span[(at + 1)..].IndexOf(span[at]);
        if (length < 0)
        {
            length = span[(at + 1)..].IndexOf((byte)'>');
            length = length < 0 ? span.Length - at - 1 : length;
            Attributes.Add((name, (at + 1)..(at + 1 + length)));
            return at + 1 + length;
        }
        Attributes.Add((name, (at + 1)..(at + 1 + length)));
        return at + length + 2;
    }

    private static int SkipSpace(ReadOnlySpan<byte> span, int at)
    {
        var length = span[at..].IndexOfAnyExcept(Space);
        return length < 0 ? span.Length : at + length;
    }
}
