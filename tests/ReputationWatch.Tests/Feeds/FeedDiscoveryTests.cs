using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Tests.Feeds;

public sealed class FeedDiscoveryTests
{
    [Fact]
    public void Find_LinkElements_ComeFirstAndAbsolute()
    {
        var found = FeedDiscovery.Find(
            """
            <html><head><base href="/sub/"><link rel="alternate" type="application/rss+xml" title="All" href="feed.xml">
            <link rel="alternate" type="application/json" href="https://example.org/wp-json/wp/v2/posts/1"><link rel="alternate" hreflang="fr" href="/fr"></head>
            <body><a href="/news/rss">RSS</a></body></html>
            """,
            "https://example.org/page"
        );

        Assert.Equal(
            new FeedCandidate("https://example.org/sub/feed.xml", "All", FeedCandidateSource.LinkElement),
            found[0]
        );
        Assert.Equal(new FeedCandidate("https://example.org/news/rss", "RSS", FeedCandidateSource.Anchor), found[1]);
        Assert.DoesNotContain(
            found,
            c => c.Url.Contains("wp-json", StringComparison.Ordinal) || c.Url.EndsWith("/fr", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Find_PlatformWithoutLinks_GuessesItsPath()
    {
        var found = FeedDiscovery.Find(
            "<html><head><meta name=\"generator\" content=\"Discourse 3\"></head></html>",
            "https://forum.example/t/1"
        );

        Assert.Equal("https://forum.example/latest.rss", found[0].Url);
        Assert.All(found, c => Assert.Equal(FeedCandidateSource.KnownPath, c.Source));
    }
}
