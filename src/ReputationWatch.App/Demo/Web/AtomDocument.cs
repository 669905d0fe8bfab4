using System.Globalization;
using System.Xml;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>Atom (RFC 4287) with threading (RFC 4685) and paging or archives (RFC 5005).</summary>
internal static class AtomDocument
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Threading = "http://purl.org/syndication/thread/1.0";
    private const string History = "http://purl.org/syndication/history/1.0";

    /// <summary>The feed of the whole site.</summary>
    public static byte[] Write(SiteAddress address, PublishedPage page, DateTimeOffset worldStart) =>
        XmlBytes.Write(xml =>
        {
            Open(xml, address.Site, address.TagOf("feed"), address.Site.Name, page.Posts, worldStart);
            if (page.Number is not null && address.Site.Paging == SitePaging.Archive)
            {
                xml.WriteElementString("fh", "archive", History, "");
            }
            foreach (var (relation, number) in FeedLinks.Of(address.Site, page))
            {
                Link(xml, relation, "application/atom+xml", address.FeedPage(number));
            }
            Close(xml, address, page.Posts);
        });

    /// <summary>The feed of one thread.</summary>
    public static byte[] WriteThread(SiteAddress address, string thread, IReadOnlyList<Post> newestFirst) =>
        XmlBytes.Write(xml =>
        {
            var title = newestFirst[^1].Title ?? address.Site.Name;
            Open(xml, address.Site, address.TagOf($"thread/{thread}"), title, newestFirst, newestFirst[^1].At);
            Link(xml, "self", "application/atom+xml", address.Absolute($"/t/{thread}/feed.xml"));
            Close(xml, address, newestFirst);
        });

    private static void Open(
        XmlWriter xml,
        Site site,
        string id,
        string title,
        IReadOnlyList<Post> posts,
        DateTimeOffset otherwise
    )
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xmlns", "thr", null, Threading);
        xml.WriteAttributeString("xmlns", "fh", null, History);
        xml.WriteAttributeString("xml", "lang", null, site.Language);
        xml.WriteElementString("id", id);
        xml.WriteElementString("title", title);
        xml.WriteElementString("subtitle", site.Tagline);
        xml.WriteElementString("updated", Rfc3339(posts.Count > 0 ? posts[0].At : otherwise));
    }

    private static void Close(XmlWriter xml, SiteAddress address, IReadOnlyList<Post> posts)
    {
        Link(xml, "alternate", "text/html", address.Absolute("/"));
        foreach (var post in posts)
        {
            WriteEntry(xml, address, post);
        }
        xml.WriteEndElement();
    }

    private static void WriteEntry(XmlWriter xml, SiteAddress address, Post post)
    {
        xml.WriteStartElement("entry");
        xml.WriteElementString("id", address.IdOf(post));
        // Atom demands a title; places without titles leave it empty.
        xml.WriteElementString("title", post.Title ?? "");
        xml.WriteElementString("published", Rfc3339(post.At));
        xml.WriteElementString("updated", Rfc3339(post.At));
        Link(xml, "alternate", "text/html", address.LinkTo(post));
        xml.WriteStartElement("author");
        xml.WriteElementString("name", post.Author);
        xml.WriteEndElement();
        if (post.Thread is not null && post.Thread != post.Id)
        {
            xml.WriteStartElement("thr", "in-reply-to", Threading);
            xml.WriteAttributeString("ref", address.TagOf(post.Thread));
            xml.WriteAttributeString("href", address.Absolute($"/t/{post.Thread}/{post.Thread}"));
            xml.WriteEndElement();
        }
        xml.WriteElementString("thr", "total", Threading, post.Replies.ToString(CultureInfo.InvariantCulture));
        xml.WriteStartElement("content");
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Html.Paragraphs(post.Text));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string target)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", target);
        xml.WriteEndElement();
    }

    private static string Rfc3339(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
