using AngleSharp.Dom;

namespace ReputationWatch.Connectors.Articles;

internal enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Quote,
    Preformatted,
    Row,
}

/// <summary>A run of text that a reader sees as one piece. Owner is the innermost block element around it.</summary>
internal sealed record TextBlock(string Text, int LinkLength, BlockKind Kind, IElement Owner)
{
    /// <summary>Characters, ideographs counted as two: they say about as much as two letters.</summary>
    public int Weight { get; } =
        Text.Length + Text.Count(c => c is >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF');

    public double LinkDensity => Text.Length == 0 ? 0 : Math.Min(1, (double)LinkLength / Text.Length);

    public bool EndsSentence =>
        Text.TrimEnd('"', '”', '»', ')', '’', '\'', ' ', '\u00A0')
            is [.., '.' or '!' or '?' or '…' or ':' or '。' or '！' or '？'];

    /// <summary>Reads like the text of an article rather than like furniture.</summary>
    public bool IsProse =>
        (Kind is not (BlockKind.Heading or BlockKind.Row) && Weight >= 80 && LinkDensity < 0.4)
        || (Kind is not BlockKind.Heading && Weight >= 40 && LinkDensity < 0.25 && EndsSentence);
}
