using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Tests.Feeds;

public sealed class MalformedFeedTests
{
    [Theory]
    [InlineData("", FeedError.Empty)]
    [InlineData(" \n ", FeedError.Empty)]
    [InlineData("<!DOCTYPE html><html><body>Hi</body></html>", FeedError.HtmlPage)]
    [InlineData("<html><head><title>rss</title></head></html>", FeedError.HtmlPage)]
    [InlineData("{\"a\":1}", FeedError.NotAFeed)]
    [InlineData("[1,2]", FeedError.NotAFeed)]
    [InlineData("hello", FeedError.NotAFeed)]
    [InlineData("<opml version=\"2.0\"><body><outline text=\"x\"/></body></opml>", FeedError.NotAFeed)]
    [InlineData(
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>x</loc></url></urlset>",
        FeedError.NotAFeed
    )]
    [InlineData("\u0001\u0002\u0003GIF", FeedError.Binary)]
    public void Parse_NoFeed_SaysWhy(string text, FeedError error) => Assert.Equal(error, FeedTexts.Error(text));

    [Theory]
    [InlineData(
        "  \n<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item><title>T</title></item></channel></rss>"
    )]
    [InlineData(
        "<br /><b>Warning</b>: x in y<br /><rss version=\"2.0\"><channel><item><title>T</title></item></channel></rss>"
    )]
    [InlineData("<rss version=\"2.0\"><channel><item><title>T</title></item>")]
    [InlineData("<rss version=\"2.0\"><channel><item><title>T")]
    [InlineData("<rss version=\"2.0\"><channel><item><title>T<link>x</link></item></channel></rss>")]
    [InlineData("<rss version=\"2.0\"><channel></channel><item><title>T</title></item></rss>")]
    [InlineData("<channel><title>C</title><item><title>T</title></item></channel>")]
    [InlineData("<rss xmlns=\"http://www.w3.org/1999/xhtml\"><channel><item><title>T</title></item></channel></rss>")]
    [InlineData("<rss xmlns=\"http://wrong.example/\"><channel><item><title>T</title></item></channel></rss>")]
    [InlineData("<rss version=2.0><channel><item><title>T</TITLE></item></channel></rss>")]
    [InlineData(
        "<!DOCTYPE rss [<!ENTITY a \"]>\"><!-- ]> -->]><rss><channel><item><title>T</title></item></channel></rss>"
    )]
    public void Parse_MalformedRss_StillGivesItsItem(string text) =>
        Assert.Equal("T", Assert.Single(FeedTexts.Read(text).Entries).Title);

    [Fact]
    public void Items_WithoutEndTags_AreAllRead() =>
        Assert.Equal(
            ["1", "2", "3"],
            FeedTexts
                .RssChannel("<item><title>1</title><item><title>2</title><item><title>3")
                .Entries.Select(e => e.Title)
        );

    [Fact]
    public void Description_WithUnescapedHtml_KeepsIt() =>
        Assert.Equal(
            "a <p>b<br />c</p> d",
            FeedTexts.RssItem("<description>a <p>b<br>c</p> d</description><title>T</title>").Summary!.Value
        );

    [Fact]
    public void CData_ThatIsNeverClosed_EndsWithItsElement() =>
        Assert.Equal(
            ["1", "2"],
            FeedTexts
                .RssChannel(
                    "<item><title>1</title><description><![CDATA[<p>x</p></description></item><item><title>2</title></item>"
                )
                .Entries.Select(e => e.Title)
        );

    [Theory]
    [InlineData("1 &lt; 2 <b>x</b> <code>&lt;foo&gt;</code>", "1 &lt; 2 <b>x</b> <code>&lt;foo&gt;</code>")]
    [InlineData("&lt;p&gt;a<br/>b&lt;/p&gt;", "<p>a<br />b</p>")]
    public void Description_MixingTagsAndReferences_KeepsWhatWasMeant(string inner, string expected) =>
        Assert.Equal(expected, FeedTexts.RssItem($"<description>{inner}</description>").Summary!.Value);

    [Fact]
    public void Rss11_WithItemsInside_IsRead()
    {
        var feed = FeedTexts.Read(
            "<Channel xmlns=\"http://purl.org/net/rss1.1#\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" rdf:about=\"http://x.example/\"><title>C</title>"
                + "<items rdf:parseType=\"Collection\"><item rdf:about=\"http://x.example/1\"><title>T</title></item></items></Channel>"
        );

        Assert.Equal((FeedFormat.Rdf, "1.1", "C"), (feed.Format, feed.Version, feed.Title));
        Assert.Equal("T", Assert.Single(feed.Entries).Title);
    }

    [Fact]
    public void Entities_OfADtd_AreNeitherFetchedNorExpanded()
    {
        var feed = FeedTexts.Read(
            """
            <!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>
            <rss version="2.0"><channel><title>&b;&x;</title><item><title>T</title></item></channel></rss>
            """
        );

        Assert.Equal("&b;&x;", feed.Title);
        Assert.Single(feed.Entries);
    }

    [Theory]
    [InlineData("xmlns:dc=\"http://purl.org/dc/elements/1.1\"")]
    [InlineData("xmlns:dc=\"https://PURL.org/dc/elements/1.1/\"")]
    [InlineData("xmlns:dc=\"http://nowhere.example/\"")]
    [InlineData("")]
    public void Module_UnderAWrongOrMissingNamespace_IsKnownByItsPrefix(string declaration) =>
        Assert.Equal(
            "Ann",
            FeedTexts
                .Read($"<rss {declaration}><channel><item><dc:creator>Ann</dc:creator></item></channel></rss>")
                .Entries[0]
                .Author!.Name
        );

    [Fact]
    public void Module_UnderAnotherPrefix_IsKnownByItsNamespace() =>
        Assert.Equal(
            "Ann",
            FeedTexts
                .Read(
                    "<rss xmlns:foo=\"http://purl.org/dc/elements/1.1/\"><channel><item><foo:creator>Ann</foo:creator></item></channel></rss>"
                )
                .Entries[0]
                .Author!.Name
        );

    [Fact]
    public void Cdf_OfTheNineties_IsRead()
    {
        var feed = FeedTexts.Read(Fuzzing.Captures("Feeds").Single(c => c.Name == "cdf.cdf").Bytes);
        var entry = Assert.Single(feed.Entries);

        Assert.Equal((FeedFormat.Cdf, "Harbour channel", "All the boats"), (feed.Format, feed.Title, feed.Description));
        Assert.Equal("http://harbour.example/logo.gif", feed.Image);
        Assert.Equal(
            ("http://harbour.example/boats/1.html", "First boat", "It is red"),
            (entry.Link, entry.Title, entry.Summary!.Value)
        );
    }

    [Fact]
    public void JsonFeed_WithTrailingCommasAndControlCharacters_IsRead()
    {
        var feed = FeedTexts.Read(
            "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"T\u0007\",\"author\":{\"name\":\"A\"},\"items\":[{\"id\":7,\"content_html\":\"<p>x\ny</p>\",},],}"
        );
        var entry = Assert.Single(feed.Entries);

        Assert.Equal((FeedFormat.Json, "1", "T"), (feed.Format, feed.Version, feed.Title));
        Assert.Equal(("7", "<p>x\ny</p>", "A"), (entry.Id, entry.Content!.Value, entry.Author!.Name));
    }
}
