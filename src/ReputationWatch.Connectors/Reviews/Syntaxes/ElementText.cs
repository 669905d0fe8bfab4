using System.Text;
using AngleSharp.Dom;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Reviews.Syntaxes;

/// <summary>The text of an element as read by a person: blocks and line breaks part words, scripts are no text.</summary>
internal static class ElementText
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        "script",
        "style",
        "template",
        "noscript",
        "svg",
    };

    // Nested properties each read their whole text.
    private const int Longest = 100_000;

    /// <summary>White space collapsed; null when empty.</summary>
    public static string? Read(INode node)
    {
        var text = new StringBuilder();
        Append(node, text);
        return HtmlText.Collapse(text.ToString());
    }

    private static void Append(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (text.Length > Longest)
            {
                return;
            }
            if (child is IText data)
            {
                text.Append(data.Data);
            }
            else if (child is IElement element && !Skipped.Contains(element.LocalName))
            {
                var block = !InlineElements.Names.Contains(element.LocalName);
                if (block)
                {
                    text.Append(' ');
                }
                Append(element, text);
                if (block)
                {
                    text.Append(' ');
                }
            }
        }
    }
}
