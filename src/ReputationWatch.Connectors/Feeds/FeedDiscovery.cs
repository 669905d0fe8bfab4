using AngleSharp.Dom;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>An address that may be a feed, and how we came to think so.</summary>
public sealed record FeedCandidate(string Url, string? Title, FeedCandidateSource Source);

/// <summary>In the order in which candidates should be tried.</summary>
public enum FeedCandidateSource
{
    LinkElement,
    Anchor,
    KnownPath,
}

/// <summary>Finds feeds from a page: by <c>link rel=alternate</c>, by links that look like feeds, by the paths of common platforms.</summary>
public static class FeedDiscovery
{
    private const int MostCandidates = 40;

    private static readonly string[] FeedTypes =
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/x-rss+xml",
        "application/json",
        "application/xml",
        "text/xml",
        "text/rss+xml",
        "text/atom",
        "application/x.atom+xml",
    ];

    private static readonly string[] AnchorHints =
    [
        "rss",
        "atom",
        "/feed",
        "feed.xml",
        "feed.json",
        "/feeds/",
        ".rdf",
        "index.xml",
    ];

    private static readonly (string Sign, string[] Paths)[] Platforms =
    [
        ("wp-content", ["/feed/", "/?feed=rss2", "/comments/feed/"]),
        ("wordpress", ["/feed/", "/?feed=rss2"]),
        ("blogger", ["/feeds/posts/default", "/feeds/posts/default?alt=rss"]),
        ("blogspot", ["/feeds/posts/default"]),
        ("ghost", ["/rss/"]),
        ("squarespace", ["/?format=rss"]),
        ("shopify", ["/blogs/news.atom"]),
        ("drupal", ["/rss.xml"]),
        ("joomla", ["/?format=feed&type=rss"]),
        ("discourse", ["/latest.rss", "/posts.rss"]),
        ("hugo", ["/index.xml"]),
        ("jekyll", ["/feed.xml"]),
        ("tumblr", ["/rss"]),
        ("typo3", ["/rss.xml"]),
        ("spip", ["/spip.php?page=backend"]),
        ("dotclear", ["/feed/atom", "/feed/rss2"]),
        ("prestashop", ["/modules/feeder/rss.php"]),
        ("substack", ["/feed"]),
        ("medium.com", ["/feed"]),
        ("wix.com", ["/blog-feed.xml"]),
        ("phpbb", ["/feed", "/feed.php"]),
    ];

    private static readonly string[] CommonPaths =
    [
        "/feed",
        "/rss",
        "/feed.xml",
        "/rss.xml",
        "/atom.xml",
        "/index.xml",
        "/feed.json",
    ];

    /// <summary>Candidates in the order to try, each once.</summary>
    public static IReadOnlyList<FeedCandidate> Find(string html, string url)
    {
        var document = HtmlPage.Parse(html);
        var baseUrl = FeedAddress.Resolve(url, document.QuerySelector("base[href]")?.GetAttribute("href")) ?? url;
        var found = new Dictionary<string, FeedCandidate>(StringComparer.Ordinal);
        foreach (
            var candidate in Links(document, baseUrl)
                .Concat(Anchors(document, baseUrl))
                .Concat(KnownPaths(document, html, url))
        )
        {
            if (found.Count < MostCandidates)
            {
                found.TryAdd(candidate.Url, candidate);
            }
        }
        return [.. found.Values];
    }

    private static IEnumerable<FeedCandidate> Links(IDocument document, string baseUrl)
    {
        foreach (var link in document.QuerySelectorAll("link[href]"))
        {
            var relations = (link.GetAttribute("rel") ?? "")
                .ToLowerInvariant()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var type = (link.GetAttribute("type") ?? "").Split(';')[0].Trim().ToLowerInvariant();
            var isFeed = relations.Contains("feed") || (relations.Contains("alternate") && FeedTypes.Contains(type));
            // WordPress announces its JSON interface and oEmbed with the same relation.
            if (
                isFeed
                && Candidate(baseUrl, link, FeedCandidateSource.LinkElement) is { } found
                && !IsInterface(found.Url)
            )
            {
                yield return found;
            }
        }
    }

    private static bool IsInterface(string url) =>
        url.Contains("/wp-json/", StringComparison.OrdinalIgnoreCase)
        || url.Contains("oembed", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<FeedCandidate> Anchors(IDocument document, string baseUrl)
    {
        foreach (var anchor in document.QuerySelectorAll("a[href]"))
        {
            var address = anchor.GetAttribute("href")!;
            if (
                Array.Exists(AnchorHints, h => address.Contains(h, StringComparison.OrdinalIgnoreCase))
                && Candidate(baseUrl, anchor, FeedCandidateSource.Anchor) is { } found
            )
            {
                yield return found;
            }
        }
    }

    private static FeedCandidate? Candidate(string baseUrl, IElement element, FeedCandidateSource source)
    {
        var url = FeedAddress.Resolve(baseUrl, element.GetAttribute("href"));
        if (url?.StartsWith("feed:", StringComparison.OrdinalIgnoreCase) == true)
        {
            url = url.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) ? "http" + url[4..] : url[5..];
        }
        return url?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true
            ? new FeedCandidate(url, HtmlText.Collapse(element.GetAttribute("title") ?? element.TextContent), source)
            : null;
    }

    private static IEnumerable<FeedCandidate> KnownPaths(IDocument document, string html, string url)
    {
        var generator = document.QuerySelector("meta[name=generator i]")?.GetAttribute("content") ?? "";
        var paths = Platforms
            .Where(p =>
                generator.Contains(p.Sign, StringComparison.OrdinalIgnoreCase)
                || html.Contains(p.Sign, StringComparison.OrdinalIgnoreCase)
            )
            .SelectMany(p => p.Paths)
            .Concat(CommonPaths);
        foreach (var path in paths)
        {
            if (FeedAddress.Resolve(url, path) is { } address)
            {
                yield return new FeedCandidate(address, null, FeedCandidateSource.KnownPath);
            }
        }
    }
}
