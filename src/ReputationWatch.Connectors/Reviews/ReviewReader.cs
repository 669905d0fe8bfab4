using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews.Syntaxes;

namespace ReputationWatch.Connectors.Reviews;

/// <summary>Reads the reviews of a page from JSON-LD, Microdata, RDFa and microformats; what is said twice counts once.</summary>
public static class ReviewReader
{
    /// <param name="bytes">The body as received, decompressed.</param>
    /// <param name="url">Where it came from, for relative addresses.</param>
    /// <param name="contentType">The Content-Type header, for its charset.</param>
    public static ReviewPage Read(ReadOnlyMemory<byte> bytes, string? url, string? contentType)
    {
        var document = HtmlPage.Parse(HtmlEncoding.Decode(bytes, contentType));
        var baseUrl = FeedAddress.Resolve(url, document.QuerySelector("base[href]")?.GetAttribute("href")) ?? url;
        var collector = new ReviewCollector(
            new ReviewBuilder(baseUrl, PageLanguage.IsDayFirst(document.DocumentElement?.GetAttribute("lang"), url))
        );
        collector.Collect(JsonLd.Read(document));
        collector.Collect(Microdata.Read(document, baseUrl));
        collector.Collect(Rdfa.Read(document, baseUrl));
        collector.Collect(Microformats.Read(document, baseUrl));
        var next = document.QuerySelector("link[rel~=next i][href], a[rel~=next i][href]")?.GetAttribute("href");
        return collector.Found.Build() with { NextPage = FeedAddress.Resolve(baseUrl, next) };
    }
}
