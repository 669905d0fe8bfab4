using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;
using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Connectors.Html;

/// <summary>
/// HTML of strangers made fit to be shown: what is on the lists below is written anew, everything else is not. Nothing is
/// copied from the input except text, and attribute values that are escaped here.
/// </summary>
public static class SafeHtml
{
    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet([
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]);

    // Unlike other unknown elements these lose their content too: it is no text for people.
    private static readonly FrozenSet<string> Dropped = FrozenSet.ToFrozenSet([
        "applet",
        "audio",
        "base",
        "button",
        "canvas",
        "datalist",
        "embed",
        "frame",
        "frameset",
        "head",
        "iframe",
        "input",
        "link",
        "map",
        "math",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "option",
        "param",
        "plaintext",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
        "xml",
        "xmp",
    ]);

    private static readonly FrozenSet<string> PlainAttributes = FrozenSet.ToFrozenSet([
        "alt",
        "title",
        "lang",
        "dir",
        "datetime",
        "colspan",
        "rowspan",
        "width",
        "height",
        "start",
        "cite",
    ]);

    /// <summary>Cleans a fragment. Addresses become absolute; those that are not http(s) or mailto go.</summary>
    public static string Clean(string html, string? baseUrl)
    {
        if (!html.AsSpan().ContainsAny('<', '&'))
        {
            return html;
        }
        var result = new StringBuilder(html.Length);
        Write(HtmlPage.ParseFragment(html), baseUrl, result);
        return result.ToString().Trim();
    }

    /// <summary>Text made fit to stand between tags.</summary>
    public static string Escape(string text) =>
        text.AsSpan().IndexOfAny('&', '<', '>') < 0
            ? text
            : text.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string EscapeAttribute(string value) =>
        Escape(value).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A walk with its own stack: depth of nesting is the input's choice. Asking for siblings would be quadratic.</summary>
    private static void Write(INode root, string? baseUrl, StringBuilder result)
    {
        var open = new Stack<(IEnumerator<INode> Children, string? EndTag)>();
        open.Push((root.ChildNodes.GetEnumerator(), null));
        while (open.TryPeek(out var parent))
        {
            if (!parent.Children.MoveNext())
            {
                result.Append(open.Pop().EndTag);
            }
            else if (parent.Children.Current is IText text)
            {
                result.Append(Escape(text.Data));
            }
            else if (
                parent.Children.Current is IElement element
                && !Dropped.Contains(element.LocalName)
                && IsHtml(element)
            )
            {
                open.Push((element.ChildNodes.GetEnumerator(), Open(element, baseUrl, result)));
            }
        }
    }

    private static bool IsHtml(IElement element) => element.NamespaceUri is null or "http://www.w3.org/1999/xhtml";

    /// <summary>Writes the start tag and returns the end tag; null for void and unknown elements.</summary>
    private static string? Open(IElement element, string? baseUrl, StringBuilder result)
    {
        var name = element.LocalName;
        if (!Kept.Contains(name))
        {
            return null;
        }
        result.Append('<').Append(name);
        foreach (var attribute in element.Attributes)
        {
            if (Value(name, attribute.LocalName, attribute.Value, baseUrl) is { } value)
            {
                result.Append(' ').Append(attribute.LocalName).Append("=\"").Append(EscapeAttribute(value)).Append('"');
            }
        }
        result.Append('>');
        return name is "br" or "hr" or "img" or "col" or "wbr" ? null : $"</{name}>";
    }

    private static string? Value(string element, string attribute, string value, string? baseUrl) =>
        (element, attribute) switch
        {
            ("a", "href") => Allowed(baseUrl, value, mail: true),
            ("img", "src") => Allowed(baseUrl, value, mail: false),
            (_, "cite") => Allowed(baseUrl, value, mail: false),
            _ => PlainAttributes.Contains(attribute) ? value : null,
        };

    private static string? Allowed(string? baseUrl, string value, bool mail)
    {
        // What a browser would ignore inside a scheme must not hide it from us.
        var address = FeedAddress.Resolve(baseUrl, string.Concat(value.Where(c => c > ' ' && c != '\u00A0')));
        return
            address is not null
            && (
                !FeedAddress.HasScheme(address) && !address.Contains(':', StringComparison.Ordinal)
                || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || (mail && address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            )
            ? address
            : null;
    }
}
