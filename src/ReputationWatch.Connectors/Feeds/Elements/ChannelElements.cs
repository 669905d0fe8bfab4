using ReputationWatch.Connectors.Feeds.Xml;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds.Elements;

/// <summary>Reads what a <c>channel</c> or a <c>feed</c> says of itself.</summary>
internal sealed class ChannelElements(ElementContext context)
{
    private readonly ModuleElements _modules = new(context);

    public void Read(FeedDraft feed, XmlElement element)
    {
        if (element.Module is not (XmlNamespaces.Core or XmlNamespaces.Atom))
        {
            _modules.Read(feed, element);
            return;
        }
        var rank = element.Module.Length == 0 ? 0 : 1;
        switch (element.Name)
        {
            case "title":
                feed.Title.Offer(rank, context.Text(element));
                break;
            case "link":
                Link(feed, element);
                break;
            case "id" or "guid":
                feed.Id.Offer(rank, HtmlText.Collapse(element.Text()));
                break;
            case "description" or "subtitle" or "tagline":
                feed.Description.Offer(rank, context.Text(element));
                break;
            case "language":
                feed.Language.Offer(rank, HtmlText.Collapse(element.Text()));
                break;
            case "copyright" or "rights":
                feed.Copyright.Offer(rank, context.Text(element));
                break;
            case "generator":
                feed.Generator.Offer(rank, context.Text(element) ?? HtmlText.Collapse(element.Attribute("uri")));
                break;
            case "author" or "managingeditor":
                feed.Authors.Add(rank, context.Person(element));
                break;
            case "category":
                EntryElements.Category(feed, element, context);
                break;
            default:
                Rest(feed, element, rank);
                break;
        }
    }

    private void Rest(FeedDraft feed, XmlElement element, int rank)
    {
        switch (element.Name)
        {
            case "image":
                feed.Image.Offer(rank, context.Address(element, ImageAddress(element)));
                break;
            case "logo":
                feed.Image.Offer(rank, context.Address(element));
                break;
            case "pubdate" or "published":
                feed.Published.Offer(rank, ElementContext.Date(element));
                break;
            case "lastbuilddate" or "updated" or "modified":
                feed.Updated.Offer(rank, ElementContext.Date(element));
                break;
            case "ttl" when ElementContext.Count(element) is { } minutes and > 0:
                feed.TimeToLive ??= TimeSpan.FromMinutes(Math.Min(minutes, 60 * 24 * 365));
                break;
        }
    }

    /// <summary>RSS 2.0 has <c>url</c> inside; RSS 1.0 refers by <c>rdf:resource</c>; others use attributes or text.</summary>
    public static string? ImageAddress(XmlElement element) =>
        element.Child("url")?.Text()
        ?? element.Attribute("href")
        ?? element.Attribute("url")
        ?? (element.HasElements ? null : element.Attribute("rdf", "resource") ?? element.Text());

    private void Link(FeedDraft feed, XmlElement element)
    {
        if (element.Attribute("href") is null)
        {
            feed.Link.Offer(element.Module.Length == 0 ? 0 : 2, context.Address(element));
            return;
        }
        if (AtomLink.Read(element, context) is not { } link)
        {
            return;
        }
        switch (link.Relation)
        {
            case "alternate":
                feed.Link.Offer(link.PageRank, link.Url);
                break;
            case "self":
                feed.SelfLink.Offer(0, link.Url);
                break;
            case "next":
                feed.NextPage.Offer(0, link.Url);
                break;
            case "prev-archive":
                feed.NextPage.Offer(1, link.Url);
                break;
            case "hub":
                feed.Hub.Offer(0, link.Url);
                break;
        }
    }
}
