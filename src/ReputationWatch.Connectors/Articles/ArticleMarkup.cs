using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews;

namespace ReputationWatch.Connectors.Articles;

/// <summary>What structured data says of the article of a page.</summary>
internal sealed class ArticleMarkup(IReadOnlyList<MarkupItem> articles)
{
    /// <summary>Items that describe an article, the most telling first.</summary>
    public static ArticleMarkup Find(IReadOnlyList<MarkupItem> roots)
    {
        var found = new List<MarkupItem>();
        var visited = new HashSet<MarkupItem>();
        foreach (var root in roots)
        {
            Visit(root, 0);
        }
        return new ArticleMarkup([.. found.OrderBy(Rank)]);

        void Visit(MarkupItem item, int depth)
        {
            if (depth > 4 || !visited.Add(item))
            {
                return;
            }
            if (Rank(item) < int.MaxValue)
            {
                found.Add(item);
            }
            foreach (var name in (ReadOnlySpan<string>)["mainentity", "mainentityofpage", "blogpost"])
            {
                foreach (var value in item.Values(name))
                {
                    if (value.Item is { } inner)
                    {
                        Visit(inner, depth + 1);
                    }
                }
            }
        }
    }

    private static int Rank(MarkupItem item)
    {
        foreach (var type in item.Types)
        {
            if (
                type.EndsWith("article", StringComparison.Ordinal)
                || type is "blogposting" or "socialmediaposting" or "liveblogposting" or "report"
            )
            {
                return 0;
            }
            if (
                type
                is "webpage"
                    or "itempage"
                    or "creativework"
                    or "recipe"
                    or "review"
                    or "videoobject"
                    or "podcastepisode"
                    or "qapage"
            )
            {
                return 1;
            }
        }
        return int.MaxValue;
    }

    /// <summary>The first text of a property, markup taken out; of an item its name, headline or address.</summary>
    public string? Text(string property)
    {
        foreach (var value in articles.SelectMany(a => a.Values(property)))
        {
            var text = value.Text ?? FirstText(value.Item!, "name", "headline", "url", "contenturl");
            if (
                HtmlText.Collapse(text is not null && HtmlText.LooksLikeHtml(text) ? HtmlText.Strip(text) : text) is
                { } found
            )
            {
                return found;
            }
        }
        return null;
    }

    /// <summary>All names of a property of the best article.</summary>
    public IEnumerable<string> Names(string property) =>
        articles
            .Select(a =>
                a.Values(property)
                    .Select(v => HtmlText.Collapse(v.Text ?? FirstText(v.Item!, "name")))
                    .OfType<string>()
                    .ToArray()
            )
            .FirstOrDefault(names => names.Length > 0)
        ?? [];

    public static IReadOnlyList<ArticleComment> Comments(IReadOnlyList<MarkupItem> roots, string? baseUrl)
    {
        var comments = new List<ArticleComment>();
        var visited = new HashSet<MarkupItem>();
        foreach (var root in roots)
        {
            Visit(root, 0);
        }
        return comments;

        void Visit(MarkupItem item, int depth)
        {
            if (depth > 20 || !visited.Add(item))
            {
                return;
            }
            if (item.Types.Contains("comment") || item.Types.Contains("usercomments"))
            {
                Add(item);
            }
            foreach (var value in item.Properties.Values.SelectMany(v => v))
            {
                if (value.Item is { } inner)
                {
                    Visit(inner, depth + 1);
                }
            }
        }

        void Add(MarkupItem item)
        {
            if (
                FirstText(item, "text", "commenttext", "description") is { } text
                && HtmlText.Collapse(HtmlText.Strip(text)) is { } clean
            )
            {
                var author = item.Values("author", "creator")
                    .Select(v => v.Text ?? FirstText(v.Item!, "name"))
                    .FirstOrDefault();
                var date = FeedDates.Parse(FirstText(item, "datepublished", "datecreated", "commenttime"));
                comments.Add(
                    new ArticleComment(
                        clean,
                        HtmlText.Collapse(author),
                        date,
                        FeedAddress.Resolve(baseUrl, FirstText(item, "url"))
                    )
                );
            }
        }
    }

    private static string? FirstText(MarkupItem item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var value in item.Values(name))
            {
                if (value.Text is { Length: > 0 } text)
                {
                    return text;
                }
            }
        }
        return null;
    }
}
