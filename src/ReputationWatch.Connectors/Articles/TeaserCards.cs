using AngleSharp.Dom;

namespace ReputationWatch.Connectors.Articles;

/// <summary>
/// Finds the cards that lead to other articles: a small element around a linked heading. Their summaries read like prose and
/// would drown a short article.
/// </summary>
internal static class TeaserCards
{
    private const int LargestCard = 500;
    private const int MostHeadings = 500;
    private const int MostLevels = 8;

    public static HashSet<IElement> Find(PageText page)
    {
        var cards = new HashSet<IElement>();
        foreach (var heading in page.Body.QuerySelectorAll("h2, h3, h4, h5, h6").Take(MostHeadings))
        {
            if (!page.IsPruned(heading) && IsLinked(heading) && Card(page, heading) is { } card)
            {
                cards.Add(card);
            }
        }
        return cards;
    }

    private static bool IsLinked(IElement heading)
    {
        if (heading.ParentElement?.LocalName == "a")
        {
            return true;
        }
        var text = heading.TextContent.Trim().Length;
        var linked = heading.QuerySelectorAll("a[href]").Where(IsElsewhere).Sum(a => a.TextContent.Trim().Length);
        return text > 8 && linked >= text * 0.9;
    }

    /// <summary>A heading that links to its own anchor belongs to the text.</summary>
    private static bool IsElsewhere(IElement link) => !link.GetAttribute("href")!.StartsWith('#');

    /// <summary>The largest element around the heading that is still no more than one card.</summary>
    private static IElement? Card(PageText page, IElement heading)
    {
        IElement? card = null;
        var at = heading.ParentElement;
        for (
            var level = 0;
            level < MostLevels && at is not null && at != page.Body && page.Length(at) <= LargestCard;
            level++
        )
        {
            if (
                (at.LocalName is "main" or "article" && page.Length(at) > LargestCard / 2)
                || at.QuerySelector("h1") is not null
            )
            {
                break;
            }
            card = at;
            at = at.ParentElement;
        }
        return card;
    }
}
