using System.Globalization;
using ReputationWatch.Connectors.Feeds.Xml;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds.Elements;

/// <summary>
/// Reads the modules: Dublin Core, Content, Media RSS, iTunes, Slash, Threading, GeoRSS, Syndication. They rank behind the
/// core elements that say the same.
/// </summary>
internal sealed class ModuleElements(ElementContext context)
{
    private const int DublinCoreRank = 2;
    private const int MediaRank = 4;
    private const int ITunesRank = 5;

    public void Read(Draft draft, XmlElement element)
    {
        switch (element.Module)
        {
            case XmlNamespaces.DublinCore or XmlNamespaces.DublinCoreTerms:
                DublinCore(draft, element);
                break;
            case XmlNamespaces.ITunes:
                ITunes(draft, element);
                break;
            case XmlNamespaces.Media:
                Media(draft, element);
                break;
            case XmlNamespaces.Syndication when draft is FeedDraft feed:
                Syndication(feed, element);
                break;
            case XmlNamespaces.Content or XmlNamespaces.Xhtml when draft is EntryDraft entry:
                Content(entry, element);
                break;
            case XmlNamespaces.Unknown when element.Name == "generatoragent" && draft is FeedDraft feed:
                feed.Generator.Offer(DublinCoreRank, element.Attribute("rdf", "resource"));
                break;
            default:
                if (draft is EntryDraft item)
                {
                    Conversation(item, element);
                    Place(item, element);
                }
                break;
        }
    }

    private void DublinCore(Draft draft, XmlElement element)
    {
        switch (element.Name)
        {
            case "title":
                draft.Title.Offer(DublinCoreRank, context.Text(element));
                break;
            case "creator" or "author":
                draft.Authors.Add(DublinCoreRank, context.Person(element));
                break;
            case "subject":
                draft.AddCategory(context.Text(element));
                break;
            case "language":
                draft.Language.Offer(DublinCoreRank, HtmlText.Collapse(element.Text()));
                break;
            case "date":
                draft.Published.Offer(DublinCoreRank, ElementContext.Date(element));
                break;
            case "issued" or "created" or "available":
                draft.Published.Offer(
                    DublinCoreRank + (element.Name == "created" ? 2 : 1),
                    ElementContext.Date(element)
                );
                break;
            case "modified":
                draft.Updated.Offer(DublinCoreRank, ElementContext.Date(element));
                break;
            case "description" or "abstract" when draft is EntryDraft entry:
                entry.Summary.Offer(DublinCoreRank, context.Rich(element));
                break;
            case "description" when draft is FeedDraft feed:
                feed.Description.Offer(DublinCoreRank, context.Text(element));
                break;
            case "rights" when draft is FeedDraft feed:
                feed.Copyright.Offer(DublinCoreRank, context.Text(element));
                break;
        }
    }

    private void ITunes(Draft draft, XmlElement element)
    {
        switch (element.Name)
        {
            case "author":
                draft.Authors.Add(ITunesRank, context.Person(element));
                break;
            case "title":
                draft.Title.Offer(ITunesRank, context.Text(element));
                break;
            case "image":
                draft.Image.Offer(
                    1,
                    context.Address(element, element.Attribute("href") ?? element.Attribute("url") ?? element.Text())
                );
                break;
            case "summary" or "description" or "subtitle" when draft is EntryDraft entry:
                entry.Summary.Offer(element.Name == "subtitle" ? ITunesRank + 1 : ITunesRank, context.Rich(element));
                break;
            case "summary" or "description" or "subtitle" when draft is FeedDraft feed:
                feed.Description.Offer(element.Name == "subtitle" ? ITunesRank + 1 : ITunesRank, context.Text(element));
                break;
            case "category":
                ITunesCategory(draft, element);
                break;
            case "keywords":
                foreach (var word in element.Text().Split(','))
                {
                    draft.AddCategory(word);
                }
                break;
        }
    }

    private static void ITunesCategory(Draft draft, XmlElement element)
    {
        draft.AddCategory(element.Attribute("text") ?? element.Text());
        foreach (var inner in element.Elements.Where(e => e.Name == "category"))
        {
            draft.AddCategory(inner.Attribute("text"));
        }
    }

    private void Media(Draft draft, XmlElement element)
    {
        switch (element.Name)
        {
            case "group" or "content":
                if (element.Name == "content" && IsImage(element))
                {
                    draft.Image.Offer(MediaRank + 1, context.Address(element, element.Attribute("url")));
                }
                foreach (var inner in element.Elements.Where(e => e.Module == XmlNamespaces.Media))
                {
                    Media(draft, inner);
                }
                break;
            case "thumbnail":
                draft.Image.Offer(MediaRank, context.Address(element, element.Attribute("url") ?? element.Text()));
                break;
            case "title":
                draft.Title.Offer(MediaRank, context.Text(element));
                break;
            case "description" when draft is EntryDraft entry:
                entry.Summary.Offer(MediaRank, context.Rich(element));
                break;
            case "credit" when element.Attribute("role") is null or "author":
                draft.Authors.Add(MediaRank + 4, context.Person(element));
                break;
            case "category":
                draft.AddCategory(element.Attribute("label") ?? element.Text());
                break;
        }
    }

    private static bool IsImage(XmlElement element) =>
        element.Attribute("medium") == "image"
        || element.Attribute("type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true;

    private void Content(EntryDraft entry, XmlElement element)
    {
        if (element.Module == XmlNamespaces.Xhtml)
        {
            if (element.Name is "body" or "div")
            {
                entry.Content.Offer(2, context.Rich(element));
            }
            return;
        }
        if (element.Name == "encoded")
        {
            entry.Content.Offer(0, context.Rich(element));
        }
    }

    private static void Conversation(EntryDraft entry, XmlElement element)
    {
        switch (element.Module, element.Name)
        {
            case (XmlNamespaces.Slash, "comments") or (XmlNamespaces.Thread, "total"):
                entry.CommentCount ??= ElementContext.Count(element);
                break;
            case (XmlNamespaces.Thread, "in-reply-to"):
                entry.InReplyTo.Offer(0, element.Attribute("ref"));
                break;
        }
    }

    private static void Place(EntryDraft entry, XmlElement element)
    {
        switch (element.Module, element.Name)
        {
            case (XmlNamespaces.GeoRss, "point") or (XmlNamespaces.Gml, "pos"):
                Point(entry, element.Text());
                break;
            case (XmlNamespaces.GeoRss, "where") or (XmlNamespaces.Gml, "point"):
                foreach (var inner in element.Elements)
                {
                    Place(entry, inner);
                }
                break;
            case (XmlNamespaces.Geo, "lat"):
                entry.Latitude ??= Degrees(element.Text());
                break;
            case (XmlNamespaces.Geo, "long" or "lon"):
                entry.Longitude ??= Degrees(element.Text());
                break;
        }
    }

    private static void Point(EntryDraft entry, string text)
    {
        var parts = text.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2)
        {
            entry.Latitude ??= Degrees(parts[0]);
            entry.Longitude ??= Degrees(parts[1]);
        }
    }

    private static double? Degrees(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && Math.Abs(value) <= 180
            ? value
            : null;

    private static void Syndication(FeedDraft feed, XmlElement element)
    {
        if (element.Name == "updateperiod")
        {
            feed.Period.Offer(0, element.Text());
        }
        else if (element.Name == "updatefrequency")
        {
            feed.Frequency = ElementContext.Count(element) ?? 1;
        }
    }
}
