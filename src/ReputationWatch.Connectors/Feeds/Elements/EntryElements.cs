using ReputationWatch.Connectors.Feeds.Xml;

namespace ReputationWatch.Connectors.Feeds.Elements;

/// <summary>
/// Reads an RSS <c>item</c> or an Atom <c>entry</c>. One reader for both: in the wild each borrows elements of the other.
/// </summary>
internal sealed class EntryElements(ElementContext context)
{
    private readonly ModuleElements _modules = new(context);

    public EntryDraft Read(XmlElement item)
    {
        var entry = new EntryDraft();
        entry.Language.Offer(0, Html.HtmlText.Collapse(item.Language));
        var guidIsLink = (string?)null;
        foreach (var element in item.Elements)
        {
            if (element.Module is XmlNamespaces.Core or XmlNamespaces.Atom)
            {
                guidIsLink ??= Permalink(element);
                Core(entry, element);
            }
            else
            {
                _modules.Read(entry, element);
            }
        }
        entry.Link.Offer(8, context.Address(item, guidIsLink));
        About(entry, item);
        return entry;
    }

    /// <summary>RSS 1.0 names its items by <c>rdf:about</c>.</summary>
    private void About(EntryDraft entry, XmlElement item)
    {
        if ((item.Attribute("rdf", "about") ?? item.Attribute("about")) is { Length: > 0 } about)
        {
            entry.Id.Offer(1, about.Trim());
            entry.Link.Offer(9, FeedAddress.HasScheme(about.Trim()) ? context.Address(item, about) : null);
        }
    }

    /// <summary>A <c>guid</c> is the address of the item unless it says otherwise.</summary>
    private static string? Permalink(XmlElement element)
    {
        if (element.Name != "guid")
        {
            return null;
        }
        var text = element.Text().Trim();
        var permalink = element.Attribute("ispermalink")?.Trim();
        return string.Equals(permalink, "false", StringComparison.OrdinalIgnoreCase) || !LooksLikeAddress(text)
            ? null
            : text;
    }

    private static bool LooksLikeAddress(string text) =>
        text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || text.StartsWith('/');

    private void Core(EntryDraft entry, XmlElement element)
    {
        var rank = element.Module.Length == 0 ? 0 : 1;
        switch (element.Name)
        {
            case "title":
                entry.Title.Offer(rank, context.Text(element));
                break;
            case "link":
                Link(entry, element);
                break;
            case "guid" or "id":
                entry.Id.Offer(rank, Html.HtmlText.Collapse(element.Text()));
                break;
            case "description" or "summary" or "abstract":
                entry.Summary.Offer(rank, context.Rich(element));
                break;
            case "content" or "body" or "fulltext":
                Content(entry, element, rank);
                break;
            case "category":
                Category(entry, element, context);
                break;
            case "author" or "creator":
                entry.Authors.Add(rank, context.Person(element));
                break;
            case "enclosure":
                Enclosure(entry, element);
                break;
            case "comments":
                entry.Comments.Offer(rank, context.Address(element));
                break;
            case "image":
                entry.Image.Offer(rank + 1, context.Address(element, ChannelElements.ImageAddress(element)));
                break;
            case "language":
                entry.Language.Offer(1, Html.HtmlText.Collapse(element.Text()));
                break;
            case "source":
                Source(entry, element);
                break;
            default:
                Dates(entry, element, rank);
                break;
        }
    }

    private static void Dates(EntryDraft entry, XmlElement element, int rank)
    {
        switch (element.Name)
        {
            case "pubdate" or "published" or "issued":
                entry.Published.Offer(rank, ElementContext.Date(element));
                break;
            case "date" or "created":
                entry.Published.Offer(rank + 3, ElementContext.Date(element));
                break;
            case "updated" or "modified" or "lastbuilddate" or "lastmod":
                entry.Updated.Offer(rank, ElementContext.Date(element));
                break;
        }
    }

    private void Content(EntryDraft entry, XmlElement element, int rank)
    {
        if (element.Attribute("src") is { Length: > 0 } source)
        {
            // RFC 4287 section 4.1.3.2: the content lies elsewhere.
            entry.Link.Offer(7, context.Address(element, source));
            return;
        }
        entry.Content.Offer(rank + 1, context.Rich(element));
    }

    private void Link(EntryDraft entry, XmlElement element)
    {
        if (element.Attribute("href") is null)
        {
            entry.Link.Offer(element.Module.Length == 0 ? 0 : 2, context.Address(element));
            return;
        }
        if (AtomLink.Read(element, context) is not { } link)
        {
            return;
        }
        switch (link.Relation)
        {
            case "alternate":
                entry.Link.Offer(link.PageRank, link.Url);
                break;
            case "enclosure":
                entry.AddEnclosure(new FeedEnclosure(link.Url, link.Type, link.Length));
                break;
            case "replies":
                entry.Comments.Offer(link.PageRank + 1, link.Url);
                entry.CommentCount ??= ElementContext.Count(element.Attribute("thr", "count"));
                break;
        }
    }

    public static void Category(Draft draft, XmlElement element, ElementContext context)
    {
        var term = element.Attribute("term");
        draft.AddCategory(string.IsNullOrWhiteSpace(term) ? element.Attribute("label") ?? context.Text(element) : term);
    }

    private void Enclosure(EntryDraft entry, XmlElement element)
    {
        if (context.Address(element, element.Attribute("url") ?? element.Attribute("rdf", "resource")) is { } url)
        {
            var type = Html.HtmlText.Collapse(element.Attribute("type"));
            entry.AddEnclosure(new FeedEnclosure(url, type, AtomLink.EnclosureLength(element.Attribute("length"))));
        }
    }

    private void Source(EntryDraft entry, XmlElement element)
    {
        entry.SourceTitle.Offer(0, element.Child("title") is { } title ? context.Text(title) : context.Text(element));
        foreach (var author in element.Elements.Where(e => e.Name == "author"))
        {
            entry.SourceAuthors.Add(0, context.Person(author));
        }
    }
}
