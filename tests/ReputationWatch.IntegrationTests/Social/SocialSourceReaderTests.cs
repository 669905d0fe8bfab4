using ReputationWatch.Core.Sources;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;

namespace ReputationWatch.IntegrationTests.Social;

public sealed class SocialSourceReaderTests
{
    private const string Json = "Content-Type: application/json\r\n";

    private static async Task<SourceReading> ReadAsync(string network, string url, string? page = null)
    {
        using var stage = new NetworkStage(network);
        return await stage.ReadAsync(url, page, network == "googlebusiness" ? [] : NetworkStage.NeededKeys(network));
    }

    [Theory]
    [InlineData("x", "token", "Authorization", "Bearer secret")]
    [InlineData("mastodon", "token", "Authorization", "Bearer secret")]
    [InlineData("discourse", "token", "User-Api-Key", "secret")]
    [InlineData("youtube", "key", "X-Goog-Api-Key", "secret")]
    [InlineData("trustpilot", "key", "apikey", "secret")]
    public async Task Read_WithAKey_PutsItWhereTheApiWantsIt(string network, string key, string header, string value)
    {
        await using var server = Start(("/api", Ok("{}", Json)));
        using var stage = new NetworkStage(network);

        await stage.ReadAsync(server.Url("/api"), null, (key, "secret"));

        var request = Assert.Single(server.Requests);
        Assert.Equal(value, request.Headers[header]);
        Assert.Equal("/api", request.Path);
    }

    [Theory]
    [InlineData("bluesky", "/x?q=a", """{"posts":[],"cursor":"c 1"}""", "/x?q=a&cursor=c%201")]
    [InlineData(
        "reddit",
        "/x?after=t3_a&q=b",
        """{"kind":"Listing","data":{"children":[],"after":"t3_b"}}""",
        "/x?after=t3_b&q=b"
    )]
    [InlineData(
        "x",
        "/2/tweets/search/recent?query=a",
        """{"data":[],"meta":{"next_token":"n"}}""",
        "/2/tweets/search/recent?query=a&next_token=n"
    )]
    [InlineData(
        "x",
        "/2/users/1/tweets",
        """{"data":[],"meta":{"next_token":"n"}}""",
        "/2/users/1/tweets?pagination_token=n"
    )]
    [InlineData("youtube", "/x?videoId=v", """{"items":[],"nextPageToken":"n"}""", "/x?videoId=v&pageToken=n")]
    [InlineData("stackexchange", "/x?page=2", """{"items":[],"has_more":true}""", "/x?page=3")]
    [InlineData("stackexchange", "/x?page=2", """{"items":[],"has_more":false}""", null)]
    [InlineData("hackernews", "/x", """{"hits":[],"page":0,"nbPages":2}""", "/x?page=1")]
    [InlineData("hackernews", "/x?page=1", """{"hits":[],"page":1,"nbPages":2}""", null)]
    [InlineData(
        "discourse",
        "/search.json?q=a",
        """{"posts":[],"grouped_search_result":{"more_full_page_results":true}}""",
        "/search.json?q=a&page=2"
    )]
    [InlineData("discourse", "/posts.json", """{"latest_posts":[{"id":9},{"id":7}]}""", "/posts.json?before=7")]
    [InlineData(
        "mastodon",
        "/api/v2/search?limit=1",
        """{"statuses":[{"id":"1"}]}""",
        "/api/v2/search?limit=1&offset=1"
    )]
    [InlineData("mastodon", "/api/v2/search?limit=2", """{"statuses":[{"id":"1"}]}""", null)]
    [InlineData(
        "discourse",
        "/latest.json",
        """{"topic_list":{"topics":[],"more_topics_url":"/latest?page=1"}}""",
        "/latest.json?page=1"
    )]
    [InlineData(
        "appstore",
        "/fr/rss/customerreviews/id=1/json",
        """{"feed":{"entry":[{"id":{"label":"1"},"im:rating":{"label":"5"}}]}}""",
        "/fr/rss/customerreviews/page=2/id=1/json"
    )]
    [InlineData(
        "appstore",
        "/fr/rss/customerreviews/page=10/id=1/json",
        """{"feed":{"entry":[{"id":{"label":"1"},"im:rating":{"label":"5"}}]}}""",
        null
    )]
    [InlineData("trustpilot", "/v1/reviews", """{"reviews":[{"id":"r","stars":5}]}""", "/v1/reviews?page=2")]
    [InlineData("trustpilot", "/v1/reviews?page=9", """{"reviews":[]}""", null)]
    public async Task Read_APage_NamesTheNextOlderOne(string network, string path, string answer, string? next)
    {
        await using var server = Start((path, Ok(answer, Json)));

        var reading = await ReadAsync(network, server.Url(path));

        Assert.Equal(next is null ? null : server.Url(next) + "#page=2", reading.OlderPage);
    }

    [Fact]
    public async Task Read_MastodonPage_FollowsTheLinkHeader()
    {
        const string Link = "Link: </api?max_id=1>; rel=\"next\", </api?min_id=9>; rel=\"prev\"\r\n";
        await using var server = Start(("/api", Ok("""[{"id":"1","content":"<p>a</p>"}]""", Json + Link)));

        var reading = await ReadAsync("mastodon", server.Url("/api"));

        Assert.Equal(server.Url("/api?max_id=1#page=2"), reading.OlderPage);
        Assert.Equal("a", Assert.Single(reading.Items).Text);
        Assert.Equal(CheckOutcome.NewItems, reading.Outcome);
    }

    [Fact]
    public async Task Read_TheNextPageIsOnAnotherServer_DoesNotBringItTheKey()
    {
        const string Link = "Link: <https://m.example/api?max_id=1>; rel=\"next\"\r\n";
        await using var server = Start(("/api", Ok("""[{"id":"1","content":"<p>a</p>"}]""", Json + Link)));

        var reading = await ReadAsync("mastodon", server.Url("/api"));

        Assert.Equal((CheckOutcome.NewItems, null), (reading.Outcome, reading.OlderPage));
    }

    [Fact]
    public async Task Read_TheApiMovedForGood_StaysAtTheAddressOfTheForm()
    {
        await using var elsewhere = Start(("/api", Ok("[]", Json)));
        await using var server = Start(("/api", Redirect(301, elsewhere.Url("/api"))));
        using var stage = new NetworkStage("mastodon");

        var reading = await stage.ReadAsync(server.Url("/api"), null, ("token", "secret"));

        Assert.Equal((CheckOutcome.NewItems, null), (reading.Outcome, reading.MovedTo));
        Assert.DoesNotContain("Authorization", Assert.Single(elsewhere.Requests).Headers.Keys);
    }

    [Theory]
    [InlineData("401 Unauthorized", "", CheckOutcome.WrongKey, null)]
    [InlineData("403 Forbidden", "", CheckOutcome.Forbidden, null)]
    [InlineData("429 Too Many Requests", "x-ratelimit-reset: 77\r\n", CheckOutcome.RateLimited, 77)]
    [InlineData("503 Service Unavailable", "Retry-After: 5\r\n", CheckOutcome.ServerError, 5)]
    public async Task Read_ApiRefuses_SaysWhyAndForHowLong(
        string status,
        string headers,
        CheckOutcome outcome,
        int? seconds
    )
    {
        await using var server = Start(
            ("/api", $"HTTP/1.1 {status}\r\nContent-Length: 2\r\nConnection: close\r\n{headers}{Json}\r\n{{}}")
        );

        var reading = await ReadAsync("x", server.Url("/api"));

        Assert.Equal((outcome, seconds), (reading.Outcome, reading.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task Read_PageInsteadOfJson_IsNoItems()
    {
        await using var server = Start(("/api", Ok("<html>maintenance</html>", "Content-Type: text/html\r\n")));

        Assert.Equal(CheckOutcome.NotAFeed, (await ReadAsync("bluesky", server.Url("/api"))).Outcome);
    }
}
