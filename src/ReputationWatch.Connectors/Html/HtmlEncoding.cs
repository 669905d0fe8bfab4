using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Connectors.Html;

/// <summary>Decodes a page by its bytes and its Content-Type header.</summary>
internal static class HtmlEncoding
{
    public static string Decode(ReadOnlyMemory<byte> bytes, string? contentType) =>
        CharsetDetector.Decode(bytes.Span, ContentType.Parse(contentType).Charset);
}
