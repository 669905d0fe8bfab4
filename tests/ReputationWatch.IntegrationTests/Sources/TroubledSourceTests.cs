using System.Net;
using System.Net.Sockets;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Reviews;
using ReputationWatch.Core.Sources;
using ReputationWatch.IntegrationTests.Crawling;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;
using static ReputationWatch.IntegrationTests.Sources.TroubledSite;

namespace ReputationWatch.IntegrationTests.Sources;

/// <summary>Sites in trouble beside sites in health: the real crawler over a real store and real HTTP.</summary>
public sealed class TroubledSourceTests
{
    private const string Html = "<!doctype html><html><head><title>Hello</title></head><body>Welcome</body></html>";

    private static readonly CrawlOptions Options = PoliteFetcherTests.Loopback with
    {
        TotalTimeout = TimeSpan.FromSeconds(4),
        HeadersTimeout = TimeSpan.FromSeconds(4),
        ConnectTimeout = TimeSpan.FromSeconds(4),
    };

    /// <summary>A stumble is tried again at once, and then after a minute; a site that says no is left alone for longer.</summary>
    private static readonly (int Failures, TimeSpan Wait) Stumble = (2, TimeSpan.FromMinutes(1));
    private static readonly (int Failures, TimeSpan Wait) Refusal = (1, TimeSpan.FromMinutes(5));

    private static PoliteFetcher Fetcher(CrawlOptions options) => new(options, TimeProvider.System, ResolveAsync);

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) =>
        host == "intranet.example"
            ? Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")])
            : throw new SocketException((int)SocketError.HostNotFound);

    private sealed record Case(
        string Name,
        string Url,
        CheckOutcome Outcome,
        int? Status,
        (int Failures, TimeSpan Wait) Then,
        string Connector = "feed",
        string? Detail = null
    );

    [Fact]
    public async Task Crawl_EveryKindOfTroubleAtOnce_IsARowEachAndDelaysNobody()
    {
        var servers = new List<IAsyncDisposable>();
        var zeros = 0L;
        try
        {
            var cases = Cases(servers, n => Interlocked.Add(ref zeros, n));
            var healthy = Enumerable.Range(1, 5).Select(i => Healthy($"well{i}")).ToList();
            servers.AddRange(healthy);
            using var fetcher = Fetcher(Options);
            await using var pipeline = await Pipeline.Pipeline.StartAsync(
                new FeedSourceReader(fetcher),
                new ReviewSourceReader(fetcher)
            );
            await pipeline.AddTopicAsync();
            var troubled = new List<Source>();
            foreach (var each in cases)
            {
                troubled.Add(await pipeline.AddSourceAsync(each.Url, each.Connector));
            }
            var well = new List<Source>();
            foreach (var server in healthy)
            {
                well.Add(await pipeline.AddSourceAsync(server.Url("/feed"), FeedSourceReader.Name));
            }

            await pipeline.CrawlUntilIdleAsync();

            for (var i = 0; i < cases.Count; i++)
            {
                AssertTrouble(
                    cases[i],
                    (await pipeline.SourceAsync(troubled[i].Id)).Health,
                    pipeline.Clock.GetUtcNow()
                );
            }
            foreach (var source in well)
            {
                AssertWell((await pipeline.SourceAsync(source.Id)).Health);
            }
            Assert.Equal(10, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
            await AssertSlowOneCameLastAsync(pipeline, troubled[cases.FindIndex(c => c.Name == "drip")], well);
            Assert.InRange(zeros, 1, ManyZeros / 2);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static void AssertTrouble(Case expected, SourceHealth health, DateTimeOffset now)
    {
        Assert.Equal(
            (expected.Name, expected.Outcome, expected.Status),
            (expected.Name, health.Outcome, health.Status)
        );
        Assert.Equal(
            (expected.Name, expected.Then.Failures, now + expected.Then.Wait),
            (expected.Name, health.ConsecutiveFailures, health.NextCheckAt)
        );
        Assert.Equal((expected.Name, now), (expected.Name, health.BlindSince));
        Assert.Null(health.LastSuccessAt);
        Assert.Equal(expected.Outcome == CheckOutcome.Gone ? now : null, health.RetiredAt);
        if (expected.Detail is not null)
        {
            Assert.Equal(expected.Detail, health.Detail);
        }
    }

    private static void AssertWell(SourceHealth health)
    {
        Assert.Equal((CheckOutcome.NewItems, 200, 2L), (health.Outcome, health.Status, health.ItemsTotal));
        Assert.Null(health.BlindSince);
        Assert.Equal(0, health.ConsecutiveFailures);
    }

    /// <summary>The history tells the order in which checks ended: all healthy ones before the first attempt on the slow one.</summary>
    private static async Task AssertSlowOneCameLastAsync(Pipeline.Pipeline pipeline, Source slow, List<Source> well)
    {
        var newestFirst = (await pipeline.Stores.Sources.RecentChecksAsync(5, CancellationToken.None)).ToList();
        var firstOfSlow = newestFirst.FindLastIndex(c => c.SourceId == slow.Id);
        Assert.All(well, source => Assert.True(newestFirst.FindIndex(c => c.SourceId == source.Id) > firstOfSlow));
    }

    private static List<Case> Cases(List<IAsyncDisposable> servers, Action<int> zerosSent)
    {
        string At(LoopbackServer server)
        {
            servers.Add(server);
            return server.Url("/feed");
        }
        string Says(string answer) => At(Answering(answer));

        var selfSigned = new SelfSignedServer();
        servers.Add(selfSigned);
        return
        [
            new(
                "no such name",
                "http://nowhere.example/feed",
                CheckOutcome.DnsFailed,
                null,
                Stumble,
                Detail: "nowhere.example"
            ),
            new("closed port", $"http://127.0.0.1:{ClosedPort()}/feed", CheckOutcome.ConnectionRefused, null, Stumble),
            new("bad certificate", selfSigned.Url, CheckOutcome.TlsFailed, null, Stumble),
            new(
                "private address",
                "http://intranet.example/feed",
                CheckOutcome.PrivateAddress,
                null,
                Refusal,
                Detail: "intranet.example → 10.1.2.3"
            ),
            new("metadata service", "http://169.254.169.254/latest", CheckOutcome.PrivateAddress, null, Refusal),
            new("no address", "nonsense", CheckOutcome.InvalidUrl, null, Refusal),
            new("other scheme", "ftp://files.example/feed", CheckOutcome.InvalidUrl, null, Refusal, Detail: "ftp"),
            new(
                "web page",
                Says(Ok(Html, "Content-Type: text/html\r\n")),
                CheckOutcome.HtmlInsteadOfFeed,
                200,
                Refusal
            ),
            new("401", Says(Status(401)), CheckOutcome.LoginRequired, 401, Refusal),
            new("403", Says(Status(403)), CheckOutcome.Forbidden, 403, Refusal),
            new("404", Says(Status(404)), CheckOutcome.NotFound, 404, Refusal),
            new("410", Says(Status(410)), CheckOutcome.Gone, 410, (1, TimeSpan.FromHours(24))),
            new("418", Says(Status(418)), CheckOutcome.OtherStatus, 418, Refusal),
            new("429", Says(Status(429)), CheckOutcome.RateLimited, 429, Refusal),
            new(
                "429 with a wish",
                Says(Status(429, "Retry-After: 1800\r\n")),
                CheckOutcome.RateLimited,
                429,
                (1, TimeSpan.FromMinutes(30))
            ),
            new("500", Says(Status(500)), CheckOutcome.ServerError, 500, Stumble),
            new(
                "503 with a wish",
                Says(Status(503, "Retry-After: 600\r\n")),
                CheckOutcome.ServerError,
                503,
                (1, TimeSpan.FromMinutes(10))
            ),
            new("redirect loop", Says(Redirect(302, "/feed")), CheckOutcome.RedirectLoop, null, Refusal),
            new("login wall", At(LoginWall()), CheckOutcome.LoginRequired, 200, Refusal),
            new(
                "robot check",
                Says(Status(403, "cf-mitigated: challenge\r\n")),
                CheckOutcome.ChallengePage,
                403,
                Refusal,
                Detail: "Cloudflare"
            ),
            new("robots.txt forbids", At(Forbidding()), CheckOutcome.DisallowedByRobots, null, Refusal),
            new(
                "robots.txt fails",
                At(Start(("/robots.txt", Status(500)), ("/feed", Ok(Feed("x"))))),
                CheckOutcome.RobotsUnavailable,
                500,
                Stumble
            ),
            new("200 MB of zeros", At(Zeros(zerosSent)), CheckOutcome.TooLarge, null, Refusal, Detail: "20 MiB"),
            new("announced 200 MB", Says(Announcing(ManyZeros)), CheckOutcome.TooLarge, null, Refusal),
            new("gzip bomb", At(Bomb()), CheckOutcome.TooLarge, null, Refusal),
            new("drip", At(Drip()), CheckOutcome.TimedOut, null, Stumble),
            new("broken off", Says(Announcing(100) + "<rss>"), CheckOutcome.Truncated, null, Stumble),
            new("no HTTP", Says("220 mail.example ready\r\n\r\n"), CheckOutcome.UnreadableAnswer, null, Stumble),
            new("empty", Says(Ok("")), CheckOutcome.EmptyAnswer, 200, Stumble),
            new("blank", Says(Ok(" \r\n ")), CheckOutcome.EmptyAnswer, 200, Stumble),
            new(
                "JSON that is no feed",
                Says(Ok("{\"ok\":true}", "Content-Type: application/json\r\n")),
                CheckOutcome.NotAFeed,
                200,
                Refusal,
                Detail: "application/json"
            ),
            new(
                "picture",
                Says(Ok("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "Content-Type: image/png\r\n")),
                CheckOutcome.NotAFeed,
                200,
                Refusal
            ),
            new("no reviews", Says(Ok(Html)), CheckOutcome.NoReviewsFound, 200, Refusal, ReviewSourceReader.Name),
            new("empty review page", Says(Ok("")), CheckOutcome.EmptyAnswer, 200, Stumble, ReviewSourceReader.Name),
            new(
                "unknown connector",
                "http://nowhere.example/x",
                CheckOutcome.ConnectorFailed,
                null,
                Stumble,
                "telepathy"
            ),
        ];
    }

    private static LoopbackServer LoginWall() =>
        Start(
            ("/feed", Redirect(302, "/login?next=/feed")),
            ("/login?next=/feed", Ok(Html, "Content-Type: text/html\r\n"))
        );

    private static LoopbackServer Forbidding() =>
        Start(("/robots.txt", Ok("User-agent: *\nDisallow: /feed\n")), ("/feed", Ok(Feed("x"))));

    private static string Announcing(long length) =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";

    private static int ClosedPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    [Fact]
    public async Task Crawl_AServerThatHangsHasManySources_OthersAreReadMeanwhile()
    {
        var gate = new TaskCompletionSource();
        await using var slow = Waiting(gate.Task);
        await using var quick = Healthy("quick");
        using var fetcher = Fetcher(
            Options with
            {
                TotalTimeout = TimeSpan.FromMinutes(5),
                HeadersTimeout = TimeSpan.FromMinutes(5),
            }
        );
        await using var pipeline = await Pipeline.Pipeline.StartAsync(new FeedSourceReader(fetcher));
        var hanging = new List<Source>();
        for (var i = 0; i < 3 * new CrawlerOptions().Parallel; i++)
        {
            hanging.Add(await pipeline.AddSourceAsync(slow.Url($"/feed?{i}"), FeedSourceReader.Name));
        }
        var last = await pipeline.AddSourceAsync(quick.Url("/feed"), FeedSourceReader.Name);

        while ((await pipeline.SourceAsync(last.Id)).Health.Outcome == CheckOutcome.NeverChecked)
        {
            await pipeline.Crawler.RunAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        }

        Assert.Equal(CheckOutcome.NewItems, (await pipeline.SourceAsync(last.Id)).Health.Outcome);
        var waiting = await pipeline.Stores.Sources.ListAsync(CancellationToken.None);
        Assert.Equal(hanging.Count, waiting.Count(s => s.Health.Outcome == CheckOutcome.NeverChecked));
        gate.SetResult();
        await pipeline.CrawlUntilIdleAsync();
        Assert.All(
            await pipeline.Stores.Sources.ListAsync(CancellationToken.None),
            s => Assert.True(s.Health.Outcome.IsSuccess())
        );
    }

    [Fact]
    public async Task Crawl_AFeedBecomesAWebPageAndComesBack_IsBlindInBetween()
    {
        var page = Ok(Feed("changing"));
        await using var server = Start(
            (request, stream, cancel) =>
                stream
                    .WriteAsync(System.Text.Encoding.ASCII.GetBytes(request.Path == "/feed" ? page : NotFound), cancel)
                    .AsTask()
        );
        using var fetcher = Fetcher(Options);
        await using var pipeline = await Pipeline.Pipeline.StartAsync(new FeedSourceReader(fetcher));
        await pipeline.AddTopicAsync();
        var source = await pipeline.AddSourceAsync(server.Url("/feed"), FeedSourceReader.Name);
        await pipeline.CrawlUntilIdleAsync();
        var firstRead = pipeline.Clock.GetUtcNow();

        page = Ok(Html, "Content-Type: text/html\r\n");
        pipeline.Clock.Move(TimeSpan.FromDays(1));
        var lost = pipeline.Clock.GetUtcNow();
        await pipeline.CrawlUntilIdleAsync();

        var blind = (await pipeline.SourceAsync(source.Id)).Health;
        Assert.Equal(CheckOutcome.HtmlInsteadOfFeed, blind.Outcome);
        Assert.Equal((firstRead, lost, 2L), (blind.LastSuccessAt!.Value, blind.BlindSince!.Value, blind.ItemsTotal));

        page = Ok(Feed("changing", items: 3));
        pipeline.Clock.Move(TimeSpan.FromDays(1));
        await pipeline.CrawlUntilIdleAsync();

        var back = (await pipeline.SourceAsync(source.Id)).Health;
        Assert.Equal((CheckOutcome.NewItems, 0, 3L), (back.Outcome, back.ConsecutiveFailures, back.ItemsTotal));
        Assert.Null(back.BlindSince);
        var period = Assert.Single(await pipeline.Stores.Sources.BlindPeriodsAsync(firstRead, CancellationToken.None));
        Assert.Equal(lost, period.From);
        Assert.True(period.To >= pipeline.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    [InlineData(307, false)]
    public async Task Crawl_AFeedRedirects_FollowsAndRemembersOnlyAMoveForGood(int status, bool moves)
    {
        await using var server = Start(("/old", Redirect(status, "/new")), ("/new", Ok(Feed("moved"))));
        using var fetcher = Fetcher(Options);
        await using var pipeline = await Pipeline.Pipeline.StartAsync(new FeedSourceReader(fetcher));
        var source = await pipeline.AddSourceAsync(server.Url("/old"), FeedSourceReader.Name);

        await pipeline.CrawlUntilIdleAsync();

        var after = await pipeline.SourceAsync(source.Id);
        Assert.Equal(CheckOutcome.NewItems, after.Health.Outcome);
        Assert.Equal(server.Url(moves ? "/new" : "/old"), after.Url);
    }
}
