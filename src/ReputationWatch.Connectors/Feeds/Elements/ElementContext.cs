using System.Globalization;
using ReputationWatch.Connectors.Feeds.Xml;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds.Elements;

/// <summary>What the readers of elements know of the document: its family and its address.</summary>
internal sealed class ElementContext(bool atom, string? url)
{
    /// <summary>The element is Atom, by the document or by its own prefix.</summary>
    public bool IsAtom(XmlElement element) =>
        element.Module == XmlNamespaces.Atom || (atom && element.Module == XmlNamespaces.Core);

    public string? Text(XmlElement element) => TextConstruct.Plain(element, IsAtom(element));

    public Markup? Rich(XmlElement element) => TextConstruct.Rich(element, IsAtom(element), url);

    public string? Address(XmlElement element, string? raw) => FeedAddress.Resolve(element.Base ?? url, raw);

    public string? Address(XmlElement element) => Address(element, element.Text());

    public static DateTimeOffset? Date(XmlElement element) => FeedDates.Parse(element.Text());

    public static int? Count(XmlElement element) => Count(element.Text());

    public static int? Count(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Atom's person construct, RSS's one-line person, or FOAF inside Dublin Core.</summary>
    public FeedPerson? Person(XmlElement element)
    {
        if (!element.HasElements)
        {
            return PersonText.Parse(element.Text());
        }
        var inner = element.Elements.FirstOrDefault(e => e.Name is "person" or "agent" or "description") ?? element;
        var name =
            HtmlText.Collapse(inner.Child("name")?.Text())
            ?? inner.Attributes.FirstOrDefault(a => a.Name == "name").Value
            ?? HtmlText.Collapse(inner.Child("value")?.Text());
        var mail = HtmlText.Collapse((inner.Child("email") ?? inner.Child("mbox"))?.Text());
        var link = inner.Child("uri") ?? inner.Child("url") ?? inner.Child("homepage");
        var page = link is null || link.HasElements ? null : Address(link);
        return name is null && mail is null && page is null ? null : new FeedPerson(name, mail, page);
    }
}
