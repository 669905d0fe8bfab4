using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Articles;

/// <summary>A parsed page with its <c>meta</c> elements at hand.</summary>
internal sealed class ArticlePage
{
    private readonly Dictionary<string, string> _meta = new(StringComparer.OrdinalIgnoreCase);

    public ArticlePage(IHtmlDocument document, string? baseUrl, ArticleMarkup markup)
    {
        Document = document;
        BaseUrl = baseUrl;
        Markup = markup;
        foreach (var meta in document.QuerySelectorAll("meta[content]"))
        {
            foreach (var name in (ReadOnlySpan<string>)["property", "name", "itemprop", "http-equiv"])
            {
                if (
                    meta.GetAttribute(name) is { Length: > 0 } key
                    && HtmlText.Collapse(meta.GetAttribute("content")) is { } content
                )
                {
                    _meta.TryAdd(key.Trim(), content);
                }
            }
        }
    }

    public IHtmlDocument Document { get; }
    public string? BaseUrl { get; }
    public ArticleMarkup Markup { get; }

    public string? Language =>
        Clean(Document.DocumentElement.GetAttribute("lang"))
        ?? Clean(Document.DocumentElement.GetAttribute("xml:lang"))
        ?? Clean(Markup.Text("inlanguage"))
        ?? Clean(Meta("content-language", "language", "dc.language", "og:locale"))
        ?? Clean(Document.Body?.GetAttribute("lang"));

    /// <summary>The first of these that the page has.</summary>
    public string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_meta.TryGetValue(name, out var content))
            {
                return content;
            }
        }
        return null;
    }

    private static string? Clean(string? tag)
    {
        var first = tag?.Split(',', ';')[0].Trim().Replace('_', '-');
        return string.IsNullOrEmpty(first) || first.Length > 16 ? null : first;
    }
}
