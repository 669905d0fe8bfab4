using System.Globalization;
using System.Text;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>What “open the original” shows: the post in its place, with its thread around it; and the site's home.</summary>
internal static class PostPage
{
    private const int OnHome = 30;

    public static string Single(SiteAddress address, Post post, DateTimeOffset now) =>
        Html.Page(address.Site, post.Title ?? post.Author, "", Article(address, post, now, here: true));

    public static string Thread(
        SiteAddress address,
        string thread,
        string? shown,
        IReadOnlyList<Post> oldestFirst,
        DateTimeOffset now
    )
    {
        var title = oldestFirst[0].Title ?? address.Site.Name;
        var feed =
            $"""<link rel="alternate" type="application/atom+xml" title="{Html.Escape(title)}" href="/t/{thread}/feed.xml">""";
        var html = new StringBuilder($"<h1>{Html.Escape(title)}</h1>");
        foreach (var post in oldestFirst)
        {
            html.Append(Article(address, post, now, here: post.Id == shown));
        }
        return Html.Page(address.Site, title, feed, html.ToString());
    }

    public static string Home(SiteAddress address, ReadOnlySpan<Post> oldestFirst, DateTimeOffset now)
    {
        var site = address.Site;
        var html = new StringBuilder();
        foreach (var subject in site.Reviewed)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"""<nav><a href="{ReviewPage.PathOf(subject)}">{Html.Escape(subject.OfficialName(site.Language))}</a></nav>"""
            );
        }
        for (var i = oldestFirst.Length - 1; i >= Math.Max(0, oldestFirst.Length - OnHome); i--)
        {
            html.Append(Article(address, oldestFirst[i], now, here: false));
        }
        return Html.Page(site, site.Name, Autodiscovery(site), html.ToString());
    }

    public static string Article(SiteAddress address, Post post, DateTimeOffset now, bool here)
    {
        var heading = post.Title is null ? "" : $"""<h2><a href="{post.Path}">{Html.Escape(post.Title)}</a></h2>""";
        var stars = post.Stars is null ? "" : $"""<span class="stars">{Stars(post.Stars)}</span> """;
        var reply =
            post.OwnerReply is null || post.OwnerReplyAt > now
                ? ""
                : $"""<div class="reply"><strong>{Html.Escape(post.Subject.OfficialName(post.Site.Language))}</strong>{Html.Paragraphs(post.OwnerReply)}</div>""";
        return $"""
            <article{(here ? " class=\"here\"" : "")}>
            {heading}
            <p class="by">{stars}{Html.Escape(post.Author)} · <a href="{post.Path}">{Html.Time(
                post.At,
                address.Site.Language
            )}</a> · ♥ {post.Likes} · ↩ {post.Replies}</p>
            {Html.Paragraphs(post.Text)}
            {reply}
            </article>
            """;
    }

    public static string Stars(int? stars) => new string('★', stars ?? 0) + new string('☆', 5 - (stars ?? 0));

    private static string Autodiscovery(Site site)
    {
        var type = site.Format switch
        {
            SiteFormat.Rss => "application/rss+xml",
            SiteFormat.Atom => "application/atom+xml",
            SiteFormat.JsonFeed => "application/feed+json",
            _ => null,
        };
        return type is null
            ? ""
            : $"""<link rel="alternate" type="{type}" title="{Html.Escape(site.Name)}" href="{site.FeedPath}">""";
    }
}
