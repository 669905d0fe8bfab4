using System.Text.RegularExpressions;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews.Syntaxes;

namespace ReputationWatch.Connectors.Articles;

/// <summary>Who wrote the article: structured data, then <c>meta</c>, then the byline.</summary>
internal static partial class ArticleAuthor
{
    private const int LongestName = 80;
    private const int LongestByline = 400;
    private const int MostElements = 600;

    private static readonly string[] Bylines =
    [
        "[itemprop~=author] [itemprop~=name]",
        "[itemprop~=author]",
        "a[rel~=author]",
        ".byline-name, .author-name, .author__name, .article-author, .post-author, .entry-author, .byline__name, .c-byline__author",
        "address.author, .author.vcard .fn, .vcard .fn, .byline a, .byline, .author a, .author, #author, .auteur, .signature",
    ];

    public static string? Read(ArticlePage page)
    {
        var names = page
            .Markup.Names("author")
            .Concat(page.Markup.Names("creator"))
            .Select(Clean)
            .OfType<string>()
            .Distinct()
            .ToArray();
        if (names.Length > 0)
        {
            return string.Join(", ", names);
        }
        return Clean(
                page.Meta(
                    "author",
                    "byl",
                    "dc.creator",
                    "dcterms.creator",
                    "parsely-author",
                    "sailthru.author",
                    "citation_author",
                    "article:author",
                    "og:article:author",
                    "twitter:creator:name"
                )
            )
            ?? FromPage(page)
            ?? FromByline(page);
    }

    private static string? FromPage(ArticlePage page)
    {
        foreach (var selector in Bylines)
        {
            var names = page
                .Document.QuerySelectorAll(selector)
                .Take(4)
                .Select(e => Clean(e.GetAttribute("content") ?? ElementText.Read(e)))
                .OfType<string>()
                .Distinct()
                .ToArray();
            if (names.Length > 0)
            {
                return selector.StartsWith('[') || selector.StartsWith("a[", StringComparison.Ordinal)
                    ? string.Join(", ", names)
                    : names[0];
            }
        }
        return null;
    }

    /// <summary>A short line "By Jane Doe" that nothing marks as one.</summary>
    private static string? FromByline(ArticlePage page)
    {
        foreach (
            var element in page
                .Document.QuerySelectorAll("p, span, div, small, em, i, td, h3, h4, h5")
                .Take(MostElements)
        )
        {
            if (
                element.ChildElementCount <= 3
                && element.TextContent.Length < LongestByline / 2
                && Byline().Match(ElementText.Read(element) ?? "") is { Success: true } match
            )
            {
                return match.Groups["name"].Value;
            }
        }
        return null;
    }

    /// <summary>Takes off "By" and what follows the name; null for addresses and for what is too long to be a name.</summary>
    private static string? Clean(string? raw)
    {
        if (raw is null or { Length: > LongestByline })
        {
            return null;
        }
        var text = HtmlText.Collapse(Lead().Replace(HtmlText.Decode(raw).Trim(), ""));
        if (text is null || text.Contains("://", StringComparison.Ordinal) || text.StartsWith('@'))
        {
            return null;
        }
        var name = HtmlText.Collapse(Tail().Replace(text, ""))?.Trim(',', '|', '-', '•', ' ');
        return string.IsNullOrEmpty(name) || name.Length > LongestName || !name.Any(char.IsLetter) ? null : name;
    }

    [GeneratedRegex(
        @"^(?:(?:written|posted|published|reported)\s+)?(?:by|par|von|por|di|auteur\s*:|author\s*:)[\s:]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexPatience.Ample
    )]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"^(?:(?:Written|Posted|Published|Reported|Article) )?(?:[Bb]y|BY|[Pp]ar|PAR|Von|VON)\s*:?\s+(?<name>\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:de|du|van|von|le|la|di|al|bin)\s+)*\p{Lu}[\p{L}.'’-]*){1,3})(?=$|\s*[,|•·–—-]|\s+(?:on|le|am|at|in|for)\b|\s+\d)",
        RegexOptions.CultureInvariant,
        RegexPatience.Ample
    )]
    private static partial Regex Byline();

    [GeneratedRegex(
        @"(?:\s+(?:on|le|am|at|\||•|·|—|–)\s|\s*[,|•·]?\s*(?:\d{1,2}[/. ]|published|updated|posted|publié|mis à jour|follow|view all|more from)).*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexPatience.Ample
    )]
    private static partial Regex Tail();
}
