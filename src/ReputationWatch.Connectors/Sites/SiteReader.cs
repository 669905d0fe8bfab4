using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews.Syntaxes;

namespace ReputationWatch.Connectors.Sites;

/// <summary>Reads a page by a definition.</summary>
public static class SiteReader
{
    /// <summary>The shipped definition whose signature the page bears.</summary>
    public static SiteDefinition? Recognise(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        var document = HtmlPage.Parse(HtmlEncoding.Decode(bytes, contentType));
        return SiteDefinitions.Shipped.FirstOrDefault(d =>
            d.Signature is { } signature && document.QuerySelector(signature) is not null
        );
    }

    public static SitePage Read(ReadOnlyMemory<byte> bytes, string? url, string? contentType, SiteDefinition definition)
    {
        var document = HtmlPage.Parse(HtmlEncoding.Decode(bytes, contentType));
        var items = document
            .QuerySelectorAll(definition.List)
            .Select(e => Item(e, url, definition))
            .Where(i => i.Body is not null || i.Title is not null)
            .ToArray();
        var next = definition.NextPage is { } field && document.DocumentElement is { } root ? Value(root, field) : null;
        return new SitePage(items, FeedAddress.Resolve(url, next));
    }

    private static SiteItem Item(IElement element, string? url, SiteDefinition definition)
    {
        string? Get(string name) => definition.Fields.TryGetValue(name, out var field) ? Value(element, field) : null;
        var item = new SiteItem
        {
            Id = "",
            Author = Get("author"),
            Date = FeedDates.Read(Get("date"), definition.DayFirst)?.Time.ToUniversalTime(),
            Title = Get("title"),
            Body = Get("body"),
            Rating = Number(Get("rating")),
            Best = Number(Get("best")),
            Item = Get("item"),
            Url = FeedAddress.Resolve(url, Get("url")),
            Reply = Get("reply"),
        };
        return item with { Id = Get("id") ?? item.Url ?? Fingerprint(item) };
    }

    private static string? Value(IElement element, SiteField field)
    {
        var scope = field.Selector?.StartsWith('/') == true ? element.Owner?.DocumentElement : element;
        var found = field.Selector is { } selector ? scope?.QuerySelector(selector.TrimStart('/')) : element;
        if (found is null)
        {
            return null;
        }
        var value = field.Attribute is { } attribute ? found.GetAttribute(attribute) : ElementText.Read(found);
        foreach (var (name, argument) in field.Filters)
        {
            value = value is null ? null : SiteFilters.ByName[name].Apply(value, argument);
        }
        return HtmlText.Collapse(value);
    }

    private static double? Number(string? text) => Reviews.Ratings.Parse(text)?.Value;

    /// <summary>Who, when and what: an edit of the text makes a new item, which is what a reader would say too.</summary>
    private static string Fingerprint(SiteItem item)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{item.Author}\n{item.Date:O}\n{item.Title}\n{item.Body}"
        );
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
