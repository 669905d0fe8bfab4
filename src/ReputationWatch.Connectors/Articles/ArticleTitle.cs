using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews.Syntaxes;

namespace ReputationWatch.Connectors.Articles;

/// <summary>The headline, and the name of the site that titles carry along.</summary>
internal static class ArticleTitle
{
    private static readonly string[] Separators =
    [
        " | ",
        " - ",
        " – ",
        " — ",
        " :: ",
        " » ",
        " · ",
        " • ",
        " « ",
        " / ",
        ": ",
    ];

    public static string? Read(ArticlePage page)
    {
        var social = WithoutSite(
            page.Meta("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
            page
        );
        var declared = HtmlText.Collapse(page.Markup.Text("headline"));
        var document = HtmlText.Collapse(page.Document.QuerySelector("head title, title")?.TextContent);
        var known = new[] { declared, social, document }.OfType<string>().Select(Key).ToArray();
        var heading = Headings(page).FirstOrDefault(h => Array.Exists(known, k => Same(k, Key(h))));
        return heading
            ?? declared
            ?? social
            ?? ShownPart(page, document)
            ?? OnlyHeading(page, document)
            ?? WithoutTail(WithoutSite(document, page));
    }

    public static string? Site(ArticlePage page) =>
        HtmlText.Collapse(
            page.Meta("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
                ?? page.Markup.Names("publisher").FirstOrDefault()
                ?? page.Markup.Text("ispartof")
        );

    /// <summary>Of "Headline | Section | Site" the headline, when nothing tells the site's name.</summary>
    private static string? WithoutTail(string? title)
    {
        foreach (var separator in (ReadOnlySpan<string>)[" | ", " – ", " — ", " - "])
        {
            var at = title?.IndexOf(separator, StringComparison.Ordinal) ?? -1;
            if (at >= 15 && title!.Length - at < 40)
            {
                return title[..at].Trim();
            }
        }
        return title;
    }

    private static IEnumerable<string> Headings(ArticlePage page) =>
        page
            .Document.QuerySelectorAll("h1, [itemprop~=headline], h2")
            .Select(ElementText.Read)
            .OfType<string>()
            .Take(12);

    /// <summary>Of "Site: Headline" the part that the page shows in large letters.</summary>
    private static string? ShownPart(ArticlePage page, string? document)
    {
        var parts = document?.Split(Separators, StringSplitOptions.TrimEntries) ?? [];
        return parts.Length < 2
            ? null
            : page
                .Document.QuerySelectorAll("h1, h2, h3, b, strong, font, [class*=title i], [class*=headline i]")
                .Take(80)
                .Select(ElementText.Read)
                .OfType<string>()
                .FirstOrDefault(t => t.Length >= 12 && parts.Contains(t, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>On old pages the first heading is the name of the site, which the title then has at its end.</summary>
    private static string? OnlyHeading(ArticlePage page, string? document) =>
        page.Document.QuerySelector("h1") is { } first
        && ElementText.Read(first) is { } text
        && document?.IndexOf(text, StringComparison.OrdinalIgnoreCase) is null or <= 0
            ? text
            : null;

    /// <summary>One begins with the other, and both are longer than a section's name.</summary>
    private static bool Same(string a, string b)
    {
        var shorter = Math.Min(a.Length, b.Length);
        return shorter >= 8
            && a.AsSpan(0, shorter).SequenceEqual(b.AsSpan(0, shorter))
            && shorter >= Math.Max(a.Length, b.Length) * 0.4;
    }

    private static string Key(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Takes " | Site" off the end or "Site: " off the front, when it is the site's name or a short last part.</summary>
    private static string? WithoutSite(string? title, ArticlePage page)
    {
        var text = HtmlText.Collapse(title);
        if (text is null)
        {
            return null;
        }
        var site = Site(page) is { } name ? Key(name) : null;
        var host = Uri.TryCreate(page.BaseUrl, UriKind.Absolute, out var address) ? Key(address.Host) : "";
        foreach (var separator in Separators)
        {
            var at = text.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && IsSite(Key(text[(at + separator.Length)..]), site, host))
            {
                return text[..at].Trim();
            }
            at = text.IndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && IsSite(Key(text[..at]), site, host))
            {
                return text[(at + separator.Length)..].Trim();
            }
        }
        return text;
    }

    private static bool IsSite(string part, string? site, string host) =>
        part.Length > 2
        && (
            part == site
            || host.Contains(part, StringComparison.Ordinal)
            || (site is { Length: > 3 } && part.Contains(site, StringComparison.Ordinal))
        );
}
