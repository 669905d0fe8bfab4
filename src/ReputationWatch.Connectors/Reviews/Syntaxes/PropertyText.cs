using AngleSharp.Dom;
using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Connectors.Reviews.Syntaxes;

/// <summary>
/// The value of a property element (HTML standard, microdata, "property value"; RDFa 1.1 section 7.5), with what publishers
/// do beside it: <c>content</c> on any element, a name that is a link.
/// </summary>
internal static class PropertyText
{
    // A link here names a person or a thing: its text is meant, not its address.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "name",
        "author",
        "reviewer",
        "creator",
        "headline",
        "itemreviewed",
        "reviewbody",
        "description",
        "summary",
        "ratingvalue",
        "rating",
        "text",
        "title",
        "reviewcount",
        "ratingcount",
        "count",
        "votes",
        "datepublished",
        "dtreviewed",
    };

    public static string? Read(IElement element, string property, string? baseUrl)
    {
        if (element.GetAttribute("content") is { } content && (content.Length > 0 || element.LocalName == "meta"))
        {
            return content.Trim();
        }
        var attribute = element.LocalName switch
        {
            "a" or "area" when !Names.Contains(property) => "href",
            "link" => "href",
            "img" when Names.Contains(property) => "alt",
            "audio" or "embed" or "iframe" or "img" or "source" or "track" or "video" => "src",
            "object" => "data",
            "data" or "meter" => "value",
            "time" => "datetime",
            "abbr" when property.Contains("date", StringComparison.Ordinal) || property == "dtreviewed" => "title",
            _ => null,
        };
        var value = attribute is null ? null : element.GetAttribute(attribute);
        if (value is null)
        {
            return ElementText.Read(element);
        }
        return attribute is "href" or "src" or "data" ? FeedAddress.Resolve(baseUrl, value) : value.Trim();
    }
}
