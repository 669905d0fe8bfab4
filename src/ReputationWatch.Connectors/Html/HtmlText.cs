using System.Collections.Frozen;
using System.Text;

namespace ReputationWatch.Connectors.Html;

/// <summary>Text out of HTML fragments, in one pass and without building a tree: for titles, names and summaries.</summary>
internal static class HtmlText
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        InlineElements.Names.Concat([
            "address",
            "article",
            "aside",
            "audio",
            "blockquote",
            "body",
            "br",
            "button",
            "canvas",
            "center",
            "col",
            "dd",
            "details",
            "dir",
            "div",
            "dl",
            "dt",
            "embed",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "html",
            "iframe",
            "img",
            "input",
            "legend",
            "li",
            "main",
            "map",
            "nav",
            "noscript",
            "object",
            "ol",
            "option",
            "p",
            "param",
            "picture",
            "pre",
            "script",
            "section",
            "select",
            "source",
            "style",
            "summary",
            "svg",
            "table",
            "tbody",
            "td",
            "textarea",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "track",
            "ul",
            "video",
        ]),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Runs of white space become one space; null when nothing is left.</summary>
    public static string? Collapse(string? text)
    {
        if (text is null)
        {
            return null;
        }
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return null;
        }
        if (!NeedsCollapse(trimmed))
        {
            return trimmed.Length == text.Length ? text : trimmed.ToString();
        }
        var result = new StringBuilder(trimmed.Length);
        var space = false;
        foreach (var c in trimmed)
        {
            if (char.IsWhiteSpace(c))
            {
                space = true;
                continue;
            }
            if (space)
            {
                result.Append(' ');
                space = false;
            }
            result.Append(c);
        }
        return result.ToString();
    }

    private static bool NeedsCollapse(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && (text[i] != ' ' || text[i - 1] == ' '))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True when the text holds a tag that HTML has, or a character reference.</summary>
    public static bool LooksLikeHtml(string text)
    {
        var rest = text.AsSpan();
        int at;
        while ((at = rest.IndexOfAny('<', '&')) >= 0)
        {
            rest = rest[at..];
            if (
                rest[0] == '<'
                    ? TagName(rest) is { Length: > 0 } name && Known.Contains(name)
                    : ReferenceLength(rest) > 0
            )
            {
                return true;
            }
            rest = rest[1..];
        }
        return false;
    }

    /// <summary>Text of a fragment: tags out, references resolved; white space is left to the caller.</summary>
    public static string Strip(string html)
    {
        var result = new StringBuilder(html.Length);
        var rest = html.AsSpan();
        while (!rest.IsEmpty)
        {
            var at = rest.IndexOfAny('<', '&');
            if (at < 0)
            {
                result.Append(rest);
                break;
            }
            result.Append(rest[..at]);
            rest = rest[at..];
            rest = rest[(rest[0] == '<' ? TakeTag(rest, result) : TakeReference(rest, result))..];
        }
        return result.ToString();
    }

    /// <summary>Resolves references only.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        int at;
        while ((at = rest.IndexOf('&')) >= 0)
        {
            result.Append(rest[..at]);
            rest = rest[at..];
            rest = rest[TakeReference(rest, result)..];
        }
        return result.Append(rest).ToString();
    }

    private static int TakeTag(ReadOnlySpan<char> rest, StringBuilder result)
    {
        if (rest.StartsWith("<!--"))
        {
            return Past(rest, "-->");
        }
        var name = TagName(rest);
        if (name is null)
        {
            result.Append('<');
            return 1;
        }
        if (name is "script" or "style")
        {
            var close = rest.IndexOf(name == "script" ? "</script" : "</style", StringComparison.OrdinalIgnoreCase);
            return close < 0 ? rest.Length : close + Past(rest[close..], ">");
        }
        if (!InlineElements.Names.Contains(name))
        {
            result.Append(' ');
        }
        return EndOfTag(rest);
    }

    private static int Past(ReadOnlySpan<char> rest, string end)
    {
        var at = rest.IndexOf(end, StringComparison.Ordinal);
        return at < 0 ? rest.Length : at + end.Length;
    }

    /// <summary>A "&gt;" inside a quoted attribute does not end the tag.</summary>
    private static int EndOfTag(ReadOnlySpan<char> rest)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '>')
            {
                return i + 1;
            }
            if (rest[i] is '"' or '\'' && rest[i - 1] == '=')
            {
                var close = rest[(i + 1)..].IndexOf(rest[i]);
                i = close < 0 ? i : i + 1 + close;
            }
        }
        return rest.Length;
    }

    private static string? TagName(ReadOnlySpan<char> rest)
    {
        var start = rest.Length > 1 && rest[1] is '/' or '!' or '?' ? 2 : 1;
        var end = start;
        while (end < rest.Length && end < start + 16 && char.IsAsciiLetterOrDigit(rest[end]))
        {
            end++;
        }
        return end == start || !char.IsAsciiLetter(rest[start]) ? null : rest[start..end].ToString().ToLowerInvariant();
    }

    private static int TakeReference(ReadOnlySpan<char> rest, StringBuilder result)
    {
        var length = ReferenceLength(rest);
        if (length == 0)
        {
            result.Append('&');
            return 1;
        }
        result.Append(Reference(rest[1..(length - 1)]));
        return length;
    }

    private static int ReferenceLength(ReadOnlySpan<char> rest)
    {
        var end = rest[..Math.Min(rest.Length, 34)].IndexOf(';');
        return end >= 2 && Reference(rest[1..end]) is not null ? end + 1 : 0;
    }

    private static string? Reference(ReadOnlySpan<char> name)
    {
        Span<byte> ascii = stackalloc byte[64];
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] != '#')
            {
                return null;
            }
            ascii[i] = (byte)name[i];
        }
        return name[0] == '#' ? HtmlEntities.Numeric(ascii[1..name.Length]) : HtmlEntities.Named(ascii[..name.Length]);
    }
}
