using System.Text;
using ReputationWatch.Connectors.Crawling;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;

namespace ReputationWatch.IntegrationTests.Crawling;

public sealed class PolitenessTests
{
    private const string Unavailable =
        "HTTP/1.1 503 Busy\r\nRetry-After: 900\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static PoliteFetcher NewFetcher(CrawlOptions? options = null) =>
        new(options ?? PoliteFetcherTests.Loopback, TimeProvider.System);

    private static Task<FetchOutcome> FetchAsync(PoliteFetcher fetcher, string url) =>
        fetcher.FetchAsync(new FetchRequest(url), TestContext.Current.CancellationToken);

    private static string Status(string line, string headers = "", string body = "") =>
        $"HTTP/1.1 {line}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}";

    [Fact]
    public async Task Fetch_DisallowedByRobots_NeverAsksForThePage()
    {
        await using var server = Start(
            ("/robots.txt", Ok("User-agent: reputationwatch\nDisallow: /private")),
            ("/", Ok("x"))
        );
        using var fetcher = NewFetcher();

        var refused = Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/private/x")));

        Assert.Equal(RefusalReason.RobotsDisallow, refused.Reason);
        Assert.Equal(["/robots.txt"], server.Paths);
    }

    [Fact]
    public async Task Fetch_RedirectIntoADisallowedPath_StopsThere()
    {
        await using var server = Start(
            ("/robots.txt", Ok("User-agent: *\nDisallow: /private")),
            ("/", Redirect(302, "/private"))
        );
        using var fetcher = NewFetcher();

        var refused = Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/")));

        Assert.Equal(RefusalReason.RobotsDisallow, refused.Reason);
        Assert.DoesNotContain("/private", server.Paths);
    }

    [Fact]
    public async Task Fetch_ManyPagesOfOneHost_AsksForRobotsOnce()
    {
        await using var server = Start(("/a", Ok("a")), ("/b", Ok("b")));
        using var fetcher = NewFetcher();

        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => FetchAsync(fetcher, server.Url(i % 2 == 0 ? "/a" : "/b")))
        );

        Assert.Single(server.Paths, p => p == "/robots.txt");
    }

    [Theory]
    [InlineData("403 Forbidden")]
    [InlineData("404 Not Found")]
    [InlineData("410 Gone")]
    public async Task Fetch_RobotsAnswers4xx_ReadsThePage(string status)
    {
        await using var server = Start(("/robots.txt", Status(status)), ("/", Ok("x")));
        using var fetcher = NewFetcher();

        Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(fetcher, server.Url("/")));
    }

    [Fact]
    public async Task Fetch_RobotsAnswers5xx_LeavesTheHostAlone()
    {
        await using var server = Start(("/robots.txt", Unavailable), ("/", Ok("x")));
        using var fetcher = NewFetcher();

        var refused = Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/")));

        Assert.Equal(RefusalReason.RobotsUnavailable, refused.Reason);
        Assert.Equal(TimeSpan.FromMinutes(15), refused.RetryAfter);
    }

    [Fact]
    public async Task Fetch_RobotsBehindFiveRedirects_IsObeyed()
    {
        await using var server = Start(
            ("/robots.txt", Redirect(301, "/1")),
            ("/1", Redirect(302, "/2")),
            ("/2", Redirect(307, "/3")),
            ("/3", Redirect(308, "/4")),
            ("/4", Redirect(301, "/5")),
            ("/5", Ok("User-agent: *\nDisallow: /"))
        );
        using var fetcher = NewFetcher();

        Assert.Equal(
            RefusalReason.RobotsDisallow,
            Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/"))).Reason
        );
    }

    [Fact]
    public async Task Fetch_RobotsPastTheSizeLimit_ObeysItsBeginning()
    {
        var file = "User-agent: *\nDisallow: /private\n" + new string('#', 600 * 1024);
        await using var server = Start(("/robots.txt", Ok(file)), ("/", Ok("x")));
        using var fetcher = NewFetcher();

        Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/private")));
        Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(fetcher, server.Url("/")));
    }

    [Fact]
    public async Task Fetch_ManySourcesOfOneHost_NeverMoreThanOneAtATime()
    {
        int now = 0,
            most = 0;
        await using var server = Start(
            async (_, stream, cancel) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(20, cancel);
                Interlocked.Decrement(ref now);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Ok("x")), cancel);
            }
        );
        using var fetcher = NewFetcher();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => FetchAsync(fetcher, server.Url($"/{i}"))));

        Assert.Equal(13, server.Requests.Count);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Fetch_AnotherPortOfAHostThatAskedForPeace_IsAnotherServer()
    {
        await using var tired = Start(("/a", Unavailable), ("/robots.txt", NotFound));
        await using var fresh = Start(("/a", Ok("a")));
        using var fetcher = NewFetcher();

        await FetchAsync(fetcher, tired.Url("/a"));

        Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(fetcher, fresh.Url("/a")));
    }

    [Fact]
    public async Task Fetch_After429WithRetryAfter_LeavesTheWholeHostAlone()
    {
        await using var server = Start(("/a", Status("429 Slow down", "Retry-After: 120\r\n")), ("/b", Ok("b")));
        using var fetcher = NewFetcher();

        var first = Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/a")));
        var second = Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/b")));

        Assert.Equal((429, RefusalReason.RateLimited), (first.Status, first.Reason));
        Assert.Equal(TimeSpan.FromSeconds(120), first.RetryAfter);
        Assert.Equal(RefusalReason.RateLimited, second.Reason);
        Assert.DoesNotContain("/b", server.Paths);
    }

    [Theory]
    [InlineData("401 Unauthorized", RefusalReason.LoginRequired)]
    [InlineData("403 Forbidden", RefusalReason.Forbidden)]
    [InlineData("451 Legal", RefusalReason.Forbidden)]
    [InlineData("429 Slow", RefusalReason.RateLimited)]
    [InlineData("400 Bad", RefusalReason.BadRequest)]
    [InlineData("418 Teapot", RefusalReason.BadRequest)]
    public async Task Fetch_4xx_IsARefusalWithItsReason(string status, RefusalReason reason)
    {
        await using var server = Start(("/", Status(status)));
        using var fetcher = NewFetcher();

        Assert.Equal(reason, Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/"))).Reason);
    }

    [Fact]
    public async Task Fetch_GoneMissingOrBroken_AreToldApart()
    {
        await using var server = Start(("/gone", Status("410 Gone")), ("/broken", Status("500 Oops")));
        using var fetcher = NewFetcher();

        Assert.IsType<FetchOutcome.Gone>(await FetchAsync(fetcher, server.Url("/gone")));
        Assert.IsType<FetchOutcome.NotFound>(await FetchAsync(fetcher, server.Url("/missing")));
        Assert.Equal(
            500,
            Assert.IsType<FetchOutcome.ServerError>(await FetchAsync(fetcher, server.Url("/broken"))).Status
        );
    }

    [Fact]
    public async Task Fetch_ChallengePage_NamesTheWall()
    {
        await using var server = Start(
            (
                "/",
                Status(
                    "403 Forbidden",
                    "Server: cloudflare\r\ncf-mitigated: challenge\r\n",
                    "<title>Just a moment...</title>"
                )
            )
        );
        using var fetcher = NewFetcher();

        var refused = Assert.IsType<FetchOutcome.Refused>(await FetchAsync(fetcher, server.Url("/")));

        Assert.Equal((RefusalReason.ChallengePage, "Cloudflare"), (refused.Reason, refused.Detail));
    }
}
