using System.Net;
using System.Net.Sockets;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Discovery;
using ReputationWatch.Core.Sources;
using ReputationWatch.IntegrationTests.Crawling;
using ReputationWatch.IntegrationTests.Sources;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;

namespace ReputationWatch.IntegrationTests.Discovery;

/// <summary>What people paste, and what is found there.</summary>
public sealed class SourceDiscoveryTests
{
    private const string Html = "Content-Type: text/html\r\n";

    private static readonly CrawlOptions Options = PoliteFetcherTests.Loopback with
    {
        ConnectTimeout = TimeSpan.FromSeconds(1),
        HeadersTimeout = TimeSpan.FromSeconds(5),
    };

    private static async Task<DiscoveryResult> ExploreAsync(string pasted)
    {
        using var fetcher = new PoliteFetcher(
            Options,
            TimeProvider.System,
            (_, _) => throw new SocketException((int)SocketError.HostNotFound)
        );
        return await new SourceDiscovery(fetcher, new ReputationWatch.Connectors.Sites.SiteCatalog(null)).ExploreAsync(
            pasted,
            TestContext.Current.CancellationToken
        );
    }

    private static string Page(string head, string body = "") =>
        Ok($"<!doctype html><html><head>{head}</head><body>{body}</body></html>", Html);

    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0}\r\n")]
    [InlineData("<{0}>")]
    [InlineData("Look at {0}, it is good")]
    [InlineData("feed:{0}")]
    public async Task Explore_AFeedHoweverPasted_IsFound(string pasted)
    {
        await using var server = TroubledSite.Healthy("well");

        var found = await ExploreAsync(string.Format(null, pasted, server.Url("/feed")));

        var candidate = Assert.Single(found.Candidates);
        Assert.Equal(
            ("feed", server.Url("/feed"), "well", 2),
            (candidate.Connector, candidate.Url, candidate.Title, candidate.Items)
        );
    }

    [Theory]
    [InlineData("127.0.0.1:{0}/feed")]
    [InlineData("//127.0.0.1:{0}/feed")]
    [InlineData("feed://127.0.0.1:{0}/feed")]
    public async Task Explore_WithoutSchemeAndTheServerKnowsNoTls_FallsBackToHttp(string pasted)
    {
        await using var server = TroubledSite.Healthy("well");

        var found = await ExploreAsync(string.Format(null, pasted, server.Port));

        Assert.Equal(server.Url("/feed"), Assert.Single(found.Candidates).Url);
    }

    [Fact]
    public async Task Explore_AHomePageThatNamesFeeds_OffersThoseThatCanBeRead()
    {
        await using var server = Start(
            (
                "/",
                Page(
                    "<link rel=alternate type=application/rss+xml title=News href=/news.xml>"
                        + "<link rel=alternate type=application/atom+xml title=Dead href=/dead.xml>"
                        + "<link rel=alternate type=application/rss+xml title=Comments href=/comments.xml>"
                )
            ),
            ("/news.xml", Ok(TroubledSite.Feed("news"))),
            ("/comments.xml", Ok(TroubledSite.Feed("comments", items: 0)))
        );

        var found = await ExploreAsync(server.Url("/"));

        Assert.Equal(
            [(server.Url("/news.xml"), 2), (server.Url("/comments.xml"), 0)],
            found.Candidates.Select(c => (c.Url, c.Items))
        );
        Assert.Equal(new DateTimeOffset(2026, 3, 14, 10, 0, 0, TimeSpan.Zero), found.Candidates[0].NewestAt);
    }

    [Fact]
    public async Task Explore_AHomePageThatNamesNone_GuessesAndFindsTheUsualPath()
    {
        await using var server = Start(
            ("/", Page("<title>Shop</title>")),
            ("/feed.xml", Ok(TroubledSite.Feed("shop")))
        );

        var found = await ExploreAsync(server.Url("/"));

        Assert.Equal(server.Url("/feed.xml"), Assert.Single(found.Candidates).Url);
    }

    [Fact]
    public async Task Explore_AHomePageWithNothing_SaysThatItIsAPage()
    {
        await using var server = Start(("/", Page("<title>Shop</title>")));

        var found = await ExploreAsync(server.Url("/"));

        Assert.Empty(found.Candidates);
        Assert.Equal((CheckOutcome.HtmlInsteadOfFeed, 200), (found.Reading.Outcome, found.Reading.Status));
    }

    [Fact]
    public async Task Explore_APageWithReviews_OffersThem()
    {
        const string review = """
            <script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Kettle",
            "review":{"@type":"Review","author":{"@type":"Person","name":"Ann"},"reviewBody":"Boils well.",
            "reviewRating":{"@type":"Rating","ratingValue":4},"datePublished":"2026-03-01"}}</script>
            """;
        await using var server = Start(("/kettle", Page("", review)));

        var found = await ExploreAsync(server.Url("/kettle"));

        var candidate = Assert.Single(found.Candidates);
        Assert.Equal(("reviews", "Kettle", 1), (candidate.Connector, candidate.Title, candidate.Items));
    }

    [Fact]
    public async Task Explore_APageThatMoved_OffersTheNewAddress()
    {
        await using var server = Start(("/old", Redirect(301, "/new")), ("/new", Ok(TroubledSite.Feed("moved"))));

        Assert.Equal(server.Url("/new"), Assert.Single((await ExploreAsync(server.Url("/old"))).Candidates).Url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("just some words")]
    [InlineData("anna@example.org")]
    [InlineData("mailto:anna@example.org")]
    [InlineData("ftp://example.org/feed")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("http://exa mple.org/")]
    [InlineData("https://example.org:99999/")]
    [InlineData("\0\u0001\uFFFF")]
    [InlineData("{\"json\": true}")]
    public async Task Explore_WhatIsNoWebAddress_SaysSo(string pasted)
    {
        var found = await ExploreAsync(pasted);

        Assert.Empty(found.Candidates);
        Assert.Equal(CheckOutcome.InvalidUrl, found.Reading.Outcome);
    }

    [Theory]
    [InlineData("nowhere.example")]
    [InlineData("nestor")]
    [InlineData("https://nowhere.example/my feed")]
    public async Task Explore_ASiteThatDoesNotExist_SaysThatItsNameIsUnknown(string pasted) =>
        Assert.Equal(CheckOutcome.DnsFailed, (await ExploreAsync(pasted)).Reading.Outcome);

    [Fact]
    public async Task Explore_AServerOnThisMachineThatNobodyAllowed_IsNotRead()
    {
        await using var server = TroubledSite.Healthy("well");
        using var fetcher = new PoliteFetcher(Options with { AllowedPrivate = [] }, TimeProvider.System);

        var found = await new SourceDiscovery(
            fetcher,
            new ReputationWatch.Connectors.Sites.SiteCatalog(null)
        ).ExploreAsync($"127.0.0.1:{server.Port}/feed", TestContext.Current.CancellationToken);

        Assert.Equal(CheckOutcome.PrivateAddress, found.Reading.Outcome);
        Assert.Empty(server.Requests);
    }
}
