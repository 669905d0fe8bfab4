using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Articles;

/// <summary>What the names of elements, and the phrases in short blocks, give away as furniture of the page.</summary>
internal static partial class Boilerplate
{
    /// <summary>Elements that hold no text of an article.</summary>
    private static readonly FrozenSet<string> Tags = FrozenSet.ToFrozenSet([
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "button",
        "input",
        "select",
        "textarea",
        "option",
        "datalist",
        "dialog",
        "menu",
        "nav",
        "footer",
        "aside",
        "head",
        "map",
        "applet",
        "frame",
        "frameset",
        "noframes",
        "link",
        "meta",
        "figcaption",
        "picture",
        "progress",
        "meter",
    ]);

    private static readonly FrozenSet<string> Roles = FrozenSet.ToFrozenSet([
        "navigation",
        "complementary",
        "banner",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tablist",
    ]);

    // Words of class names and ids. Wherever one of these stands, the element is no part of the text.
    private static readonly FrozenSet<string> Hard = FrozenSet.ToFrozenSet([
        "comment",
        "comments",
        "commentlist",
        "commentaires",
        "commentaire",
        "kommentare",
        "disqus",
        "respond",
        "replies",
        "related",
        "relatedposts",
        "relatedarticles",
        "recommend",
        "recommended",
        "recommendation",
        "recommendations",
        "share",
        "sharing",
        "shares",
        "sharedaddy",
        "sharethis",
        "sharebar",
        "addthis",
        "addtoany",
        "social",
        "socials",
        "socialmedia",
        "partage",
        "partager",
        "newsletter",
        "newsletters",
        "subscribe",
        "subscription",
        "signup",
        "advert",
        "adverts",
        "advertisement",
        "advertising",
        "advertorial",
        "ad",
        "ads",
        "adsense",
        "adslot",
        "adunit",
        "adsbygoogle",
        "dfp",
        "gpt",
        "pub",
        "publicite",
        "anzeige",
        "sponsor",
        "sponsored",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "popup",
        "modal",
        "lightbox",
        "overlay",
        "navigation",
        "navbar",
        "nav",
        "menu",
        "pagination",
        "pager",
        "outbrain",
        "taboola",
        "trending",
        "mostread",
        "byline",
        "caption",
        "login",
        "register",
        "yarpp",
        "tagcloud",
        "toolbar",
        "skiplink",
        "masthead",
        "colophon",
        "noprint",
        "paywall",
        "donate",
        "donation",
        "follow",
        "copyright",
        "wpcf7",
        "credit",
        "credits",
        "mailchimp",
        "captcha",
        "rss",
        "postnav",
        "metadata",
        "readmore",
        "backlink",
        "photocredit",
    ]);

    // Wherever one of these stands, the element is furniture if it is short or made of links.
    private static readonly FrozenSet<string> Soft = FrozenSet.ToFrozenSet([
        "widget",
        "widgets",
        "popular",
        "teaser",
        "teasers",
        "promo",
        "promos",
        "promotion",
        "tags",
        "tag",
        "taglist",
        "meta",
        "author",
        "authors",
        "bio",
        "authorbox",
        "header",
        "gallery",
        "carousel",
        "slideshow",
        "slider",
        "print",
        "more",
        "banner",
        "info",
        "infos",
        "date",
        "time",
        "timestamp",
        "posted",
        "published",
        "category",
        "categories",
        "links",
        "toc",
        "rating",
        "ratings",
        "player",
        "footer",
        "hidden",
        "only",
        "topics",
        "latest",
        "next",
        "prev",
        "previous",
        "poll",
        "quiz",
        "cta",
        "card",
        "cards",
        "list",
        "email",
        "label",
        "kicker",
        "topic",
        "image",
        "photo",
        "see",
        "also",
        "reply",
        "hero",
    ]);

    // "has-sidebar", "no-comments", "comments-open" describe the page, not the element.
    private static readonly FrozenSet<string> Modifiers = FrozenSet.ToFrozenSet([
        "has",
        "no",
        "with",
        "without",
        "is",
        "not",
        "open",
        "closed",
        "enabled",
        "disabled",
        "hide",
        "show",
    ]);

    public static bool IsFurnitureTag(IElement element) => Tags.Contains(element.LocalName);

    public static bool HasFurnitureRole(IElement element) =>
        element.GetAttribute("role") is { } role && Roles.Contains(role.Trim().ToLowerInvariant());

    public static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden"))
        {
            return true;
        }
        var style = element.GetAttribute("style");
        return style is not null && HiddenStyle().IsMatch(style);
    }

    public static bool IsHardNamed(IElement element) =>
        Names(element).Any(words => words.Any(Hard.Contains) && !words.Any(Modifiers.Contains));

    public static bool IsSoftNamed(IElement element) =>
        Names(element).Any(words => words.Any(Soft.Contains) && !words.Any(Modifiers.Contains));

    /// <summary>Each class name and the id, cut into words: "relatedArticles", "related-articles", "c-related__list".</summary>
    private static IEnumerable<string[]> Names(IElement element)
    {
        var names = element.ClassName is { Length: > 0 } classes
            ? classes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            : [];
        foreach (var name in element.Id is { Length: > 0 } id ? names.Append(id) : names)
        {
            if (name.Length <= 80)
            {
                yield return [.. WordPattern().Matches(name).Select(m => m.Value.ToLowerInvariant())];
            }
        }
    }

    /// <summary>A short block that invites to something else than reading.</summary>
    public static bool IsPhrase(string text) => text.Length < 200 && Phrase().IsMatch(text);

    /// <summary>How to reach the author, or who that is: stands below the text.</summary>
    public static bool IsAuthorNote(string text) => text.Length < 300 && AuthorNote().IsMatch(text);

    /// <summary>After this heading the article is over.</summary>
    public static bool EndsArticle(string text) => text.Length < 80 && Ending().IsMatch(text);

    /// <summary>"By Jane Doe", "Publié le 3 mai 2020 à 10h", "12:30": what stands between the title and the text.</summary>
    public static bool IsByline(string text) => text.Length < 160 && BylinePattern().IsMatch(text);

    [GeneratedRegex(@"[A-Z]?[a-z]+|[A-Z]+", RegexOptions.CultureInvariant, RegexPatience.Ample)]
    private static partial Regex WordPattern();

    [GeneratedRegex(
        @"^\W*(?:(?:contact|e-?mail|reach|write to)\b.{0,80}@|follow\b.{0,60}\b(?:twitter|facebook|instagram|linkedin)\b|.{3,60} is (?:a|an|the) (?:\w+ ){0,4}(?:writer|reporter|journalist|editor|correspondent|columnist|freelancer)\b|(?:reporting|additional reporting|writing|editing|edited|compiled) by\b|suivez\b.{0,60}\bsur (?:twitter|facebook|instagram)|originally published\b|this (?:article|post|story) (?:was )?(?:originally |first )?(?:published|appeared)\b|have a (?:tip|story)\b)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        RegexPatience.Ample
    )]
    private static partial Regex AuthorNote();

    [GeneratedRegex(
        @"display\s*:\s*none|visibility\s*:\s*hidden",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        RegexPatience.Ample
    )]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(
        @"^\W*(?:read (?:more|also|next|the full|full)\b|(?:also |further )?read(?:ing)?\s*:|see also\b|related\b.{0,25}:|recommended (?:for you|stories|reading)|more (?:on this|from|stories|news|about)\b.{0,60}$|watch\s*:|listen\s*:|click (?:here|to)\b|share (?:this|on|via|article|the)\b|tweet(?: this)?$|follow (?:us|@|me)\b|sign up\b|subscribe\b|advertisement\b|sponsored\b|(?:story|article) continues below|continue reading|(?:story|article) continues|media playback is|image (?:copyright|caption)|(?:please )?enable javascript|javascript is|your browser does|play video|watch video|video:|view (?:image )?gallery|view comments|(?:show|see|load|view) (?:more|all)\b|enlarge (?:this )?image|(?:hide|toggle) caption|scroll down|report an? (?:typo|error)|download (?:the|our) app|get (?:the|our) .{0,30}newsletter|join (?:our|the) .{0,40}(?:newsletter|channel|group|mailing list)|already a subscriber|(?:log|sign) in\b.{0,40}$|this (?:video|content|site) (?:is|requires|uses)|nous utilisons des cookies|we use cookies|recevez\b|découvrez (?:aussi|notre newsletter)|pour aller plus loin|retrouvez\b.{0,60}\bsur|loading\b|skip (?:to|ad)|print (?:this|article)|image (?:credit|source|caption|copyright)|photo(?:graph)?s? (?:by|credit|:)|(?:picture|photo|image|video|source|credit)s?\s*:|getty images|file photo|posted (?:in|by|on)\b|filed under|tagged?(?: (?:with|as|in))?\s*:|tags?\s*:|categor(?:y|ies)\s*:|topics?\s*:|©|copyright\b|all rights reserved|(?:à )?lire (?:aussi|également|la suite|plus)|(?:à )?voir aussi|sur le même (?:sujet|thème)|partager\b|s'abonner|abonnez-vous|inscrivez-vous|suivez-nous|publicité$|crédits? (?:photo|image)|(?:photo|crédit|légende)\s*:|tous droits réservés|mots-clés\s*:|lesen sie (?:auch|mehr)|mehr zum thema|auch interessant|anzeige$|foto\s*:|teilen$|newsletter\b.{0,30}$|lea también|leggi anche|leia também|lees ook)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        RegexPatience.Ample
    )]
    private static partial Regex Phrase();

    [GeneratedRegex(
        @"^\W*(?:\d+ )?(?:(?:reader )?comments?\b(?: \(\d+\))?.{0,12}$|leave a (?:reply|comment)|post a comment|join the (?:conversation|discussion)|add (?:a|your) comment|responses?(?: to .*)?$|discussion$|commentaires?\b.{0,12}$|réactions?$|laisser un commentaire|laissez un commentaire|ajouter un commentaire|(?:schreiben sie einen )?kommentare?\b.{0,12}$|related (?:articles?|posts?|stories|content|news|topics?)|you (?:may|might) (?:also )?(?:like|be interested)|recommended(?: for you)?$|more (?:stories|news|articles)$|most (?:read|popular|viewed)|latest news$|trending(?: now)?$|about the authors?$|share this(?: article| story| post)?\W*$|articles? (?:liés|similaires|associés|connexes|recommandés)|à lire (?:aussi|également)|sur le même (?:sujet|thème)|dans la même rubrique|les plus lus|à propos de l.auteur|mehr zum thema|das könnte sie auch interessieren|ähnliche artikel)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        RegexPatience.Ample
    )]
    private static partial Regex Ending();

    [GeneratedRegex(
        @"^\W*(?:(?:written |posted |published |reported |edited )?by\s+\p{Lu}|par\s+\p{Lu}|von\s+\p{Lu}|(?:last )?(?:updated|published|posted|modified|created)\b(?: on| at)?|publié(?:e)?\b|mis(?:e)? à jour|le \d{1,2}\b.{0,40}\d{4}|veröffentlicht|aktualisiert|\d{1,2}[:h]\d{2}|\d+ (?:min(?:ute)?s?|hours?|days?|weeks?) (?:ago|read)|temps de lecture|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? \p{L}{3,9}\.? \d{4})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        RegexPatience.Ample
    )]
    private static partial Regex BylinePattern();
}
