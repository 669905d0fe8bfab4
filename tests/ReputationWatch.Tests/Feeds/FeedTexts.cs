using System.Text;
using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Tests.Feeds;

/// <summary>Small documents around the element under test.</summary>
internal static class FeedTexts
{
    public const string Url = "https://example.org/blog/feed.xml";

    private const string Modules =
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        + "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
        + "xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\" "
        + "xmlns:thr=\"http://purl.org/syndication/thread/1.0\" xmlns:georss=\"http://www.georss.org/georss\"";

    public static Feed Read(string text, string? contentType = null) => Read(Encoding.UTF8.GetBytes(text), contentType);

    public static Feed Read(byte[] bytes, string? contentType = null)
    {
        var result = FeedParser.Parse(bytes, Url, contentType);
        Assert.Null(result.Error);
        return result.Feed!;
    }

    public static FeedError? Error(string text) => FeedParser.Parse(Encoding.UTF8.GetBytes(text), Url, null).Error;

    public static Feed RssChannel(string inner) =>
        Read($"<rss version=\"2.0\" {Modules}><channel>{inner}</channel></rss>");

    public static FeedEntry RssItem(string inner) => Assert.Single(RssChannel($"<item>{inner}</item>").Entries);

    public static Feed AtomFeed(string inner) =>
        Read($"<feed xmlns=\"http://www.w3.org/2005/Atom\" {Modules}>{inner}</feed>");

    public static FeedEntry AtomEntry(string inner) => Assert.Single(AtomFeed($"<entry>{inner}</entry>").Entries);
}
