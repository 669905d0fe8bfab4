using System.Collections.Frozen;
using System.Text;

namespace ReputationWatch.Connectors.Html;

/// <summary>
/// Browsers stop nesting at 512 elements; a tree built without that limit makes parsing quadratic and walks overflow. Start
/// tags past the limit are taken out before parsing, their text stays.
/// </summary>
internal sealed class HtmlDepth
{
    private const int Deepest = 400;

    // Void, or with an end tag that is commonly left out and implied: they do not nest, except in SVG and MathML.
    private static readonly FrozenSet<string> Flat = FrozenSet.ToFrozenSet(
        [
            "p",
            "li",
            "br",
            "hr",
            "img",
            "meta",
            "link",
            "input",
            "td",
            "tr",
            "th",
            "dd",
            "dt",
            "option",
            "source",
            "wbr",
            "col",
            "area",
            "base",
            "embed",
            "param",
            "track",
            "tbody",
            "thead",
            "html",
            "head",
            "body",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    // The end tag of one of these leaves the blocks inside it open (HTML standard, "adoption agency algorithm").
    private static readonly FrozenSet<string> Formatting = FrozenSet.ToFrozenSet(
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly List<string> _open = [];
    private int _foreign;

    public static string Limit(string html)
    {
        var depth = new HtmlDepth();
        StringBuilder? kept = null;
        var copied = 0;
        for (
            var at = html.IndexOf('<', StringComparison.Ordinal);
            at >= 0 && at + 1 < html.Length;
            at = html.IndexOf('<', at + 1)
        )
        {
            if (html[at + 1] == '/')
            {
                depth.Close(Name(html, at + 2));
            }
            else if (char.IsAsciiLetter(html[at + 1]) && !depth.Open(Name(html, at + 1)))
            {
                kept ??= new StringBuilder(html.Length);
                kept.Append(html, copied, at - copied);
                var end = html.IndexOf('>', at);
                copied = end < 0 ? html.Length : end + 1;
                at = copied - 1;
                if (at < 0 || copied >= html.Length)
                {
                    break;
                }
            }
        }
        return kept is null ? html : kept.Append(html, copied, html.Length - copied).ToString();
    }

    private static string Name(string html, int start)
    {
        var end = start;
        while (end < html.Length && end < start + 24 && html[end] is not (' ' or '>' or '/' or '\n' or '\t' or '\r'))
        {
            end++;
        }
        return html[start..end];
    }

    /// <summary>False when the element would lie too deep.</summary>
    private bool Open(string name)
    {
        if (_foreign == 0 && Flat.Contains(name))
        {
            return true;
        }
        if (_open.Count >= Deepest)
        {
            return false;
        }
        _open.Add(name);
        _foreign += IsForeign(name) ? 1 : 0;
        return true;
    }

    private void Close(string name)
    {
        var index = _open.FindLastIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            return;
        }
        if (Formatting.Contains(name))
        {
            _open.RemoveAt(index);
            return;
        }
        _open.RemoveRange(index, _open.Count - index);
        _foreign = _open.Count(IsForeign);
    }

    private static bool IsForeign(string name) =>
        name.Equals("svg", StringComparison.OrdinalIgnoreCase)
        || name.Equals("math", StringComparison.OrdinalIgnoreCase);
}
