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
        if (Uncommon(bytes.Span, charset) is { } uncommon)
        {
            return (Transcode(bytes.Span, uncommon), uncommon.WebName);
        }
        var detected = CharsetDetector.Detect(bytes.Span, charset);
        var body = bytes[detected.Skip..];
        if (detected.Encoding is not UTF8Encoding)
        {
            return (Transcode(body.Span, detected.Encoding), Name(detected, body.Span, charset));
        }
        return (Utf8.IsValid(body.Span) ? body : Transcode(body.Span, Encoding.UTF8), "utf-8");
    }

    /// <summary>Code pages that the web does not know but feeds of old machines declare (IBM 850, EBCDIC).</summary>
    private static Encoding? Uncommon(ReadOnlySpan<byte> bytes, string? charset)
    {
        // "<?xm" in EBCDIC.
        var ebcdic = bytes.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x6F, 0xA7, 0x94]);
        if (!ebcdic && (Utf8.IsValid(bytes) || bytes.IndexOf((byte)0) >= 0))
        {
            return null;
        }
        var head = bytes[..Math.Min(bytes.Length, 200)];
        var label = charset ?? CharsetDeclaration.In(ebcdic ? Encoding.ASCII.GetBytes(Ebcdic.GetString(head)) : head);
        return label is null || EncodingLabels.Find(label) is not null
            ? (ebcdic ? Ebcdic : null)
            : Find(label) ?? (ebcdic ? Ebcdic : null);
    }

    private static Encoding Ebcdic => CodePagesEncodingProvider.Instance.GetEncoding(37)!;

    private static Encoding? Find(string label)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
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
