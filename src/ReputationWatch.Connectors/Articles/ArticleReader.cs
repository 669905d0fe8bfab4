using AngleSharp.Dom;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews;
using ReputationWatch.Connectors.Reviews.Syntaxes;

namespace ReputationWatch.Connectors.Articles;

/// <summary>Reads an article page: its main text and what it says of itself.</summary>
public static class ArticleReader
{
    /// <param name="bytes">The body as received, decompressed.</param>
    /// <param name="url">Where it came from, for relative addresses and dates in paths.</param>
    /// <param name="contentType">The Content-Type header, for its charset.</param>
    public static Article Read(ReadOnlyMemory<byte> bytes, string? url, string? contentType)
    {
        var document = HtmlPage.Parse(HtmlEncoding.Decode(bytes, contentType));
        var baseUrl = FeedAddress.Resolve(url, document.QuerySelector("base[href]")?.GetAttribute("href")) ?? url;
        var items = JsonLd.Read(document).Concat(Microdata.Read(document, baseUrl)).ToArray();
        var page = new ArticlePage(document, baseUrl, ArticleMarkup.Find(items));
        var title = ArticleTitle.Read(page);
        var published = ArticleDates.Published(page);
        return new Article
        {
            Title = title,
            Author = ArticleAuthor.Read(page),
            Published = published?.Time,
            PublishedHasTime = published?.HasTime ?? false,
            Modified = ArticleDates.Modified(page)?.Time,
            Language = page.Language,
            Site = ArticleTitle.Site(page),
            Description = HtmlText.Collapse(
                page.Meta("og:description", "description", "twitter:description") ?? page.Markup.Text("description")
            ),
            Image = ImageAddress(page),
            CanonicalUrl = Canonical(page),
            Text = document.Body is { } body ? ArticleText.Read(body, title, page.Markup.Text("articlebody")) : null,
            Comments = ArticleMarkup.Comments(items, baseUrl),
        };
    }

    private static string? ImageAddress(ArticlePage page) =>
        FeedAddress.Resolve(
            page.BaseUrl,
            page.Meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
                ?? page.Markup.Text("image")
                ?? page.Document.QuerySelector("link[rel=image_src]")?.GetAttribute("href")
        );

    private static string? Canonical(ArticlePage page) =>
        FeedAddress.Resolve(
            page.BaseUrl,
            page.Document.QuerySelector("link[rel~=canonical i]")?.GetAttribute("href") ?? page.Meta("og:url")
        );
}
