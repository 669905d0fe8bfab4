using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Tests.Social;

public sealed class SocialFormsTests
{
    [Theory]
    [InlineData("https://mastodon.social/tags/annecy", "mastodon.hashtag", "instance=mastodon.social tag=annecy")]
    [InlineData("https://piaille.fr/@maison", "mastodon.account", "account=@maison@piaille.fr")]
    [InlineData("https://bsky.app/profile/maison.bsky.social", "bluesky.author", "handle=maison.bsky.social")]
    [InlineData("https://bsky.app/profile/did:plc:abc/post/3k", "bluesky.author", "handle=did:plc:abc")]
    [InlineData("https://bsky.app/search?q=maison%20aubrelac", "bluesky.search", "query=maison aubrelac")]
    [InlineData("https://bsky.app/hashtag/annecy", "bluesky.search", "query=#annecy")]
    [InlineData("https://www.reddit.com/r/france/", "reddit.subreddit", "subreddit=france")]
    [InlineData("https://old.reddit.com/r/france/comments/", "reddit.comments", "subreddit=france")]
    [InlineData("https://www.reddit.com/r/france/comments/abc/titre/", "reddit.subreddit", "subreddit=france")]
    [InlineData("https://www.reddit.com/search/?q=aubrelac", "reddit.search", "query=aubrelac")]
    [InlineData(
        "https://www.reddit.com/r/france/search/?q=aubrelac",
        "reddit.search",
        "query=aubrelac subreddit=france"
    )]
    [InlineData("https://x.com/search?q=aubrelac&f=live", "x.search", "query=aubrelac")]
    [InlineData("https://twitter.com/maison", "x.search", "query=from:maison")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3s", "youtube.video", "video=dQw4w9WgXcQ")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?si=x", "youtube.video", "video=dQw4w9WgXcQ")]
    [InlineData("https://m.youtube.com/shorts/dQw4w9WgXcQ", "youtube.video", "video=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/@maison/videos", "youtube.channel", "channel=@maison")]
    [InlineData(
        "https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw",
        "youtube.channel",
        "channel=UCuAXFkgsw1L7xaCfnd5JJOw"
    )]
    [InlineData("https://hn.algolia.com/?q=aubrelac", "hackernews.search", "query=aubrelac")]
    [InlineData("https://travel.stackexchange.com/search?q=annecy", "stackexchange.search", "query=annecy site=travel")]
    [InlineData("https://stackoverflow.com/search?q=annecy", "stackexchange.search", "query=annecy site=stackoverflow")]
    [InlineData(
        "https://apps.apple.com/fr/app/maison/id123456789?l=en",
        "appstore.reviews",
        "app=123456789 country=fr"
    )]
    [InlineData("https://apps.apple.com/app/id123456789", "appstore.reviews", "app=123456789 country=us")]
    [InlineData(
        "https://fr.trustpilot.com/review/www.aubrelac.example?page=2",
        "trustpilot.reviews",
        "business=www.aubrelac.example"
    )]
    public void Recognise_ANetworksPublicPage_FillsItsForm(string address, string form, string values)
    {
        var filled = SocialForms.Recognise(WebUrl.Parse(address)!);

        Assert.Equal(form, filled?.Form.Key);
        Assert.Equal(
            values,
            string.Join(
                ' ',
                filled!.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")
            )
        );
    }

    [Theory]
    [InlineData("https://blog.example/tags/annecy")]
    [InlineData("https://blog.example/@someone")]
    [InlineData("https://notreddit.com/r/france")]
    [InlineData("https://www.youtube.com/feed/trending")]
    [InlineData("https://x.com/home")]
    public void Recognise_AnyOtherPage_IsNoNetwork(string address) =>
        Assert.Null(SocialForms.Recognise(WebUrl.Parse(address)!));

    [Theory]
    [InlineData(
        "<meta name=\"generator\" content=\"Discourse 3.2 - https://github.com\">",
        "https://forum.example/t/a/1",
        "discourse.posts"
    )]
    [InlineData("<div class='app-holder' id='mastodon'>", "https://social.example/tags/annecy", "mastodon.hashtag")]
    public void Recognise_SoftwareOnAnyServer_ByItsPage(string html, string address, string form) =>
        Assert.Equal(form, SocialForms.Recognise(WebUrl.Parse(address)!, html)?.Form.Key);

    [Theory]
    [InlineData(
        "mastodon.hashtag",
        "instance=https://mastodon.social/home;tag=#Été",
        "https://mastodon.social/api/v1/timelines/tag/%C3%89t%C3%A9?limit=40"
    )]
    [InlineData(
        "bluesky.search",
        "query=\"a b\"",
        "https://api.bsky.app/xrpc/app.bsky.feed.searchPosts?q=%22a%20b%22&sort=latest&limit=100"
    )]
    [InlineData(
        "bluesky.search",
        "query=a;password!",
        "https://bsky.social/xrpc/app.bsky.feed.searchPosts?q=a&sort=latest&limit=100"
    )]
    [InlineData(
        "reddit.subreddit",
        "subreddit=r/france",
        "https://www.reddit.com/r/france/new.json?limit=100&raw_json=1"
    )]
    [InlineData(
        "reddit.comments",
        "subreddit=france;client_id!;client_secret!",
        "https://oauth.reddit.com/r/france/comments?limit=100&raw_json=1"
    )]
    [InlineData("discourse.posts", "forum=forum.example/latest", "https://forum.example/posts.json")]
    [InlineData(
        "discourse.search",
        "forum=http://10.0.0.1:4200;query=a",
        "http://10.0.0.1:4200/search.json?q=a%20order%3Alatest"
    )]
    [InlineData(
        "appstore.reviews",
        "app=https://apps.apple.com/fr/app/x/id123456789;country=FR",
        "https://itunes.apple.com/fr/rss/customerreviews/page=1/id=123456789/sortby=mostrecent/json"
    )]
    [InlineData(
        "hackernews.search",
        "query=a;what=comment",
        "https://hn.algolia.com/api/v1/search_by_date?query=a&tags=comment&hitsPerPage=100"
    )]
    [InlineData(
        "stackexchange.search",
        "site=https://fr.stackoverflow.com/questions;query=a",
        "https://api.stackexchange.com/2.3/search/advanced?order=desc&sort=creation&q=a&site=fr.stackoverflow&filter=withbody&pagesize=100"
    )]
    [InlineData(
        "googlebusiness.reviews",
        "account_id=accounts/12;location_id=accounts/12/locations/34",
        "https://mybusiness.googleapis.com/v4/accounts/12/locations/34/reviews?pageSize=50&orderBy=updateTime%20desc"
    )]
    public void Address_OfAFilledForm_IsTheApisOwn(string form, string values, string address)
    {
        var (entered, keys) = Entered(values);

        Assert.Equal(address, Form(form).Address(new FormReading(entered, keys.Contains)));
    }

    [Theory]
    [InlineData("mastodon.hashtag", "instance=nowhere;tag=a b", "instance:NoHost tag:NoName")]
    [InlineData("mastodon.hashtag", "", "instance:Missing tag:Missing")]
    [InlineData("reddit.subreddit", "subreddit=../../evil", "subreddit:NoName")]
    [InlineData("appstore.reviews", "app=hello;country=france", "app:NoNumber country:NoName")]
    [InlineData("youtube.video", "video=https://example.org/watch?v=dQw4w9WgXcQ", "video:NoVideo")]
    [InlineData("bluesky.author", "handle=no dot", "handle:NoAccount")]
    public void Address_OfAWrongForm_NamesEachFieldsProblem(string form, string values, string problems)
    {
        var reading = new FormReading(Entered(values).Entered, _ => false);

        Assert.Null(Form(form).Address(reading));
        Assert.Equal(
            problems,
            string.Join(' ', reading.Problems.Select(p => $"{p.Field}:{p.Problem}").Order(StringComparer.Ordinal))
        );
    }

    [Theory]
    [InlineData("2026-07-01T08:00:00Z", 23 * 60 + 1)]
    [InlineData("2026-01-01T07:30:00Z", 31)]
    public void Quota_OfYouTube_ComesBackAtMidnightInCalifornia(string now, int minutes) =>
        Assert.Equal(
            TimeSpan.FromMinutes(minutes),
            Quotas.UntilReset("youtube", DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture))
        );

    private static SocialForm Form(string key) => SocialForms.All.Single(f => f.Key == key);

    /// <summary>"name=value;key!": an exclamation mark stands behind a key that is known.</summary>
    private static (Dictionary<string, string> Entered, HashSet<string> Keys) Entered(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries);
        return (
            parts.Where(p => !p.EndsWith('!')).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]),
            [.. parts.Where(p => p.EndsWith('!')).Select(p => p.TrimEnd('!'))]
        );
    }
}
