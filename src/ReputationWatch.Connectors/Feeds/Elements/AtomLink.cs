using ReputationWatch.Connectors.Feeds.Xml;

namespace ReputationWatch.Connectors.Feeds.Elements;

/// <summary>An Atom <c>link</c> (RFC 4287 section 4.2.7), also where RSS borrows it.</summary>
internal readonly record struct AtomLink(string Relation, string Url, string? Type, long? Length, string? Title)
{
    private const string Registry = "http://www.iana.org/assignments/relation/";

    public static AtomLink? Read(XmlElement element, ElementContext context)
    {
        if (context.Address(element, element.Attribute("href")) is not { } url)
        {
            return null;
        }
        var relation = element.Attribute("rel")?.Trim().ToLowerInvariant();
        relation = string.IsNullOrEmpty(relation) ? "alternate" : relation;
        if (relation.StartsWith(Registry, StringComparison.Ordinal))
        {
            relation = relation[Registry.Length..];
        }
        var type = element.Attribute("type")?.Trim();
        return new AtomLink(
            relation,
            url,
            string.IsNullOrEmpty(type) ? null : type,
            EnclosureLength(element.Attribute("length")),
            element.Attribute("title")
        );
    }

    /// <summary>A page for people comes before other forms of the same thing.</summary>
    public int PageRank => Type is null || Type.Contains("html", StringComparison.OrdinalIgnoreCase) ? 1 : 3;

    public static long? EnclosureLength(string? text) =>
        long.TryParse(text?.Trim(), System.Globalization.NumberStyles.None, null, out var length) ? length : null;
}
