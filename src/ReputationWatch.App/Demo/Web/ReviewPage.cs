using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>A house's (or the app's) page at a review site, marked up with schema.org as JSON-LD or as Microdata.</summary>
internal sealed class ReviewPage(
    SiteAddress address,
    Subject subject,
    IReadOnlyList<Post> newestFirst,
    DateTimeOffset now
)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        // Keeps < and > escaped: the document stands inside a script element.
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    private Site Site => address.Site;

    private string Type => subject.Group == SubjectGroup.Product ? "SoftwareApplication" : "Hotel";

    private string Name => subject.OfficialName(Site.Language);

    public static string PathOf(Subject subject) => $"/h/{subject.Key}";

    public string Render(int page, int size)
    {
        var shown = newestFirst.Skip((page - 1) * size).Take(size).ToList();
        var hasNext = newestFirst.Count > page * size;
        var next = $"{PathOf(subject)}?page={page + 1}";
        var microdata = Site.Format == SiteFormat.Microdata;
        var body = microdata ? MicrodataBody(shown) : PlainBody(shown);
        var head = microdata ? "" : $"""<script type="application/ld+json">{JsonLd(shown)}</script>""";
        if (hasNext)
        {
            head += $"""<link rel="next" href="{address.Absolute(next)}">""";
            body +=
                $"""<nav><a rel="next" href="{next}">{(Site.Language == "fr" ? "Avis plus anciens" : "Older reviews")}</a></nav>""";
        }
        return Html.Page(Site, Name, head, body);
    }

    private double Average => newestFirst.Count == 0 ? 0 : Math.Round(newestFirst.Average(p => p.Stars ?? 3), 1);

    private string? ReplyOf(Post post) => post.OwnerReplyAt <= now ? post.OwnerReply : null;

    private string JsonLd(List<Post> shown)
    {
        var item = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = Type,
            ["@id"] = address.Absolute(PathOf(subject)),
            ["name"] = Name,
            ["aggregateRating"] = new Dictionary<string, object?>
            {
                ["@type"] = "AggregateRating",
                ["ratingValue"] = Average,
                ["reviewCount"] = newestFirst.Count,
                ["bestRating"] = 5,
                ["worstRating"] = 1,
            },
            ["review"] = shown.ConvertAll(JsonReview),
        };
        return JsonSerializer.Serialize(item, Json);
    }

    private Dictionary<string, object?> JsonReview(Post post)
    {
        var review = new Dictionary<string, object?>
        {
            ["@type"] = "Review",
            ["@id"] = address.IdOf(post),
            ["url"] = address.LinkTo(post),
            ["name"] = post.Title,
            ["reviewBody"] = post.Text,
            ["inLanguage"] = Site.Language,
            ["datePublished"] = Iso(post.At),
            ["author"] = new Dictionary<string, object?> { ["@type"] = "Person", ["name"] = post.Author },
            ["reviewRating"] = new Dictionary<string, object?>
            {
                ["@type"] = "Rating",
                ["ratingValue"] = post.Stars,
                ["bestRating"] = 5,
                ["worstRating"] = 1,
            },
        };
        if (ReplyOf(post) is { } reply)
        {
            review["comment"] = new Dictionary<string, object?>
            {
                ["@type"] = "Comment",
                ["text"] = reply,
                ["dateCreated"] = Iso(post.OwnerReplyAt!.Value),
                ["author"] = new Dictionary<string, object?> { ["@type"] = "Organization", ["name"] = Name },
            };
        }
        return review;
    }

    private string PlainBody(List<Post> shown)
    {
        var html = new StringBuilder($"<h1>{Html.Escape(Name)}</h1>");
        html.Append(
            CultureInfo.GetCultureInfo("fr-CH"),
            $"""<p class="by"><span class="stars">{PostPage.Stars((int)Math.Round(Average))}</span> {Average:0.0} sur 5 · {newestFirst.Count} avis</p>"""
        );
        foreach (var post in shown)
        {
            html.Append(PostPage.Article(address, post, now, here: false));
        }
        return html.ToString();
    }

    private string MicrodataBody(List<Post> shown)
    {
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"""
            <div itemscope itemtype="https://schema.org/{Type}">
            <h1 itemprop="name">{Html.Escape(Name)}</h1>
            <p class="by" itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
            <span itemprop="ratingValue">{Average:0.0}</span> / <span itemprop="bestRating">5</span> ·
            <span itemprop="reviewCount">{newestFirst.Count}</span> reviews</p>
            """
        );
        foreach (var post in shown)
        {
            html.Append(MicrodataReview(post));
        }
        return html.Append("</div>").ToString();
    }

    private string MicrodataReview(Post post)
    {
        var reply = ReplyOf(post) is { } text
            ? $"""
                <div class="reply" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
                <strong itemprop="author" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">{Html.Escape(
                    Name
                )}</span></strong>
                <meta itemprop="dateCreated" content="{Iso(post.OwnerReplyAt!.Value)}">
                <p itemprop="text">{Html.Escape(text)}</p></div>
                """
            : "";
        return $"""
            <article itemprop="review" itemscope itemtype="https://schema.org/Review" itemid="{address.IdOf(post)}">
            <h2><a itemprop="url" href="{address.LinkTo(post)}"><span itemprop="name">{Html.Escape(
                post.Title
            )}</span></a></h2>
            <p class="by"><span class="stars" itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="worstRating" content="1"><meta itemprop="bestRating" content="5"><meta itemprop="ratingValue" content="{post.Stars}">{PostPage.Stars(
                post.Stars
            )}</span>
            <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{Html.Escape(
                post.Author
            )}</span></span> ·
            <time itemprop="datePublished" datetime="{Iso(post.At)}">{post.At.UtcDateTime.ToString(
                "d MMM yyyy",
                CultureInfo.GetCultureInfo("en-GB")
            )}</time></p>
            <p itemprop="reviewBody">{Html.Escape(post.Text)}</p>
            {reply}
            </article>
            """;
    }

    private static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
