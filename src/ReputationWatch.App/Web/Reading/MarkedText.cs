using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace ReputationWatch.App.Web.Reading;

/// <param name="Css">A class of the style sheet; null marks with the mark element.</param>
internal readonly record struct TextMark(int Start, int Length, string? Css = null, string? Title = null);

/// <summary>Renders a hostile text with some of its stretches marked. Everything from the text is encoded.</summary>
internal static class MarkedText
{
    public static HtmlString Render(string text, IEnumerable<TextMark> marks, HtmlEncoder encoder)
    {
        var html = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var mark in marks.OrderBy(m => m.Start).ThenByDescending(m => m.Length))
        {
            var start = Math.Max(mark.Start, at);
            var end = Math.Min(mark.Start + mark.Length, text.Length);
            if (end <= start)
            {
                continue; // inside one that is already marked, or outside the text
            }
            html.Append(encoder.Encode(text[at..start]));
            Append(html, text[start..end], mark, encoder);
            at = end;
        }
        html.Append(encoder.Encode(text[at..]));
        return new HtmlString(html.ToString());
    }

    /// <summary>The piece of a long text around its first mark, with the marks moved along.</summary>
    public static (string Text, IReadOnlyList<TextMark> Marks) Excerpt(
        string text,
        IReadOnlyList<TextMark> marks,
        int length
    )
    {
        const int Before = 60;
        if (text.Length <= length)
        {
            return (text, marks);
        }
        var first = marks.Count == 0 ? 0 : marks.Min(m => m.Start);
        var start = first < length - Before ? 0 : Boundary(text, first - Before);
        var end = Math.Min(text.Length, start + length);
        if (end < text.Length && char.IsLowSurrogate(text[end]))
        {
            end--;
        }
        var lead = start > 0 ? "…" : "";
        var piece = lead + text[start..end] + (end < text.Length ? "…" : "");
        var shift = start - lead.Length;
        return (
            piece,
            [
                .. marks
                    .Where(m => m.Start >= start && m.Start + m.Length <= end)
                    .Select(m => m with { Start = m.Start - shift }),
            ]
        );
    }

    private static void Append(StringBuilder html, string piece, TextMark mark, HtmlEncoder encoder)
    {
        var tag = mark.Css is null ? "mark" : "span";
        html.Append('<').Append(tag);
        if (mark.Css is not null)
        {
            html.Append(" class=\"").Append(encoder.Encode(mark.Css)).Append('"');
        }
        if (mark.Title is not null)
        {
            html.Append(" title=\"").Append(encoder.Encode(mark.Title)).Append('"');
        }
        html.Append('>').Append(encoder.Encode(piece)).Append("</").Append(tag).Append('>');
    }

    /// <summary>The start of a word at or before a place.</summary>
    private static int Boundary(string text, int at)
    {
        var space = text.LastIndexOfAny([' ', '\n', '\t'], at, Math.Min(at + 1, 30));
        return space >= 0 ? space + 1
            : char.IsLowSurrogate(text[at]) ? at - 1
            : at;
    }
}
