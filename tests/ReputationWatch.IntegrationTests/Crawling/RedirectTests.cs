using System.Text;
using ReputationWatch.Connectors.Crawling;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;

namespace ReputationWatch.IntegrationTests.Crawling;

public sealed class RedirectTests
{
    private static async Task<FetchOutcome> FetchAsync(FetchRequest request, CrawlOptions? options = null)
    {
        using var fetcher = new PoliteFetcher(options ?? PoliteFetcherTests.Loopback, TimeProvider.System);
        return await fetcher.FetchAsync(request with { ObeyRobots = false }, TestContext.Current.CancellationToken);
    }

    private static async Task<FetchOutcome> FetchAsync(LoopbackServer server, string path) =>
        await FetchAsync(new FetchRequest(server.Url(path)));

    [Fact]
    public async Task Fetch_MovedForGood_GivesTheNewAddress()
    {
        await using var server = Start(
            ("/a", Redirect(301, "b")),
            ("/b", Redirect(308, "/c?x=1")),
            ("/c?x=1", Ok("here"))
        );

        var page = Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(server, "/a"));

        Assert.Equal(server.Url("/c?x=1"), page.FinalUrl);
        Assert.Equal(server.Url("/c?x=1"), page.MovedTo);
    }

    [Fact]
    public async Task Fetch_MovedForNow_KeepsTheAddress()
    {
        await using var server = Start(("/a", Redirect(302, "/b")), ("/b", Redirect(301, "/c")), ("/c", Ok("here")));

        var page = Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(server, "/a"));

        Assert.Equal(server.Url("/c"), page.FinalUrl);
        Assert.Null(page.MovedTo);
    }

    [Fact]
    public async Task Fetch_MovedForGoodThenForNow_MovesAsFarAsItIsForGood()
    {
        await using var server = Start(("/a", Redirect(301, "/b")), ("/b", Redirect(307, "/c")), ("/c", Ok("here")));

        Assert.Equal(server.Url("/b"), (await FetchAsync(server, "/a")).MovedTo);
    }

    [Fact]
    public async Task Fetch_RedirectsInACircle_IsALoop()
    {
        await using var server = Start(("/a", Redirect(301, "/b")), ("/b", Redirect(301, "/a")));

        Assert.IsType<FetchOutcome.RedirectLoop>(await FetchAsync(server, "/a"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_RedirectsThatNeverEnd_StopAtTheLimit()
    {
        await using var server = Start(
            (request, stream, cancel) =>
                stream.WriteAsync(Encoding.ASCII.GetBytes(Redirect(302, request.Path + "x")), cancel).AsTask()
        );

        Assert.IsType<FetchOutcome.RedirectLoop>(await FetchAsync(server, "/"));
        Assert.Equal(PoliteFetcherTests.Loopback.MaxRedirects + 1, server.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd", UnreachableReason.UnsupportedScheme)]
    [InlineData("ftp://127.0.0.1/", UnreachableReason.UnsupportedScheme)]
    [InlineData("http://[", UnreachableReason.InvalidAddress)]
    [InlineData("http://10.0.0.1/", UnreachableReason.PrivateAddress)]
    [InlineData("http://[::ffff:10.0.0.1]/", UnreachableReason.PrivateAddress)]
    [InlineData("//169.254.169.254/latest/meta-data", UnreachableReason.PrivateAddress)]
    public async Task Fetch_RedirectToWhereItMustNotGo_IsNotFollowed(string location, UnreachableReason reason)
    {
        await using var server = Start(("/", Redirect(302, location)));

        Assert.Equal(reason, Assert.IsType<FetchOutcome.Unreachable>(await FetchAsync(server, "/")).Reason);
    }

    [Fact]
    public async Task Fetch_RedirectToAnotherOrigin_LeavesSecretsBehind()
    {
        await using var other = Start(("/", Ok("x")));
        await using var server = Start(("/", Redirect(307, other.Url("/"))));
        var request = new FetchRequest(server.Url("/"))
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer secret" },
        };

        Assert.IsType<FetchOutcome.Fetched>(await FetchAsync(request));

        Assert.Equal("Bearer secret", server.Requests.Single().Headers["Authorization"]);
        Assert.False(other.Requests.Single().Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Fetch_RedirectToALoginForm_SaysThatASignInIsNeeded()
    {
        await using var server = Start(
            ("/members/feed", Redirect(302, "/login?next=/members/feed")),
            ("/login?next=/members/feed", Ok("<form>", "Content-Type: text/html\r\n"))
        );

        var refused = Assert.IsType<FetchOutcome.Refused>(await FetchAsync(server, "/members/feed"));

        Assert.Equal(RefusalReason.LoginRequired, refused.Reason);
    }
}
