using AngleSharp.Dom;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Articles;

/// <summary>The main text of a page.</summary>
internal static class ArticleText
{
    private const int Enough = 250;

    /// <param name="body">The body of the page.</param>
    /// <param name="title">The title, which is no part of the text.</param>
    /// <param name="declared">The text as the page's JSON-LD has it, when it does.</param>
    public static string? Read(IElement body, string? title, string? declared)
    {
        var page = new PageText(body);
        var blocks = BlockCollector.Collect(body, page.IsPruned);
        if (declared is { Length: >= Enough } && DeclaredText.Match(body, declared) is { } matched)
        {
            return matched;
        }
        var content = new MainContent(page, blocks).Find();
        var found = content
            .SelectMany(c => BlockCollector.Collect(c, page.IsPruned))
            .Where(b => !page.IsInTeaser(b.Owner));
        var kept = BlockFilter.Keep([.. found], title);
        var text = Join(kept);
        if (text.Length < Enough)
        {
            text = Longest(text, Join(BlockFilter.Keep(blocks, title)), Unpruned(body, title));
        }
        if (declared is { Length: >= Enough } && text.Length < declared.Length / 2)
        {
            text = declared;
        }
        return text.Length == 0 ? null : text;
    }

    private static string Longest(string chosen, string pruned, string all) =>
        pruned.Length > chosen.Length * 2 ? pruned
        : chosen.Length == 0 ? all
        : chosen;

    /// <summary>Pages whose every name looks like furniture, or that are hidden until a script runs: all prose of the body.</summary>
    private static string Unpruned(IElement body, string? title)
    {
        var blocks = BlockCollector.Collect(
            body,
            e => e.LocalName is "script" or "style" or "noscript" or "template" or "nav" or "footer"
        );
        return Join(BlockFilter.Keep([.. blocks.Where(b => b.IsProse)], title));
    }

    private static string Join(List<TextBlock> blocks) => string.Join('\n', blocks.Select(b => b.Text));
}

/// <summary>Uses the text in JSON-LD to pick the blocks: it says what belongs, the page says how it is cut.</summary>
internal static class DeclaredText
{
    public static string? Match(IElement body, string declared)
    {
        var target = Letters(declared);
        var blocks = BlockCollector.Collect(body, e => e.LocalName is "script" or "style" or "template" or "noscript");
        var kept = new List<string>();
        var covered = 0;
        foreach (var block in blocks)
        {
            var letters = Letters(block.Text);
            if (letters.Length > 12 && target.Contains(letters, StringComparison.Ordinal) && !kept.Contains(block.Text))
            {
                kept.Add(block.Text);
                covered += letters.Length;
            }
        }
        return covered >= target.Length * 0.9 && covered <= target.Length * 1.1 ? string.Join('\n', kept) : null;
    }

    private static string Letters(string text) =>
        string.Concat(HtmlText.Decode(text).Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
