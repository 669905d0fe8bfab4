using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ReputationWatch.Connectors.Json;

/// <summary>
/// JSON as it is found in pages and feeds: strict reading first; when that fails the text is mended (comments, CDATA
/// wrappers, raw control characters in strings, trailing and doubled commas, a stray end) and read again.
/// </summary>
internal static class LenientJson
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 256,
    };

    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8) =>
        TryParse(utf8) ?? TryParse(Mend(Encoding.UTF8.GetString(utf8.Span)), mended: true);

    public static JsonDocument? Parse(string text) =>
        TryParse(Encoding.UTF8.GetBytes(text)) ?? TryParse(Mend(text), mended: true);

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8, bool mended = false)
    {
        // A lone surrogate parses, and throws when it is compared or read: such escapes are mended first.
        if (!mended && (utf8.Span.IndexOf("\\ud"u8) >= 0 || utf8.Span.IndexOf("\\uD"u8) >= 0))
        {
            return null;
        }
        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One pass, outside and inside strings told apart.</summary>
    private static byte[] Mend(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        var open = new Stack<char>();
        var at = Math.Max(0, text.AsSpan().IndexOfAny('{', '['));
        while (at < text.Length)
        {
            at = text[at] switch
            {
                '"' => CopyString(text, at, result),
                '/' when at + 1 < text.Length && text[at + 1] is '*' or '/' => SkipComment(text, at),
                '<' when text.AsSpan(at).StartsWith("<!--") => at + 4,
                '-' when text.AsSpan(at).StartsWith("-->") => at + 3,
                _ => CopyToken(text, at, result, open),
            };
            if (result.Length > 1 && open.Count == 0)
            {
                break;
            }
        }
        CloseOpen(result, open);
        return Encoding.UTF8.GetBytes(result.ToString());
    }

    private static int CopyToken(string text, int at, StringBuilder result, Stack<char> open)
    {
        var c = text[at];
        switch (c)
        {
            case '{' or '[':
                open.Push(c == '{' ? '}' : ']');
                result.Append(c);
                break;
            case '}' or ']' when open.Count > 0:
                TrimComma(result);
                result.Append(open.Pop());
                break;
            case ',' when LastSignificant(result) is ',' or '{' or '[' or ':':
                if (LastSignificant(result) == ':')
                {
                    result.Append("null,");
                }
                break;
            case ';' when open.Count <= 1:
                break;
            case <= ' ' or '\uFEFF' or '\u00A0' or '\u2028' or '\u2029':
                break;
            default:
                result.Append(c);
                break;
        }
        return at + 1;
    }

    private static int CopyString(string text, int at, StringBuilder result)
    {
        result.Append('"');
        for (at++; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"' && EndsString(text, at + 1))
            {
                result.Append('"');
                return at + 1;
            }
            if (c == '\\' && at + 1 < text.Length)
            {
                at = CopyEscape(text, at, result);
                continue;
            }
            AppendInString(result, c);
        }
        result.Append('"');
        return at;
    }

    private static void AppendInString(StringBuilder result, char c)
    {
        switch (c)
        {
            case '"':
                result.Append("\\\"");
                break;
            case '\n':
                result.Append("\\n");
                break;
            case '\r':
                break;
            case '\t':
                result.Append("\\t");
                break;
            case < ' ':
                result.Append(' ');
                break;
            default:
                result.Append(c);
                break;
        }
    }

    /// <summary>An unescaped quote inside a text is not followed by what follows a string.</summary>
    private static bool EndsString(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
        return at >= text.Length || text[at] is ',' or '}' or ']' or ':' or '/' or '<' or ';';
    }

    private static int CopyEscape(string text, int at, StringBuilder result)
    {
        var next = text[at + 1];
        if ("\"\\/bfnrt".Contains(next, StringComparison.Ordinal))
        {
            result.Append('\\').Append(next);
            return at + 1;
        }
        if (next == 'u' && Unit(text, at) is { } unit)
        {
            return CopyUnit(text, at, unit, result);
        }
        // "\'" and other inventions mean the character itself.
        AppendInString(result, next == '\\' ? '/' : next);
        return at + 1;
    }

    /// <summary>The UTF-16 unit of a "\uXXXX" escape.</summary>
    private static char? Unit(string text, int at) =>
        at + 5 < text.Length
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && text.AsSpan(at + 2, 4).IndexOfAnyExcept(Hexadecimal) < 0
            ? (char)Convert.ToUInt16(text.Substring(at + 2, 4), 16)
            : null;

    private static int CopyUnit(string text, int at, char unit, StringBuilder result)
    {
        if (char.IsHighSurrogate(unit) && Unit(text, at + 6) is { } low && char.IsLowSurrogate(low))
        {
            result.Append(text, at, 12);
            return at + 11;
        }
        result.Append(char.IsSurrogate(unit) ? "\\uFFFD" : text.AsSpan(at, 6));
        return at + 5;
    }

    private static int SkipComment(string text, int at)
    {
        var end = text[at + 1] == '*' ? "*/" : "\n";
        var close = text.IndexOf(end, at + 2, StringComparison.Ordinal);
        return close < 0 ? text.Length : close + end.Length;
    }

    private static char LastSignificant(StringBuilder result) => result.Length == 0 ? '\0' : result[^1];

    private static void TrimComma(StringBuilder result)
    {
        if (LastSignificant(result) is ',' or ':')
        {
            result.Length--;
        }
    }

    /// <summary>A truncated document keeps what had arrived.</summary>
    private static void CloseOpen(StringBuilder result, Stack<char> open)
    {
        while (open.Count > 0)
        {
            TrimComma(result);
            result.Append(open.Pop());
        }
    }
}
