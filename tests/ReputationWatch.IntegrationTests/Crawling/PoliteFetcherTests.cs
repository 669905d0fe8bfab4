using System.Text;
using ReputationWatch.Connectors.Crawling;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;

namespace ReputationWatch.IntegrationTests.Crawling;

public sealed class PoliteFetcherTests
{
    internal static readonly CrawlOptions Loopback = new()
    {
        AllowedPrivate = ["127.0.0.0/8"],
        MinimumGap = TimeSpan.Zero,
        TotalTimeout = TimeSpan.FromSeconds(20),
        Contact = "https://watch.example/about",
    };

    private static async Task<FetchOutcome> FetchAsync(FetchRequest request, CrawlOptions? options = null)
    {
        using var fetcher = new PoliteFetcher(options ?? Loopback, TimeProvider.System);
        return await fetcher.FetchAsync(request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Fetch_PlainPage_GivesBodyTypeAndValidators()
    {
        await using var server = Start(
            (
                "/feed",
                Ok(
                    "<rss/>",
                    "Content-Type: application/rss+xml; charset=ISO-8859-1\r\nETag: \"a1\"\r\nLast-Modified: Fri, 20 Nov 2026 10:00:00 GMT\r\nCache-Control: max-age=600\r\n"
                )
            )
        );

        var outcome = await FetchAsync(new FetchRequest(server.Url("/feed#top")));

        var page = Assert.IsType<FetchOutcome.Fetched>(outcome);
        Assert.Equal("<rss/>", Encoding.ASCII.GetString(page.Body.Span));
        Assert.Equal("application/rss+xml", page.ContentType);
        Assert.Equal("ISO-8859-1", page.Charset);
        Assert.Equal(new Validators("\"a1\"", "Fri, 20 Nov 2026 10:00:00 GMT"), page.Validators);
        Assert.Equal(TimeSpan.FromMinutes(10), page.MaxAge);
        Assert.Null(page.MovedTo);
    }

    [Fact]
    public async Task Fetch_Always_SaysWhoItIsAndAsksForRobotsFirst()
    {
        await using var server = Start(("/", Ok("x")));

        await FetchAsync(new FetchRequest(server.Url("/")));

        Assert.Equal(["/robots.txt", "/"], server.Paths);
        Assert.All(
            server.Requests,
            r => Assert.Equal("ReputationWatch/1.0 (+https://watch.example/about)", r.Headers["User-Agent"])
        );
    }

    [Fact]
    public async Task Fetch_WithValidators_SendsThemAndUnderstands304()
    {
        await using var server = Start(
            ("/f", "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=60\r\nConnection: close\r\n\r\n")
        );

        var outcome = await FetchAsync(
            new FetchRequest(server.Url("/f"))
            {
                Validators = new Validators("W/\"x\"", "Fri, 20 Nov 2026 10:00:00 GMT"),
            }
        );

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<FetchOutcome.NotModified>(outcome).MaxAge);
        var sent = server.Requests.Last().Headers;
        Assert.Equal("W/\"x\"", sent["If-None-Match"]);
        Assert.Equal("Fri, 20 Nov 2026 10:00:00 GMT", sent["If-Modified-Since"]);
    }

    [Fact]
    public async Task Fetch_LoopbackNotOnTheAllowList_IsRefusedBeforeAnyByteIsSent()
    {
        await using var server = Start(("/", Ok("x")));

        var outcome = await FetchAsync(new FetchRequest(server.Url("/")), Loopback with { AllowedPrivate = [] });

        Assert.Equal(UnreachableReason.PrivateAddress, Assert.IsType<FetchOutcome.Unreachable>(outcome).Reason);
        Assert.Empty(server.Requests);
    }
}
