using System.Text.RegularExpressions;
using AngleSharp.Dom;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews.Syntaxes;

namespace ReputationWatch.Connectors.Articles;

/// <summary>
/// When an article was published: what the page declares, then its marked-up times, then its address, then the first date
/// that people are shown. The date keeps the offset it was published with: its day is the one readers saw.
/// </summary>
internal static partial class ArticleDates
{
    private const int EarliestYear = 1990;

    private static readonly string[] PublishedMeta =
    [
        "article:published_time",
        "datepublished",
        "og:published_time",
        "og:article:published_time",
        "article:published",
        "rnews:datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "published_time",
        "publication_date",
        "publicationdate",
        "published-date",
        "date.published",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date.created",
        "dcterms.created",
        "citation_publication_date",
        "citation_date",
        "bt:pubdate",
        "shareaholic:article_published_time",
        "dcsext.articlefirstpublished",
        "article.published",
        "article:publicationdate",
        "displaydate",
        "originalpublicationdate",
        "dc.date",
        "dcterms.date",
        "prism.publicationdate",
        "datecreated",
        "date",
        "article_date_original",
        "cxenseparse:recs:publishtime",
        "vr:published_time",
        "release_date",
        "created",
    ];

    private static readonly string[] ModifiedMeta =
    [
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "dc.date.modified",
        "dcterms.modified",
        "last-modified",
        "article:updated_time",
    ];

    private static readonly string[] TimeElements =
    [
        "[itemprop~=datePublished]",
        "time[pubdate], time.published, time.entry-date, time.post-date, time.dt-published, abbr.published",
        "article header time, .entry-meta time, .post-meta time, .byline time, .article-meta time, .article__meta time, article time",
        "main time, [role=main] time",
        "time[datetime]",
    ];

    private static readonly string[] DateElements =
    [
        ".published, .publish-date, .published-date, .pubdate, .pub-date, .post-date, .entry-date, .article-date, .article__date, .date-published",
        ".posted-on, .post-time, .timestamp, .dateline, .date-header, .datetime, .article-time, .story-date, .submitted, .created, .dtreviewed",
        ".date, #date, .time, .entry-meta, .post-meta, .article-meta, .meta, .byline, .article-info, .author, .info",
        "[class*=publi i], [class*=date i], [id*=date i], [class*=byline i], [class*=meta i], [class*=posted i]",
    ];

    public static PublishedDate? Published(ArticlePage page) =>
        Declared(page) ?? Marked(page) ?? FromAddress(page.BaseUrl) ?? Shown(page) ?? Modified(page);

    public static PublishedDate? Modified(ArticlePage page) =>
        Read(page, page.Markup.Text("datemodified")) ?? FirstMeta(page, ModifiedMeta);

    private static PublishedDate? Declared(ArticlePage page) =>
        Read(page, page.Markup.Text("datepublished"))
        ?? FirstMeta(page, PublishedMeta)
        ?? Read(page, page.Markup.Text("datecreated"));

    private static PublishedDate? FirstMeta(ArticlePage page, string[] names)
    {
        foreach (var name in names)
        {
            if (Read(page, page.Meta(name)) is { } date)
            {
                return date;
            }
        }
        return null;
    }

    private static PublishedDate? Marked(ArticlePage page)
    {
        foreach (var selector in TimeElements)
        {
            foreach (
                var element in page.Document.QuerySelectorAll(selector).Take(200).Where(e => !IsElsewhere(e)).Take(5)
            )
            {
                var date =
                    Read(
                        page,
                        element.GetAttribute("content")
                            ?? element.GetAttribute("datetime")
                            ?? element.GetAttribute("title")
                    ) ?? FindIn(page, ElementText.Read(element));
                if (date is not null)
                {
                    return date;
                }
            }
        }
        return null;
    }

    /// <summary>Dates of comments, of related articles, of updates.</summary>
    private static bool IsElsewhere(IElement element)
    {
        for (var at = element; at is not null && at.LocalName is not ("body" or "main"); at = at.ParentElement)
        {
            if (at.LocalName is "aside" or "footer" or "nav" || (at.LocalName != "article" && IsElsewhereName(at)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsElsewhereName(IElement element) =>
        $"{element.ClassName} {element.Id}" is { Length: > 1 } names && ElsewherePattern().IsMatch(names);

    /// <summary>"/2019/03/04/", "/2019-03-04-", "/20190304/".</summary>
    private static PublishedDate? FromAddress(string? url) =>
        url is not null && AddressPattern().Match(url) is { Success: true } match
            ? Valid(
                FeedDates.Read(
                    $"{match.Groups["year"].Value}-{match.Groups["month"].Value}-{match.Groups["day"].Value}"
                )
            )
            : null;

    private static PublishedDate? Shown(ArticlePage page)
    {
        foreach (var selector in DateElements)
        {
            foreach (
                var element in page.Document.QuerySelectorAll(selector).Take(200).Where(e => !IsElsewhere(e)).Take(12)
            )
            {
                if (ElementText.Read(element) is { Length: < 300 } text && FindIn(page, text) is { } date)
                {
                    return date;
                }
            }
        }
        return page.Document.Body is { } body
            ? NearTitle(page, body) ?? FindIn(page, Head(ElementText.Read(body), 4000))
            : null;
    }

    private static PublishedDate? NearTitle(ArticlePage page, IElement body)
    {
        var scope = body.QuerySelector("article") ?? body.QuerySelector("h1")?.ParentElement?.ParentElement;
        return scope is null || scope == body ? null : FindIn(page, Head(ElementText.Read(scope), 1500));
    }

    private static string? Head(string? text, int length) =>
        text is null || text.Length <= length ? text : text[..length];

    /// <summary>The first thing in a text that is a whole date.</summary>
    private static PublishedDate? FindIn(ArticlePage page, string? text)
    {
        if (text is null)
        {
            return null;
        }
        foreach (Match match in DatePattern().Matches(text))
        {
            if (Read(page, match.Value) is { } date)
            {
                return date;
            }
        }
        return null;
    }

    private static PublishedDate? Read(ArticlePage page, string? text) =>
        Valid(FeedDates.Read(text, PageLanguage.IsDayFirst(page.Language, page.BaseUrl)));

    private static PublishedDate? Valid(PublishedDate? date) =>
        date is { } found && found.Time.Year >= EarliestYear && found.Time.Year < 2100 ? date : null;

    [GeneratedRegex(
        @"\b(?:comments?|related|sidebar|footer|recommend\w*|widget|modified|updated|dateModified|popular|trending|latest|teaser)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexPatience.Ample
    )]
    private static partial Regex ElsewherePattern();

    [GeneratedRegex(
        @"[/_-](?<year>(?:19|20)\d\d)(?<separator>[/_-]?)(?<month>0[1-9]|1[0-2])\k<separator>(?<day>0[1-9]|[12]\d|3[01])(?!\d)",
        RegexOptions.CultureInvariant,
        RegexPatience.Ample
    )]
    private static partial Regex AddressPattern();

    [GeneratedRegex(
        @"(?<!\d)(?:(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?!\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?|\d{1,2}(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|de))?[\s-]\p{L}{3,12}\.?,?(?:\s+(?:de|del))?[\s-](?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d\d|\d\d)(?!\d)|(?:19|20)\d\d年\d{1,2}月\d{1,2}日)|\b\p{L}{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexPatience.Ample
    )]
    private static partial Regex DatePattern();
}
