using System.Text;
using System.Text.Unicode;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>Brings a document to UTF-8, which the tokenizer reads without further copies.</summary>
internal static class FeedEncoding
{
    public static (ReadOnlyMemory<byte> Utf8, string Name) ToUtf8(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        var charset = ContentType.Parse(contentType).Charset;
        var detected = CharsetDetector.Detect(bytes.Span, charset);
        var body = bytes[detected.Skip..];
        if (detected.Encoding is not UTF8Encoding)
        {
            return (Transcode(body.Span, detected.Encoding), Name(detected, body.Span, charset));
        }
        return (Utf8.IsValid(body.Span) ? body : Transcode(body.Span, Encoding.UTF8), "utf-8");
    }

    private static byte[] Transcode(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        Encoding.UTF8.GetBytes(encoding.GetString(bytes));

    /// <summary>
    /// The Encoding standard reads ISO-8859-1 and US-ASCII as windows-1252; a document that does not use the difference keeps
    /// the name that it gives itself.
    /// </summary>
    private static string Name(DetectedCharset detected, ReadOnlySpan<byte> bytes, string? charset)
    {
        if (detected.Name != "windows-1252" || bytes.IndexOfAnyInRange((byte)0x80, (byte)0x9F) >= 0)
        {
            return detected.Name;
        }
        var label = (EncodingLabels.Find(charset) is null ? CharsetDeclaration.In(bytes) : charset)
            ?.Trim()
            .ToLowerInvariant();
        return label switch
        {
            "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "latin-1" or "l1" => "iso-8859-1",
            "us-ascii" or "ascii" when Ascii.IsValid(bytes) => "us-ascii",
            _ => detected.Name,
        };
    }
}
