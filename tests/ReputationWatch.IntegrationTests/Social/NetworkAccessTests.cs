using System.Text;
using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Core.Sources;
using ReputationWatch.IntegrationTests.Crawling;

namespace ReputationWatch.IntegrationTests.Social;

/// <summary>Keys, tokens, quotas and refusals, against servers that answer as the networks' documents say.</summary>
public sealed class NetworkAccessTests
{
    private const string Empty = """{"kind":"Listing","data":{"children":[]}}""";
    private const string TokenPath = "/api/v1/access_token";

    private static LoopbackServer Reddit(Func<int, string> answer, Func<int, string>? token = null)
    {
        var asked = 0;
        var tokens = 0;
        return LoopbackServer.Start(
            (request, stream, cancel) =>
            {
                var text =
                    request.Path == TokenPath
                        ? (
                            token
                            ?? (
                                n =>
                                    NetworkStage.Json(
                                        "200 OK",
                                        $$"""{"access_token":"t{{n}}","token_type":"bearer","expires_in":3600}"""
                                    )
                            )
                        )(++tokens)
                        : answer(++asked);
                return stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask();
            }
        );
    }

    private static readonly (string, string)[] Application = [("client_id", "id"), ("client_secret", "shh-secret")];

    [Fact]
    public async Task Read_WithAnApplicationsKeys_ExchangesThemOnceForATokenOfAllSources()
    {
        await using var server = Reddit(_ => NetworkStage.Json("200 OK", Empty));
        using var stage = new NetworkStage("reddit", server.Url(TokenPath));

        await stage.ReadAsync(server.Url("/r/a/new"), null, Application);
        await stage.ReadAsync(server.Url("/r/b/new"), null, Application);

        Assert.Equal([TokenPath, "/r/a/new", "/r/b/new"], server.Paths);
        Assert.Equal(
            "Basic " + Convert.ToBase64String("id:shh-secret"u8),
            server.Requests.First().Headers["Authorization"]
        );
        Assert.Equal("Bearer t1", server.Requests.Last().Headers["Authorization"]);
    }

    [Fact]
    public async Task Read_TheTokenIsNoLongerAccepted_FetchesANewOneAndAsksAgain()
    {
        await using var server = Reddit(n =>
            n == 1
                ? NetworkStage.Json("401 Unauthorized", """{"message":"Unauthorized","error":401}""")
                : NetworkStage.Json("200 OK", Empty)
        );
        using var stage = new NetworkStage("reddit", server.Url(TokenPath));

        var reading = await stage.ReadAsync(server.Url("/r/a/new"), null, Application);

        Assert.Equal(CheckOutcome.NewItems, reading.Outcome);
        Assert.Equal("Bearer t2", server.Requests.Last().Headers["Authorization"]);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Read_TheTokenIsRefusedTwice_SaysThatTheKeyIsWrongAndStops()
    {
        await using var server = Reddit(_ =>
            NetworkStage.Json("401 Unauthorized", """{"message":"Unauthorized","error":401}""")
        );
        using var stage = new NetworkStage("reddit", server.Url(TokenPath));

        var reading = await stage.ReadAsync(server.Url("/r/a/new"), null, Application);

        Assert.Equal((CheckOutcome.WrongKey, "Unauthorized"), (reading.Outcome, reading.Detail));
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData("401 Unauthorized", """{"message":"Unauthorized","error":401}""")]
    [InlineData(
        "400 Bad Request",
        """{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"""
    )]
    [InlineData("200 OK", """{"error":"unsupported_grant_type"}""")]
    public async Task Read_TheKeysAreNotAccepted_SaysSo(string status, string body)
    {
        await using var server = Reddit(_ => NetworkStage.Json("200 OK", Empty), _ => NetworkStage.Json(status, body));
        using var stage = new NetworkStage("reddit", server.Url(TokenPath));

        var reading = await stage.ReadAsync(server.Url("/r/a/new"), null, Application);

        Assert.Equal(CheckOutcome.WrongKey, reading.Outcome);
        Assert.Equal([TokenPath], server.Paths);
    }

    [Fact]
    public async Task Read_BlueskySaysExpiredWith400_FetchesANewSession()
    {
        var asked = 0;
        var sessions = 0;
        await using var server = LoopbackServer.Start(
            (request, stream, cancel) =>
            {
                var text =
                    request.Path.Contains("createSession", StringComparison.Ordinal)
                        ? NetworkStage.Json(
                            "200 OK",
                            $$"""{"accessJwt":"j{{++sessions}}","refreshJwt":"r","did":"did:plc:a"}"""
                        )
                    : ++asked == 1
                        ? NetworkStage.Json(
                            "400 Bad Request",
                            """{"error":"ExpiredToken","message":"Token has expired"}"""
                        )
                    : NetworkStage.Json("200 OK", """{"posts":[]}""");
                return stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask();
            }
        );
        using var stage = new NetworkStage("bluesky", server.Url("/xrpc/com.atproto.server.createSession"));

        var reading = await stage.ReadAsync(
            server.Url("/xrpc/s"),
            null,
            ("identifier", "@me.example"),
            ("password", "pppp")
        );

        Assert.Equal(CheckOutcome.NewItems, reading.Outcome);
        Assert.Equal("Bearer j2", server.Requests.Last().Headers["Authorization"]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("youtube")]
    [InlineData("trustpilot")]
    [InlineData("googlebusiness")]
    public async Task Read_ANeededKeyIsMissing_AsksNobody(string network)
    {
        await using var server = LoopbackServer.Start();
        using var stage = new NetworkStage(network);

        var reading = await stage.ReadAsync(server.Url("/api"));

        Assert.Equal(CheckOutcome.KeyMissing, reading.Outcome);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Read_AKeySealedElsewhere_IsAMissingKey()
    {
        await using var server = LoopbackServer.Start();
        using var stage = new NetworkStage("mastodon");
        var settings = new Connectors.Social.SocialSettings
        {
            Secrets = new Dictionary<string, string> { ["token"] = "foreign" },
        };

        var answer = await stage.Client.AskAsync(
            server.Url("/api"),
            settings,
            Connectors.Crawling.Validators.None,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(CheckOutcome.KeyMissing, answer.Trouble?.Outcome);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Read_TheInstallationHasTheKey_IsUsedWhenTheSourceHasNone()
    {
        await using var server = LoopbackServer.Start(("/api", LoopbackServer.Ok("{}")));
        var options = new SocialOptions();
        options.Keys["X"] = new() { ["TOKEN"] = "common" };
        using var stage = new NetworkStage("x", options: options);

        await stage.ReadAsync(server.Url("/api"));

        Assert.Equal("Bearer common", Assert.Single(server.Requests).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("other.example", null)]
    [InlineData("own", "Bearer common")]
    public async Task Read_TheInstallationsTokenForOneServer_GoesToNoOther(string named, string? sent)
    {
        await using var server = LoopbackServer.Start(("/api", LoopbackServer.Ok("[]")));
        var options = new SocialOptions();
        options.Keys["mastodon"] = new() { ["token"] = "common", ["server"] = named == "own" ? server.Url("") : named };
        using var stage = new NetworkStage("mastodon", options: options);

        await stage.ReadAsync(server.Url("/api"));

        Assert.Empty(options.Problems());
        Assert.Equal(sent, Assert.Single(server.Requests).Headers.GetValueOrDefault("Authorization"));
    }

    [Fact]
    public void Problems_ATokenForANetworkOfManyServersWithoutAServer_SayWhatIsMissing()
    {
        var options = new SocialOptions();
        options.Keys["discourse"] = new() { ["token"] = "common" };

        Assert.Contains("Social:discourse:server", Assert.Single(options.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    // X: https://docs.x.com/x-api/fundamentals/response-codes-and-errors
    [InlineData(
        "x",
        "403 Forbidden",
        """{"title":"Client Forbidden","detail":"No access to this.","reason":"client-not-enrolled","type":"about:blank"}""",
        CheckOutcome.MissingScope,
        "No access to this."
    )]
    [InlineData(
        "x",
        "429 Too Many Requests",
        """{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap"}""",
        CheckOutcome.QuotaUsedUp,
        "Usage cap exceeded: Monthly product cap"
    )]
    [InlineData(
        "x",
        "400 Bad Request",
        """{"errors":[{"message":"There were errors processing your request: no viable alternative"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid."}""",
        CheckOutcome.OtherStatus,
        "There were errors processing your request: no viable alternative"
    )]
    // Google: https://developers.google.com/youtube/v3/docs/errors
    [InlineData(
        "youtube",
        "403 Forbidden",
        """{"error":{"code":403,"message":"The request cannot be completed because you have exceeded your <a href=\"/youtube/v3/getting-started#quota\">quota</a>.","errors":[{"domain":"youtube.quota","reason":"quotaExceeded"}]}}""",
        CheckOutcome.QuotaUsedUp,
        "The request cannot be completed because you have exceeded your quota."
    )]
    [InlineData(
        "youtube",
        "400 Bad Request",
        """{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","errors":[{"reason":"badRequest"}],"status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""",
        CheckOutcome.WrongKey,
        "API key not valid. Please pass a valid API key."
    )]
    [InlineData(
        "youtube",
        "403 Forbidden",
        """{"error":{"code":403,"message":"Comments are disabled.","errors":[{"reason":"commentsDisabled"}]}}""",
        CheckOutcome.Forbidden,
        "Comments are disabled."
    )]
    [InlineData(
        "mastodon",
        "401 Unauthorized",
        """{"error":"The access token is invalid"}""",
        CheckOutcome.WrongKey,
        "The access token is invalid"
    )]
    [InlineData(
        "mastodon",
        "403 Forbidden",
        """{"error":"This action is outside the authorized scopes"}""",
        CheckOutcome.MissingScope,
        "This action is outside the authorized scopes"
    )]
    [InlineData(
        "discourse",
        "403 Forbidden",
        """{"errors":["You are not permitted to view the requested resource."],"error_type":"invalid_access"}""",
        CheckOutcome.WrongKey,
        "You are not permitted to view the requested resource."
    )]
    [InlineData(
        "stackexchange",
        "400 Bad Request",
        """{"error_id":502,"error_message":"too many requests from this IP, more requests available in 4242 seconds","error_name":"throttle_violation"}""",
        CheckOutcome.QuotaUsedUp,
        "too many requests from this IP, more requests available in 4242 seconds"
    )]
    public async Task Read_TheApiRefuses_SaysItInItsOwnWords(
        string network,
        string status,
        string body,
        CheckOutcome outcome,
        string detail
    )
    {
        await using var server = LoopbackServer.Start(
            (_, stream, cancel) =>
                stream.WriteAsync(Encoding.UTF8.GetBytes(NetworkStage.Json(status, body)), cancel).AsTask()
        );
        using var stage = new NetworkStage(network);

        var reading = await stage.ReadAsync(server.Url("/api"), null, ("token", "shh-secret"), ("key", "shh-secret"));

        Assert.Equal((outcome, detail), (reading.Outcome, reading.Detail));
    }

    [Fact]
    public async Task Read_TheRefusalRepeatsTheKey_DoesNotShowIt()
    {
        await using var server = LoopbackServer.Start(
            ("/api", NetworkStage.Json("401 Unauthorized", """{"error":"bad token shh-secret given"}"""))
        );
        using var stage = new NetworkStage("mastodon");

        var reading = await stage.ReadAsync(server.Url("/api"), null, ("token", "shh-secret"));

        Assert.Equal("bad token … given", reading.Detail);
    }

    [Fact]
    public async Task Read_TheRefusalRepeatsTheInstallationsKey_DoesNotShowItEvenWhereItIsCut()
    {
        var filling = new string('a', 295);
        await using var server = LoopbackServer.Start(
            (
                "/api",
                NetworkStage.Json(
                    "401 Unauthorized",
                    $$"""{"title":"Unauthorized","detail":"{{filling}} shh-secret"}"""
                )
            )
        );
        var options = new SocialOptions();
        options.Keys["x"] = new() { ["token"] = "shh-secret" };
        using var stage = new NetworkStage("x", options: options);

        var reading = await stage.ReadAsync(server.Url("/api"));

        Assert.Equal(filling + " …", reading.Detail);
    }

    [Fact]
    public async Task Read_TheRefusalRepeatsTheExchangedToken_DoesNotShowIt()
    {
        await using var server = Reddit(
            _ => NetworkStage.Json("403 Forbidden", """{"message":"no use for long-lived-token here"}"""),
            _ => NetworkStage.Json("200 OK", """{"access_token":"long-lived-token","expires_in":3600}""")
        );
        using var stage = new NetworkStage("reddit", server.Url(TokenPath));

        var reading = await stage.ReadAsync(server.Url("/r/a/new"), null, Application);

        Assert.Equal("no use for … here", reading.Detail);
    }

    [Fact]
    public async Task Read_TheKeyIsPartOfTheAddress_DoesNotShowItWhenRedirectsGoInACircle()
    {
        await using var server = LoopbackServer.Start(
            (request, stream, cancel) =>
                stream.WriteAsync(Encoding.UTF8.GetBytes(LoopbackServer.Redirect(302, request.Path)), cancel).AsTask()
        );
        using var stage = new NetworkStage("stackexchange");

        var reading = await stage.ReadAsync(server.Url("/api"), null, ("key", "a*key(("));

        Assert.Equal(CheckOutcome.RedirectLoop, reading.Outcome);
        Assert.EndsWith("key=…", reading.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("-5")]
    public async Task Read_TheApiAsksForAnImpossibleWait_IsRefusedAsUsual(string seconds)
    {
        await using var server = LoopbackServer.Start(
            (
                "/api",
                NetworkStage.Json(
                    "429 Too Many Requests",
                    $$$"""{"errors":["slow"],"error_type":"rate_limit","extras":{"wait_seconds":{{{seconds}}}}}""",
                    "Retry-After: 60\r\n"
                )
            )
        );
        using var stage = new NetworkStage("discourse");

        var reading = await stage.ReadAsync(server.Url("/api"));

        Assert.Equal((CheckOutcome.RateLimited, 60d), (reading.Outcome, reading.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task Read_WithoutAKeyWhereOneIsWanted_SaysThatItIsMissing()
    {
        await using var server = LoopbackServer.Start(
            (
                "/api",
                NetworkStage.Json("401 Unauthorized", """{"error":"This method requires an authenticated user"}""")
            )
        );
        using var stage = new NetworkStage("mastodon");

        Assert.Equal(CheckOutcome.KeyMissing, (await stage.ReadAsync(server.Url("/api"))).Outcome);
    }

    [Theory]
    [InlineData("stackexchange", """{"items":[],"backoff":4000,"quota_remaining":200}""", "", 4000)]
    [InlineData("mastodon", "[]", "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: {iso}\r\n", 3600)]
    [InlineData("bluesky", """{"posts":[]}""", "RateLimit-Remaining: 0\r\nRateLimit-Reset: {unix}\r\n", 3600)]
    [InlineData(
        "reddit",
        Empty,
        "X-Ratelimit-Used: 996\r\nX-Ratelimit-Remaining: 0.0\r\nX-Ratelimit-Reset: 3600\r\n",
        3600
    )]
    [InlineData("reddit", Empty, "X-Ratelimit-Remaining: 500.0\r\nX-Ratelimit-Reset: 3600\r\n", 300)]
    [InlineData("x", """{"data":[]}""", "x-rate-limit-remaining: 0\r\nx-rate-limit-reset: {unix}\r\n", 3600)]
    [InlineData("x", """{"data":[]}""", "x-rate-limit-remaining: 12\r\nx-rate-limit-reset: {unix}\r\n", 900)]
    public async Task Read_TheWindowIsUsedUp_WaitsForItsEndAndElseForTheNetworksPace(
        string network,
        string body,
        string headers,
        int seconds
    )
    {
        var reset = TimeProvider.System.GetUtcNow().AddHours(1);
        var filled = headers
            .Replace(
                "{iso}",
                reset.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
            .Replace(
                "{unix}",
                reset.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            );
        await using var server = LoopbackServer.Start(("/api", NetworkStage.Json("200 OK", body, filled)));
        using var stage = new NetworkStage(network);

        var reading = await stage.ReadAsync(server.Url("/api"), null, NetworkStage.NeededKeys(network));

        Assert.InRange(reading.RetryAfter!.Value.TotalSeconds, seconds - 10, seconds + 1);
    }

    [Fact]
    public async Task Read_TheNetworkAskedForALongPause_OtherSourcesOfItsServerKeepItToo()
    {
        await using var server = LoopbackServer.Start(
            ("/a", NetworkStage.Json("200 OK", """{"items":[],"backoff":600}""")),
            ("/b", NetworkStage.Json("200 OK", """{"items":[]}"""))
        );
        using var stage = new NetworkStage("stackexchange");

        await stage.ReadAsync(server.Url("/a"));
        var held = await stage.ReadAsync(server.Url("/b"));

        Assert.Equal(CheckOutcome.RateLimited, held.Outcome);
        Assert.Equal(["/a"], server.Paths);
    }

    [Fact]
    public async Task Read_StackExchangeWithAKey_SendsItAndStoresItNowhere()
    {
        await using var server = LoopbackServer.Start(
            ("/x?page=1&key=kkkk", NetworkStage.Json("200 OK", """{"items":[],"has_more":true}"""))
        );
        using var stage = new NetworkStage("stackexchange");

        var reading = await stage.ReadAsync(server.Url("/x?page=1"), null, ("key", "kkkk"));

        Assert.Equal(CheckOutcome.NewItems, reading.Outcome);
        Assert.DoesNotContain("kkkk", reading.OlderPage!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PagesOfX_EndWhereTheyWouldCostTooMuch()
    {
        await using var server = LoopbackServer.Start(
            (
                "/2/tweets/search/recent?next_token=n",
                NetworkStage.Json("200 OK", """{"data":[{"id":"1","text":"a"}],"meta":{"next_token":"n"}}""")
            )
        );
        using var stage = new NetworkStage("x");
        var url = server.Url("/2/tweets/search/recent?next_token=n");

        var fourth = await stage.ReadAsync(url, url + "#page=4", ("token", "t"));
        var fifth = await stage.ReadAsync(url, url + "#page=5", ("token", "t"));

        Assert.EndsWith("#page=5", fourth.OlderPage, StringComparison.Ordinal);
        Assert.Null(fifth.OlderPage);
    }

    [Fact]
    public async Task Read_AnAppStoresXmlForm_IsReadLikeItsJson()
    {
        const string Xml = """
            <?xml version="1.0" encoding="utf-8"?><feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
            <entry><updated>2026-03-01T10:00:00-07:00</updated><id>123</id><title>Bien &amp; beau</title>
            <content type="text">Rien à redire</content><content type="html">&lt;table&gt;Rien à redire&lt;/table&gt;</content>
            <im:voteSum>3</im:voteSum><im:rating>4</im:rating><im:version>1.0</im:version>
            <author><name>Anna</name><uri>https://itunes.apple.com/fr/reviews/id9</uri></author><link rel="related" href="https://itunes.apple.com/fr/review?id=1"/></entry></feed>
            """;
        await using var server = LoopbackServer.Start(
            (_, stream, cancel) =>
                stream.WriteAsync(Encoding.UTF8.GetBytes(NetworkStage.Json("200 OK", Xml)), cancel).AsTask()
        );
        using var stage = new NetworkStage("appstore");

        var review = Assert.Single((await stage.ReadAsync(server.Url("/fr/rss/customerreviews/id=1/xml"))).Items);

        Assert.Equal(
            ("appstore:123", "Bien & beau", "Rien à redire", "Anna"),
            (review.ExternalId, review.Title, review.Text, review.AuthorName)
        );
        Assert.Equal((4d, 3L), (review.Rating!.Value, review.Likes));
    }

    [Theory]
    [InlineData(
        "reddit",
        """{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"name":"t1_a","body":"[removed]","author":"[deleted]"}}]}}""",
        "reddit:t1_a"
    )]
    [InlineData(
        "discourse",
        """{"latest_posts":[{"id":7,"user_deleted":true,"cooked":"<p>(post deleted by author)</p>"}]}""",
        "discourse:7"
    )]
    [InlineData("trustpilot", """{"reviews":[{"id":"r","stars":1,"text":"x","status":"hidden"}]}""", "trustpilot:r")]
    public async Task Read_SomethingWasTakenAway_IsSeenAsSuch(string network, string body, string id)
    {
        await using var server = LoopbackServer.Start(("/api", NetworkStage.Json("200 OK", body)));
        using var stage = new NetworkStage(network);

        var item = Assert.Single(
            (await stage.ReadAsync(server.Url("/api"), null, NetworkStage.NeededKeys(network))).Items
        );

        Assert.Equal((id, true, ""), (item.ExternalId, item.Deleted, item.Text));
    }
}
