using System.Globalization;
using System.Xml;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>RSS 2.0 with the extensions that such sites have: content, Dublin Core, slash, Atom links, RFC 5005.</summary>
internal static class RssDocument
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string Slash = "http://purl.org/rss/1.0/modules/slash/";
    private const string History = "http://purl.org/syndication/history/1.0";

    public static byte[] Write(SiteAddress address, PublishedPage page) =>
        XmlBytes.Write(xml =>
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "atom", null, Atom);
            xml.WriteAttributeString("xmlns", "content", null, Content);
            xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
            xml.WriteAttributeString("xmlns", "slash", null, Slash);
            xml.WriteAttributeString("xmlns", "fh", null, History);
            xml.WriteStartElement("channel");
            WriteHead(xml, address, page);
            foreach (var post in page.Posts)
            {
                WriteItem(xml, address, post);
            }
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    private static void WriteHead(XmlWriter xml, SiteAddress address, PublishedPage page)
    {
        var site = address.Site;
        xml.WriteElementString("title", site.Name);
        xml.WriteElementString("link", address.Absolute("/"));
        xml.WriteElementString("description", site.Tagline);
        xml.WriteElementString("language", site.Language);
        xml.WriteElementString("generator", "An invented world");
        if (page.Posts.Count > 0)
        {
            xml.WriteElementString("lastBuildDate", Rfc822(page.Posts[0].At));
        }
        foreach (var (relation, number) in FeedLinks.Of(address.Site, page))
        {
            xml.WriteStartElement("atom", "link", Atom);
            xml.WriteAttributeString("rel", relation);
            xml.WriteAttributeString("type", "application/rss+xml");
            xml.WriteAttributeString("href", address.FeedPage(number));
            xml.WriteEndElement();
        }
        if (page.Number is not null && site.Paging == SitePaging.Archive)
        {
            xml.WriteElementString("fh", "archive", History, "");
        }
    }

    private static void WriteItem(XmlWriter xml, SiteAddress address, Post post)
    {
        xml.WriteStartElement("item");
        if (post.Title is not null)
        {
            xml.WriteElementString("title", post.Title);
        }
        xml.WriteElementString("link", address.LinkTo(post));
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(address.IdOf(post));
        xml.WriteEndElement();
        xml.WriteElementString("pubDate", Rfc822(post.At));
        xml.WriteElementString("dc", "creator", DublinCore, post.Author);
        if (post.Site.Kind is SiteKind.News or SiteKind.Blog)
        {
            xml.WriteElementString("description", post.Text.Split("\n\n")[0]);
            xml.WriteStartElement("content", "encoded", Content);
            xml.WriteCData(Html.Paragraphs(post.Text));
            xml.WriteEndElement();
        }
        else
        {
            xml.WriteElementString("description", Html.Paragraphs(post.Text));
        }
        if (post.Replies > 0)
        {
            xml.WriteElementString("slash", "comments", Slash, post.Replies.ToString(CultureInfo.InvariantCulture));
        }
        xml.WriteEndElement();
    }

    private static string Rfc822(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
}
