using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Tests.Feeds;

public sealed class AtomTests
{
    [Fact]
    public void Feed_OfAtom1_IsRead()
    {
        var feed = FeedTexts.AtomFeed(
            """
            <title type="html">A &lt;em&gt;feed&lt;/em&gt;</title><subtitle>Sub</subtitle><id>urn:x</id><updated>2020-01-02T03:04:05Z</updated>
            <link href="/"/><link rel="self" href="/self"/><link rel="next" href="?page=2"/><link rel="hub" href="https://hub.example/"/>
            <rights>ours</rights><generator uri="https://g.example/" version="1">Gen</generator><logo>/logo.png</logo><icon>/icon.png</icon>
            <author><name>Ann</name><uri>/ann</uri><email>ann@example.org</email></author>
            """
        );

        Assert.Equal((FeedFormat.Atom, "1.0"), (feed.Format, feed.Version));
        Assert.Equal("A feed", feed.Title);
        Assert.Equal("Sub", feed.Description);
        Assert.Equal("https://example.org/", feed.Link);
        Assert.Equal("https://example.org/blog/feed.xml?page=2", feed.NextPage);
        Assert.Equal("https://hub.example/", feed.Hub);
        Assert.Equal("Gen", feed.Generator);
        Assert.Equal("https://example.org/logo.png", feed.Image);
        Assert.Equal(new FeedPerson("Ann", "ann@example.org", "https://example.org/ann"), feed.Author);
    }

    [Theory]
    [InlineData("<title>1 &lt; 2</title>", "1 < 2")]
    [InlineData("<title type=\"text\">AT&amp;amp;T</title>", "AT&amp;T")]
    [InlineData("<title type=\"html\">AT&amp;amp;T &lt;b&gt;x&lt;/b&gt;</title>", "AT&T x")]
    [InlineData(
        "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">Less <b>&lt;</b></div></title>",
        "Less <"
    )]
    public void Title_ByItsType_IsTextForPeople(string element, string expected) =>
        Assert.Equal(expected, FeedTexts.AtomEntry(element).Title);

    [Theory]
    [InlineData("<content>a &lt; b</content>", "a < b", false)]
    [InlineData("<content type=\"html\">&lt;p&gt;x&lt;/p&gt;</content>", "<p>x</p>", true)]
    [InlineData(
        "<content type=\"xhtml\"><x:div xmlns:x=\"http://www.w3.org/1999/xhtml\"><x:p>a &amp; b<x:br/></x:p></x:div></content>",
        "<p>a &amp; b<br /></p>",
        true
    )]
    [InlineData("<content type=\"text/html\" mode=\"escaped\">&lt;p&gt;x&lt;/p&gt;</content>", "<p>x</p>", true)]
    [InlineData("<content type=\"application/xhtml+xml\" mode=\"xml\"><p>x</p></content>", "<p>x</p>", true)]
    [InlineData("<content type=\"text/plain\" mode=\"base64\">aGVsbG8=</content>", "hello", false)]
    public void Content_ByItsType_IsKept(string element, string expected, bool html)
    {
        var content = FeedTexts.AtomEntry(element).Content!;

        Assert.Equal((expected, html), (content.Value, content.IsHtml));
    }

    [Fact]
    public void Entry_WithLinks_TellsThemApart()
    {
        var entry = FeedTexts.AtomEntry(
            """
            <id>tag:1</id><link rel="enclosure" href="/a.mp3" type="audio/mpeg" length="5"/><link rel="replies" type="text/html" href="/c" thr:count="4"/>
            <link rel="alternate" type="application/json" href="/1.json"/><link rel="alternate" type="text/html" href="/1"/>
            <thr:in-reply-to ref="tag:0"/><category term="t" label="L"/><published>2020-01-01T00:00:00Z</published><updated>2020-01-02T00:00:00+02:00</updated>
            """
        );

        Assert.Equal("https://example.org/1", entry.Link);
        Assert.Equal("https://example.org/c", entry.Comments);
        Assert.Equal(4, entry.CommentCount);
        Assert.Equal("tag:0", entry.InReplyTo);
        Assert.Equal(["t"], entry.Categories);
        Assert.Equal("https://example.org/a.mp3", Assert.Single(entry.Enclosures).Url);
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 22, 0, 0, TimeSpan.Zero), entry.Updated);
    }

    [Fact]
    public void XmlBase_Nested_ResolvesLinksAndContent()
    {
        var feed = FeedTexts.Read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/"><title>T</title><entry xml:base="b/"><link href="c"/>
            <content type="html" xml:base="d/">&lt;img src="e.png"&gt;</content></entry></feed>
            """
        );
        var entry = Assert.Single(feed.Entries);

        Assert.Equal("https://base.example/a/b/c", entry.Link);
        Assert.Equal("<img src=\"https://base.example/a/b/d/e.png\">", entry.Content!.ToSafeHtml());
    }

    [Fact]
    public void Author_OfTheFeed_IsThatOfEntriesWithoutOne()
    {
        var feed = FeedTexts.AtomFeed(
            "<author><name>Ann</name></author><entry><title>1</title></entry><entry><author><name>Bob</name></author></entry>"
                + "<entry><source><author><name>Cyd</name></author></source></entry>"
        );

        Assert.Equal(["Ann", "Bob", "Cyd"], feed.Entries.Select(e => e.Author!.Name));
    }

    [Fact]
    public void Atom03_WithItsOwnNames_IsRead()
    {
        var feed = FeedTexts.Read(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="de"><title mode="escaped" type="text/html">&lt;b&gt;T&lt;/b&gt;</title><tagline>Tag</tagline>
            <modified>2003-12-13T18:30:02Z</modified><copyright>c</copyright><entry><issued>2003-12-13T08:29:29-04:00</issued><modified>2003-12-14T18:30:02Z</modified></entry></feed>
            """
        );
        var entry = Assert.Single(feed.Entries);

        Assert.Equal(
            ("0.3", "T", "Tag", "c", "de"),
            (feed.Version, feed.Title, feed.Description, feed.Copyright, feed.Language)
        );
        Assert.Equal(new DateTimeOffset(2003, 12, 13, 12, 29, 29, TimeSpan.Zero), entry.Published);
        Assert.Equal(14, entry.Updated!.Value.Day);
    }

    [Fact]
    public void EntryDocument_Alone_IsAFeedOfOne() =>
        Assert.Equal(
            "Only",
            Assert
                .Single(
                    FeedTexts.Read("<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>Only</title></entry>").Entries
                )
                .Title
        );

    [Fact]
    public void Prefixed_Throughout_IsReadAlike() =>
        Assert.Equal(
            "T",
            Assert
                .Single(
                    FeedTexts
                        .Read(
                            "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:title>T</a:title></a:entry></a:feed>"
                        )
                        .Entries
                )
                .Title
        );
}
