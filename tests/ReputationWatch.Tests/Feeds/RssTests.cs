using System.Text;
using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Tests.Feeds;

public sealed class RssTests
{
    [Fact]
    public void Channel_OfRss2_IsRead()
    {
        var feed = FeedTexts.RssChannel(
            """
            <title>News &amp; more</title><link>https://example.org/</link><description>All &lt;i&gt;news&lt;/i&gt;</description>
            <language>fr-ch</language><copyright>(c) us</copyright><generator>Hand</generator><managingEditor>joe@example.org (Joe)</managingEditor>
            <image><url>/logo.png</url><title>Logo</title><link>https://elsewhere.example/</link></image><ttl>90</ttl>
            <pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate><lastBuildDate>Tue, 06 Feb 2024 10:00:00 GMT</lastBuildDate>
            <category>One</category><category domain="x">Two</category><atom:link rel="self" href="https://example.org/self"/>
            <textInput><title>Search</title></textInput>
            """
        );

        Assert.Equal(FeedFormat.Rss, feed.Format);
        Assert.Equal("2.0", feed.Version);
        Assert.Equal("News & more", feed.Title);
        Assert.Equal("https://example.org/", feed.Link);
        Assert.Equal("https://example.org/self", feed.SelfLink);
        Assert.Equal("All news", feed.Description);
        Assert.Equal("fr-ch", feed.Language);
        Assert.Equal("(c) us", feed.Copyright);
        Assert.Equal("Hand", feed.Generator);
        Assert.Equal("https://example.org/logo.png", feed.Image);
        Assert.Equal(new FeedPerson("Joe", "joe@example.org", null), feed.Author);
        Assert.Equal(["One", "Two"], feed.Categories);
        Assert.Equal(TimeSpan.FromMinutes(90), feed.UpdateInterval);
        Assert.Equal(new DateTimeOffset(2024, 2, 5, 10, 0, 0, TimeSpan.Zero), feed.Published);
        Assert.Equal(new DateTimeOffset(2024, 2, 6, 10, 0, 0, TimeSpan.Zero), feed.Updated);
    }

    [Theory]
    [InlineData("<title>AT&amp;T</title>", "AT&T")]
    [InlineData("<title>AT&amp;amp;T</title>", "AT&T")]
    [InlineData("<title>AT&T &eacute; &nbsp;x</title>", "AT&T é x")]
    [InlineData("<title><![CDATA[Tom & Jerry]]></title>", "Tom & Jerry")]
    [InlineData("<title>A &lt;b&gt;bold&lt;/b&gt; one</title>", "A bold one")]
    [InlineData("<title>1 &lt; 2 and a <b>tag</b></title>", "1 < 2 and a tag")]
    [InlineData("<title>&#145;x&#146; &#x2014; &unknown; &#0;</title>", "‘x’ — &unknown;")]
    [InlineData("<title>\n  two\n  lines </title>", "two lines")]
    [InlineData("<title>\u0001bell\u0007</title>", "bell")]
    [InlineData("<TITLE>Loud</TITLE>", "Loud")]
    [InlineData("<media:title>Media</media:title><title>Core</title>", "Core")]
    [InlineData("<dc:title>Dublin</dc:title>", "Dublin")]
    [InlineData("<title>a < b</title>", "a < b")]
    [InlineData("<title/>", null)]
    public void Title_HoweverWritten_IsTextForPeople(string element, string? expected) =>
        Assert.Equal(expected, FeedTexts.RssItem(element).Title);

    [Theory]
    [InlineData("<author>joe@example.org (Joe Doe)</author>", "Joe Doe", "joe@example.org")]
    [InlineData("<author>Joe Doe &lt;joe@example.org&gt;</author>", "Joe Doe", "joe@example.org")]
    [InlineData("<author>Joe Doe (joe@example.org)</author>", "Joe Doe", "joe@example.org")]
    [InlineData("<author>joe@example.org</author>", null, "joe@example.org")]
    [InlineData("<author>Joe Doe</author>", "Joe Doe", null)]
    [InlineData("<dc:creator><![CDATA[Jane]]></dc:creator>", "Jane", null)]
    [InlineData("<itunes:author>Pod</itunes:author>", "Pod", null)]
    [InlineData("<author>joe@example.org</author><dc:creator>Joe Doe</dc:creator>", "Joe Doe", "joe@example.org")]
    [InlineData("<author><name>Atom Ant</name><email>a@example.org</email></author>", "Atom Ant", "a@example.org")]
    public void Author_InEachForm_HasNameAndMail(string element, string? name, string? mail) =>
        Assert.Equal(new FeedPerson(name, mail, null), FeedTexts.RssItem(element).Author);

    [Fact]
    public void Item_WithModules_KeepsTheirMeaning()
    {
        var entry = FeedTexts.RssItem(
            """
            <description>Short</description><content:encoded><![CDATA[<p>Long <a href="/x">x</a></p>]]></content:encoded>
            <enclosure url="/a.mp3" type="audio/mpeg" length="12"/><comments>https://example.org/c</comments><slash:comments>3</slash:comments>
            <media:group><media:thumbnail url="https://example.org/t.jpg"/></media:group><dc:subject>boats</dc:subject>
            <georss:point>46.5 6.6</georss:point><dc:language>de</dc:language><source url="x">Other</source>
            """
        );

        Assert.Equal("Short", entry.Summary!.Value);
        Assert.False(entry.Summary.IsHtml);
        Assert.Equal("<p>Long <a href=\"https://example.org/x\">x</a></p>", entry.Content!.ToSafeHtml());
        Assert.Equal("Long x", entry.Content.ToPlainText());
        Assert.Equal(new FeedEnclosure("https://example.org/a.mp3", "audio/mpeg", 12), Assert.Single(entry.Enclosures));
        Assert.Equal("https://example.org/c", entry.Comments);
        Assert.Equal(3, entry.CommentCount);
        Assert.Equal("https://example.org/t.jpg", entry.Image);
        Assert.Equal(["boats"], entry.Categories);
        Assert.Equal((46.5, 6.6), entry.Location);
        Assert.Equal("de", entry.Language);
        Assert.Equal("Other", entry.SourceTitle);
    }

    [Theory]
    [InlineData("<guid>https://example.org/1</guid>", "https://example.org/1", "https://example.org/1")]
    [InlineData("<guid isPermaLink=\"false\">https://example.org/1</guid>", "https://example.org/1", null)]
    [InlineData("<guid>abc</guid>", "abc", null)]
    [InlineData("<link>/1?a=1&b=2</link>", "https://example.org/1?a=1&b=2", "https://example.org/1?a=1&b=2")]
    [InlineData("<guid>abc</guid><link>javascript:alert(1)</link>", "abc", null)]
    public void Identity_FromGuidOrLink_IsKept(string element, string id, string? link)
    {
        var entry = FeedTexts.RssItem(element);

        Assert.Equal(id, entry.Id);
        Assert.Equal(link, entry.Link);
    }

    [Fact]
    public void Identity_Missing_IsTheSameOnEachReading()
    {
        var first = FeedTexts.RssItem("<title>No id</title><description>x</description>");
        var second = FeedTexts.RssItem("<title>No id</title><description>edited</description>");

        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Id, FeedTexts.RssItem("<title>Another</title>").Id);
    }

    [Fact]
    public void Identity_RepeatedByTheFeed_GivesKeysThatDiffer()
    {
        var feed = FeedTexts.RssChannel(
            "<item><guid>1</guid><link>/a</link></item><item><guid>1</guid><link>/b</link></item>"
        );

        Assert.Equal(["1", "1"], feed.Entries.Select(e => e.Id));
        Assert.Equal(2, feed.Entries.Select(e => e.Key).Distinct().Count());
    }

    [Fact]
    public void Rdf_WithModules_IsRead()
    {
        var feed = FeedTexts.Read(Fuzzing.Captures("Feeds").Single(c => c.Name == "rdf.xml").Bytes);
        var entry = Assert.Single(feed.Entries);

        Assert.Equal((FeedFormat.Rdf, "1.0"), (feed.Format, feed.Version));
        Assert.Equal("en-gb", feed.Language);
        Assert.Equal("https://generator.example/?v=1", feed.Generator);
        Assert.Equal("https://harbour.example/logo.gif", feed.Image);
        Assert.Equal(TimeSpan.FromHours(12), feed.UpdateInterval);
        Assert.Equal("https://harbour.example/1", entry.Id);
        Assert.Equal("Peter Pott", entry.Author!.Name);
        Assert.Equal(12, entry.CommentCount);
        Assert.Equal(new DateTimeOffset(2004, 5, 6, 6, 8, 9, TimeSpan.Zero), entry.Published);
    }

    [Theory]
    [InlineData("http://my.netscape.com/rdf/simple/0.9/", "0.90")]
    [InlineData("http://purl.org/rss/1.0/", "1.0")]
    public void Rdf_Namespace_SaysTheVersion(string address, string version)
    {
        var feed = FeedTexts.Read(
            $"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"{address}\"><channel><title>T</title></channel><item><title>I</title></item></rdf:RDF>"
        );

        Assert.Equal(version, feed.Version);
        Assert.Single(feed.Entries);
    }

    [Theory]
    [InlineData("iso-8859-1", "iso-8859-1", "caf\u00e9")]
    [InlineData("iso-8859-1", "windows-1252", "d\u2019accord")]
    [InlineData("windows-1251", "windows-1251", "\u041c\u0438\u0440")]
    public void Encoding_DeclaredInTheDocument_IsUsed(string declared, string expected, string title)
    {
        var text =
            $"<?xml version=\"1.0\" encoding=\"{declared}\"?><rss version=\"2.0\"><channel><title>{title}</title></channel></rss>";

        var feed = FeedTexts.Read(
            CodePagesEncodingProvider
                .Instance.GetEncoding(expected == "iso-8859-1" ? "windows-1252" : expected)!
                .GetBytes(text)
        );

        Assert.Equal((expected, title), (feed.Encoding, feed.Title));
    }
}
