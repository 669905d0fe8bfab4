using ReputationWatch.Connectors.Feeds.Cdf;
using ReputationWatch.Connectors.Feeds.Elements;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds.Xml;

/// <summary>RSS of all versions, Atom and CDF: tells the format by the root and reads child by child.</summary>
internal static class XmlFeedReader
{
    public static FeedResult Read(ReadOnlyMemory<byte> utf8, string? url, string? encoding)
    {
        var reader = new FeedXmlReader(utf8, url);
        if (reader.OpenRoot() is not { } root)
        {
            return reader.LooksLikePage ? FeedError.HtmlPage : FeedError.NotAFeed;
        }
        var format = FormatOf(root);
        var rootAddress = reader.Address(root.Prefix);
        var feed = new FeedDraft();
        if (format == FeedFormat.Cdf)
        {
            ReadCdf(reader, feed, root, url);
        }
        else
        {
            ReadElements(reader, feed, format, url);
        }
        foreach (var container in reader.Seen)
        {
            Container(feed, container);
        }
        return IsEmptyShell(reader, feed, root)
            ? FeedError.NotAFeed
            : feed.Build(format, Version(reader, root, format, rootAddress), encoding);
    }

    private static FeedFormat FormatOf(XmlElement root) =>
        root.Name switch
        {
            "feed" or "entry" => FeedFormat.Atom,
            "rdf" => FeedFormat.Rdf,
            "channel" when root.Attribute("rdf", "about") is not null => FeedFormat.Rdf,
            "channel" when CdfReader.IsCdf(root) => FeedFormat.Cdf,
            _ => FeedFormat.Rss,
        };

    private static void ReadCdf(FeedXmlReader reader, FeedDraft feed, XmlElement root, string? url)
    {
        CdfReader.Channel(feed, root, root.Base ?? url);
        while (reader.Next() is { } child)
        {
            CdfReader.Read(feed, child, FeedAddress.Resolve(url, root.Attribute("base")) ?? url);
        }
    }

    private static void ReadElements(FeedXmlReader reader, FeedDraft feed, FeedFormat format, string? url)
    {
        var context = new ElementContext(format == FeedFormat.Atom, url);
        var channel = new ChannelElements(context);
        var entries = new EntryElements(context);
        while (reader.Next() is { } child)
        {
            if (child.Name is "item" or "entry" && child.Module is XmlNamespaces.Core or XmlNamespaces.Atom)
            {
                feed.Add(entries.Read(child));
            }
            else if (child.Name != "textinput")
            {
                channel.Read(feed, child);
            }
        }
    }

    private static void Container(FeedDraft feed, XmlElement container)
    {
        feed.Language.Offer(5, HtmlText.Collapse(container.Language));
        if (container.Name == "channel")
        {
            feed.Id.Offer(5, HtmlText.Collapse(container.Attribute("rdf", "about")));
        }
    }

    /// <summary>Other vocabularies use these root names too; a feed has at least a title or an entry, or says that it is RSS.</summary>
    private static bool IsEmptyShell(FeedXmlReader reader, FeedDraft feed, XmlElement root) =>
        !feed.HasEntries
        && feed.Title.Value is null
        && !(
            root.Name == "rss"
            || (root.Name == "feed" && IsAtomAddress(reader.Address(root.Prefix)))
            || reader.Seen.Count > 1
        );

    private static bool IsAtomAddress(string? address) =>
        address?.Contains("atom", StringComparison.OrdinalIgnoreCase) == true;

    private static string? Version(FeedXmlReader reader, XmlElement root, FeedFormat format, string? address)
    {
        switch (format)
        {
            case FeedFormat.Rss:
                return HtmlText.Collapse(root.Attribute("version"));
            case FeedFormat.Atom:
                return address?.Contains("2005/Atom", StringComparison.OrdinalIgnoreCase) == true
                    ? "1.0"
                    : HtmlText.Collapse(root.Attribute("version")) ?? (IsAtomAddress(address) ? "0.3" : null);
            case FeedFormat.Rdf:
                return RdfVersion(root);
            default:
                return null;
        }
    }

    /// <summary>RDF says its version by the namespace of its channel.</summary>
    private static string? RdfVersion(XmlElement root)
    {
        foreach (var attribute in root.Attributes.Where(a => a.Prefix == "xmlns" || a is { Prefix: "", Name: "xmlns" }))
        {
            if (attribute.Value.Contains("rdf/simple/0.9", StringComparison.OrdinalIgnoreCase))
            {
                return "0.90";
            }
            if (attribute.Value.Contains("rss1.1", StringComparison.OrdinalIgnoreCase))
            {
                return "1.1";
            }
            if (attribute.Value.TrimEnd('/').EndsWith("rss/1.0", StringComparison.OrdinalIgnoreCase))
            {
                return "1.0";
            }
        }
        return null;
    }
}
