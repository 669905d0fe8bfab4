using System.Buffers;
using System.Text;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>
/// What a document says of its own encoding: the XML declaration, or the first <c>meta</c> found by the prescan of the HTML
/// Standard (13.2.3.2), which skips comments and other tags and reads attributes as the tokeniser does.
/// </summary>
internal static class CharsetDeclaration
{
    /// <summary>The standard looks at 1024 bytes; pages with long heads in the wild put it later.</summary>
    private const int PrescanBytes = 8192;

    private static readonly SearchValues<char> LabelEnds = SearchValues.Create("; \t\r\n\f");

    public static string? In(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, PrescanBytes)]);
        return InXml(head) ?? new Prescan(head).Find();
    }

    private static string? InXml(string head)
    {
        var start = head.TrimStart();
        if (!start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var end = start.IndexOf('>', StringComparison.Ordinal);
        return ValueAfter(end < 0 ? start : start[..end], "encoding");
    }

    /// <summary>"Extracting a character encoding from a meta element" (2.6.5); XML declarations have the same form.</summary>
    private static string? ValueAfter(string text, string name)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; )
        {
            at += name.Length;
            var rest = text.AsSpan(at).TrimStart();
            if (!rest.StartsWith("=", StringComparison.Ordinal))
            {
                continue;
            }
            rest = rest[1..].TrimStart();
            if (rest.IsEmpty)
            {
                return null;
            }
            if (rest[0] is not ('"' or '\''))
            {
                var end = rest.IndexOfAny(LabelEnds);
                return (end < 0 ? rest : rest[..end]).ToString();
            }
            var close = rest[1..].IndexOf(rest[0]);
            return close < 0 ? null : rest.Slice(1, close).ToString();
        }
        return null;
    }

    private sealed class Prescan(string text)
    {
        private int at;

        public string? Find()
        {
            while ((at = text.IndexOf('<', at)) >= 0)
            {
                if (Follows("<!--"))
                {
                    // "<!-->" is a whole comment: the dashes may be shared.
                    SkipPast("-->", at + 2);
                }
                else if (Follows("<meta") && at + 5 < text.Length && IsSpaceOrSlash(text[at + 5]))
                {
                    at += 5;
                    if (ReadMeta() is { } label)
                    {
                        return label;
                    }
                }
                else if (Follows("<!") || Follows("<?") || (Follows("</") && !IsLetterAt(at + 2)))
                {
                    SkipPast(">", at);
                }
                else if (IsLetterAt(at + 1) || Follows("</"))
                {
                    SkipTag();
                }
                else
                {
                    at++;
                }
                if (at < 0 || at >= text.Length)
                {
                    return null;
                }
            }
            return null;
        }

        private bool Follows(string start) =>
            string.Compare(text, at, start, 0, start.Length, StringComparison.OrdinalIgnoreCase) == 0;

        private bool IsLetterAt(int index) => index < text.Length && char.IsAsciiLetter(text[index]);

        private static bool IsSpaceOrSlash(char c) => c is ' ' or '\t' or '\r' or '\n' or '\f' or '/';

        private void SkipPast(string end, int from)
        {
            var found = text.IndexOf(end, from, StringComparison.Ordinal);
            at = found < 0 ? text.Length : found + end.Length;
        }

        private void SkipTag()
        {
            while (at < text.Length && !IsSpaceOrSlash(text[at]) && text[at] != '>')
            {
                at++;
            }
            while (ReadAttribute() is not null) { }
        }

        private string? ReadMeta()
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            string? charset = null;
            string? content = null;
            var isContentType = false;
            while (ReadAttribute() is var (name, value))
            {
                if (!seen.Add(name))
                {
                    continue;
                }
                isContentType |= name == "http-equiv" && value == "content-type";
                charset = name == "charset" ? value : charset;
                content = name == "content" ? ValueAfter(value, "charset") : content;
            }
            var label = charset ?? (isContentType ? content : null);
            return EncodingLabels.Find(label) is null ? null : label;
        }

        /// <summary>"Get an attribute"; null at the end of the tag.</summary>
        private (string Name, string Value)? ReadAttribute()
        {
            while (at < text.Length && IsSpaceOrSlash(text[at]))
            {
                at++;
            }
            if (at >= text.Length || text[at] == '>')
            {
                return null;
            }
            var start = at;
            while (at < text.Length && !IsSpaceOrSlash(text[at]) && text[at] != '>' && (text[at] != '=' || at == start))
            {
                at++;
            }
            var name = text[start..at].ToLowerInvariant();
            SkipSpaces();
            if (at >= text.Length || text[at] != '=')
            {
                return (name, "");
            }
            at++;
            SkipSpaces();
            return (name, ReadValue().ToLowerInvariant());
        }

        private void SkipSpaces()
        {
            while (at < text.Length && text[at] != '/' && IsSpaceOrSlash(text[at]))
            {
                at++;
            }
        }

        private string ReadValue()
        {
            if (at < text.Length && text[at] is ('"' or '\''))
            {
                var close = text.IndexOf(text[at], at + 1);
                var end = close < 0 ? text.Length : close;
                var quoted = text[(at + 1)..end];
                at = Math.Min(end + 1, text.Length);
                return quoted;
            }
            var start = at;
            while (at < text.Length && text[at] != '>' && (text[at] == '/' || !IsSpaceOrSlash(text[at])))
            {
                at++;
            }
            return text[start..at];
        }
    }
}
