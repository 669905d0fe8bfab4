using System.Globalization;
using System.Text;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>Answers the requests to one site of the world.</summary>
internal sealed class SiteHandler(
    SiteAddress address,
    Timeline timeline,
    DemoWorldOptions options,
    DateTimeOffset start
)
{
    private const string HtmlType = "text/html; charset=utf-8";
    private const string AtomType = "application/atom+xml; charset=utf-8";

    private Site Site => address.Site;

    public Task HandleAsync(HttpContext http)
    {
        var now = options.Time.GetUtcNow();
        var path = http.Request.Path.Value ?? "/";
        if (path == "/robots.txt")
        {
            return AnswerAsync(
                http,
                "User-agent: *\nAllow: /\nDisallow: /account/\n",
                "text/plain; charset=utf-8",
                start
            );
        }
        if (Site.IsTroubled && Troubles.DownFor(now - start) is { } left)
        {
            return RefuseAsync(http, left);
        }
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] => HomeAsync(http, now),
            ["style.css"] => AnswerAsync(http, Html.Style(Site), "text/css; charset=utf-8", start),
            ["feed.xml" or "feed.json"] when path == Site.FeedPath && !Site.IsReviewSite => FeedAsync(
                http,
                PageNumber(http),
                now
            ),
            ["archive", var file] when Site.Paging == SitePaging.Archive => FeedAsync(http, ArchiveNumber(file), now),
            ["h", var key] => ReviewsAsync(http, key, now),
            ["p", var id] => PostAsync(http, id, now),
            ["t", var thread, "feed.xml"] => ThreadFeedAsync(http, thread, now),
            ["t", var thread, .. var rest] => ThreadAsync(http, thread, rest.FirstOrDefault(), now),
            _ => NotFoundAsync(http),
        };
    }

    private Task FeedAsync(HttpContext http, int? number, DateTimeOffset now)
    {
        if (PublishedPage.Of(timeline.Published(Site, now), number, options.PageSize) is not { } page)
        {
            return NotFoundAsync(http);
        }
        var modified = page.Posts.Count > 0 ? page.Posts[0].At : start;
        return Site.Format switch
        {
            SiteFormat.Rss => Conditional.AnswerAsync(
                http,
                RssDocument.Write(address, page),
                "application/rss+xml; charset=utf-8",
                modified
            ),
            SiteFormat.Atom => Conditional.AnswerAsync(
                http,
                AtomDocument.Write(address, page, start),
                AtomType,
                modified
            ),
            _ => Conditional.AnswerAsync(
                http,
                JsonFeedDocument.Write(address, page),
                "application/feed+json",
                modified
            ),
        };
    }

    private Task HomeAsync(HttpContext http, DateTimeOffset now)
    {
        var posts = timeline.Published(Site, now);
        return AnswerAsync(http, PostPage.Home(address, posts, now), HtmlType, posts.Length > 0 ? posts[^1].At : start);
    }

    private Task ReviewsAsync(HttpContext http, string key, DateTimeOffset now)
    {
        if (Site.Reviewed.FirstOrDefault(s => s.Key == key) is not { } subject)
        {
            return NotFoundAsync(http);
        }
        var reviews = timeline.Published(Site, now).ToArray().Where(p => p.Subject == subject).Reverse().ToList();
        var page = PageNumber(http) ?? 1;
        if (page < 1 || (page > 1 && (page - 1) * options.ReviewsPerPage >= reviews.Count))
        {
            return NotFoundAsync(http);
        }
        var modified = reviews
            .Select(p => p.OwnerReplyAt is { } replied && replied <= now ? replied : p.At)
            .DefaultIfEmpty(start)
            .Max();
        var html = new ReviewPage(address, subject, reviews, now).Render(page, options.ReviewsPerPage);
        return AnswerAsync(http, html, HtmlType, modified);
    }

    private Task PostAsync(HttpContext http, string id, DateTimeOffset now)
    {
        foreach (var post in timeline.Published(Site, now))
        {
            if (post.Id == id)
            {
                return AnswerAsync(http, PostPage.Single(address, post, now), HtmlType, post.At);
            }
        }
        return NotFoundAsync(http);
    }

    private Task ThreadAsync(HttpContext http, string thread, string? shown, DateTimeOffset now)
    {
        var posts = InThread(thread, now);
        return posts.Count == 0
            ? NotFoundAsync(http)
            : AnswerAsync(http, PostPage.Thread(address, thread, shown, posts, now), HtmlType, posts[^1].At);
    }

    private Task ThreadFeedAsync(HttpContext http, string thread, DateTimeOffset now)
    {
        var posts = InThread(thread, now);
        if (posts.Count == 0)
        {
            return NotFoundAsync(http);
        }
        var modified = posts[^1].At;
        posts.Reverse();
        return Conditional.AnswerAsync(http, AtomDocument.WriteThread(address, thread, posts), AtomType, modified);
    }

    private List<Post> InThread(string thread, DateTimeOffset now) =>
        timeline.Published(Site, now).ToArray().Where(p => p.Thread == thread).ToList();

    private static int? PageNumber(HttpContext http) =>
        !http.Request.Query.TryGetValue("page", out var page) ? null
        : int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : -1;

    private static int? ArchiveNumber(string file) =>
        int.TryParse(
            Path.GetFileNameWithoutExtension(file),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : -1;

    private static Task AnswerAsync(HttpContext http, string body, string type, DateTimeOffset modified) =>
        Conditional.AnswerAsync(http, Encoding.UTF8.GetBytes(body), type, modified);

    private static Task RefuseAsync(HttpContext http, TimeSpan left)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync("La rédaction est dans le noir. Revenez bientôt.", http.RequestAborted);
    }

    private Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = HtmlType;
        var body = Site.Language == "fr" ? "<h1>Cette page n'existe pas.</h1>" : "<h1>There is no such page.</h1>";
        return http.Response.WriteAsync(Html.Page(Site, "404", "", body), http.RequestAborted);
    }
}
