using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ReputationWatch.Connectors.Html;

/// <summary>HTML into trees, with the bounds that hostile input needs.</summary>
internal static class HtmlPage
{
    private const int LongestPage = 12_000_000;

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(HtmlDepth.Limit(Cut(html)));

    /// <summary>The nodes of a fragment, as children of one node.</summary>
    public static INode ParseFragment(string html)
    {
        var document = new HtmlParser().ParseDocument(
            "<!doctype html><html><head></head><body>" + HtmlDepth.Limit(Cut(html))
        );
        return document.Body is { } body ? body : document;
    }

    private static string Cut(string html) => html.Length > LongestPage ? html[..LongestPage] : html;
}
