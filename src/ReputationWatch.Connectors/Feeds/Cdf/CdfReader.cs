using ReputationWatch.Connectors.Feeds.Xml;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds.Cdf;

/// <summary>Microsoft's Channel Definition Format (1997): addresses and dates are attributes, one channel may hold others.</summary>
internal static class CdfReader
{
    public static bool IsCdf(XmlElement root) =>
        root.Name == "channel"
        && (root.Attribute("href") ?? root.Attribute("base") ?? root.Attribute("lastmod")) is not null;

    public static void Channel(FeedDraft feed, XmlElement channel, string? url)
    {
        feed.Link.Offer(0, Address(channel, url));
        feed.Updated.Offer(0, FeedDates.Parse(channel.Attribute("lastmod")));
    }

    public static void Read(FeedDraft feed, XmlElement element, string? url)
    {
        switch (element.Name)
        {
            case "title":
                feed.Title.Offer(0, Text(element));
                break;
            case "abstract":
                feed.Description.Offer(0, Text(element));
                break;
            case "logo":
                feed.Image.Offer(0, Address(element, url));
                break;
            case "a":
                feed.Link.Offer(0, Address(element, url));
                break;
            case "item":
                feed.Add(Item(element, url));
                break;
        }
    }

    private static EntryDraft Item(XmlElement item, string? url)
    {
        var entry = new EntryDraft();
        entry.Link.Offer(0, Address(item, url));
        entry.Updated.Offer(0, FeedDates.Parse(item.Attribute("lastmod")));
        foreach (var element in item.Elements)
        {
            switch (element.Name)
            {
                case "title":
                    entry.Title.Offer(0, Text(element));
                    break;
                case "abstract" when Text(element) is { } text:
                    entry.Summary.Offer(0, new Markup(text, IsHtml: false, url));
                    break;
                case "logo":
                    entry.Image.Offer(0, Address(element, url));
                    break;
                case "a":
                    entry.Link.Offer(0, Address(element, url));
                    break;
            }
        }
        return entry;
    }

    private static string? Address(XmlElement element, string? url) =>
        FeedAddress.Resolve(element.Base ?? url, element.Attribute("href"));

    private static string? Text(XmlElement element)
    {
        var text = element.Text();
        return HtmlText.Collapse(HtmlText.LooksLikeHtml(text) ? HtmlText.Strip(text) : text);
    }
}
