using System.Text;
using AngleSharp.Dom;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Articles;

/// <summary>Cuts a tree into text blocks, in reading order.</summary>
internal sealed class BlockCollector(Predicate<IElement> skip)
{
    private readonly List<TextBlock> _blocks = [];
    private readonly StringBuilder _text = new();
    private int _linkLength;
    private int _links;
    private int _breaks;

    public static List<TextBlock> Collect(IElement root, Predicate<IElement> skip)
    {
        var collector = new BlockCollector(skip);
        collector.Walk(root, root, BlockKind.Paragraph);
        collector.Flush(root, BlockKind.Paragraph);
        return collector._blocks;
    }

    private void Walk(IElement element, IElement owner, BlockKind kind)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
            {
                Append(text.Data);
            }
            else if (node is IElement child && !skip(child))
            {
                Visit(child, owner, kind);
            }
        }
    }

    private void Append(string text)
    {
        _text.Append(text);
        if (!string.IsNullOrWhiteSpace(text))
        {
            _breaks = 0;
            _linkLength += _links > 0 ? text.Trim().Length : 0;
        }
    }

    private void Visit(IElement element, IElement owner, BlockKind kind)
    {
        var name = element.LocalName;
        if (name == "br")
        {
            // Two line breaks part paragraphs on pages that know no other way.
            _text.Append('\n');
            if (++_breaks >= 2)
            {
                Flush(owner, kind);
            }
        }
        else if (name == "a")
        {
            _links++;
            Walk(element, owner, kind);
            _links--;
        }
        else if (InlineElements.Names.Contains(name))
        {
            Walk(element, owner, kind);
        }
        else if (name is "td" or "th")
        {
            _text.Append(' ');
            Walk(element, element, kind);
            _text.Append(' ');
        }
        else
        {
            Flush(owner, kind);
            var inner = Kind(name, kind);
            Walk(element, element, inner);
            Flush(element, inner);
        }
    }

    private static BlockKind Kind(string name, BlockKind outer) =>
        name switch
        {
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => BlockKind.Heading,
            "li" or "dt" or "dd" => BlockKind.ListItem,
            "blockquote" => BlockKind.Quote,
            "pre" => BlockKind.Preformatted,
            "tr" => BlockKind.Row,
            "p" when outer is BlockKind.Row => BlockKind.Paragraph,
            _ => outer,
        };

    private void Flush(IElement owner, BlockKind kind)
    {
        if (HtmlText.Collapse(_text.ToString()) is { } text)
        {
            _blocks.Add(new TextBlock(text, _linkLength, kind, owner));
        }
        _text.Clear();
        _linkLength = 0;
        _breaks = 0;
    }
}
