namespace ReputationWatch.Connectors.Articles;

/// <summary>Of the blocks inside the article's element keeps the text and drops what publishers strew between.</summary>
internal static class BlockFilter
{
    public static List<TextBlock> Keep(IReadOnlyList<TextBlock> blocks, string? title)
    {
        var end = End(blocks);
        var kept = new List<TextBlock>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < end; i++)
        {
            if (IsText(blocks[i], title) && (blocks[i].Weight < 40 || seen.Add(blocks[i].Text)))
            {
                kept.Add(blocks[i]);
            }
        }
        TrimStart(kept);
        TrimEnd(kept);
        DropEmptyHeadings(kept);
        return kept;
    }

    /// <summary>Where a heading such as "Comments" or "Related articles" ends the article, if most of the text is above.</summary>
    private static int End(IReadOnlyList<TextBlock> blocks)
    {
        var total = blocks.Where(b => b.IsProse).Sum(b => b.Weight);
        var above = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (above > total * 0.5 && Boilerplate.EndsArticle(blocks[i].Text) && !HasProseSoon(blocks, i))
            {
                return i;
            }
            above += blocks[i].IsProse ? blocks[i].Weight : 0;
        }
        return blocks.Count;
    }

    /// <summary>A box in the middle of the text has the same heading; the text goes on after it.</summary>
    private static bool HasProseSoon(IReadOnlyList<TextBlock> blocks, int heading)
    {
        if (blocks[heading].Text.Contains("omment", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        var after = blocks.Skip(heading + 1).Where(b => b.IsProse).Sum(b => b.Weight);
        var before = blocks.Take(heading).Where(b => b.IsProse).Sum(b => b.Weight);
        return after > before * 0.25;
    }

    private static bool IsText(TextBlock block, string? title)
    {
        if (!block.Text.Any(char.IsLetterOrDigit))
        {
            return false;
        }
        if ((block.Kind == BlockKind.Heading || block.Text.Length == title?.Length) && IsTitle(block, title))
        {
            return false;
        }
        if (Boilerplate.IsPhrase(block.Text) && (block.Weight < 120 || block.LinkDensity > 0.3))
        {
            return false;
        }
        // A heading may link to its own anchor; a list of links may be part of the text when words stand around them.
        return block.Kind == BlockKind.Heading
            ? block.LinkDensity < 0.9 || block.LinkLength <= 2
            : block.LinkDensity < (block.Weight > 200 ? 0.65 : 0.5)
                || (block.Kind == BlockKind.Paragraph && block.EndsSentence && block.Weight > 60);
    }

    /// <summary>The headline again, perhaps shortened.</summary>
    private static bool IsTitle(TextBlock block, string? title)
    {
        if (title is null)
        {
            return block.Owner.LocalName == "h1";
        }
        var (own, known) = (Letters(block.Text), Letters(title));
        var shorter = Math.Min(own.Length, known.Length);
        return own == known
            || (
                block.Owner.LocalName is "h1" or "h2"
                && shorter >= 12
                && own.AsSpan(0, shorter).SequenceEqual(known.AsSpan(0, shorter))
            );
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static void TrimStart(List<TextBlock> blocks)
    {
        while (
            blocks.Count > 1
            && !blocks[0].IsProse
            && (Boilerplate.IsByline(blocks[0].Text) || (IsLoose(blocks[0]) && !OpensText(blocks[0], blocks[1])))
        )
        {
            blocks.RemoveAt(0);
        }
        while (
            blocks.Count > 1
            && blocks[0].Weight < 160
            && Boilerplate.IsByline(blocks[0].Text)
            && !blocks[0].EndsSentence
        )
        {
            blocks.RemoveAt(0);
        }
    }

    /// <summary>A heading, or a bold line that stands for one, right above its paragraph.</summary>
    private static bool OpensText(TextBlock first, TextBlock next) =>
        next.IsProse
        && first.Owner.ParentElement == next.Owner.ParentElement
        && (first.Kind == BlockKind.Heading || first.Owner.QuerySelector("strong, b") is not null);

    private static void TrimEnd(List<TextBlock> blocks)
    {
        while (
            blocks.Count > 1
            && (
                Boilerplate.IsAuthorNote(blocks[^1].Text)
                || (!blocks[^1].IsProse && (IsLoose(blocks[^1]) || blocks[^1].Kind == BlockKind.Heading))
            )
        )
        {
            blocks.RemoveAt(blocks.Count - 1);
        }
    }

    /// <summary>Short, not a sentence, and not part of a list or table.</summary>
    private static bool IsLoose(TextBlock block) =>
        block.Kind is BlockKind.Paragraph or BlockKind.Heading && !block.EndsSentence && block.Weight < 60
        || block.LinkDensity > 0.4;

    /// <summary>A heading right before a heading of its own or a higher rank has lost its text to the rules above.</summary>
    private static void DropEmptyHeadings(List<TextBlock> blocks)
    {
        for (var i = blocks.Count - 2; i >= 0; i--)
        {
            var (here, next) = (blocks[i], blocks[i + 1]);
            if (
                here.Kind == BlockKind.Heading
                && next.Kind == BlockKind.Heading
                && string.CompareOrdinal(next.Owner.LocalName, here.Owner.LocalName) <= 0
                && Boilerplate.EndsArticle(here.Text)
            )
            {
                blocks.RemoveAt(i);
            }
        }
    }
}
