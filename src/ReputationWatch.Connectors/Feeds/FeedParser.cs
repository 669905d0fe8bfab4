using System.Buffers;
using ReputationWatch.Connectors.Feeds.JsonFeed;
using ReputationWatch.Connectors.Feeds.Xml;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>Reads a feed of any format: RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0, JSON Feed, CDF, and their malformed relatives.</summary>
public static class FeedParser
{
    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\n\0\f\v"u8);

    /// <param name="bytes">The body as received, decompressed.</param>
    /// <param name="url">Where it came from, for relative addresses.</param>
    /// <param name="contentType">The Content-Type header; only its charset is believed, and only so far.</param>
    public static FeedResult Parse(ReadOnlyMemory<byte> bytes, string? url, string? contentType)
    {
        var (utf8, encoding) = FeedEncoding.ToUtf8(bytes, contentType);
        var start = utf8.Span.IndexOfAnyExcept(Blank);
        if (start < 0)
        {
            return FeedError.Empty;
        }
        return utf8.Span[start] switch
        {
            (byte)'{' or (byte)'[' => JsonFeedReader.Read(utf8[start..], url, encoding),
            _ when IsBinary(utf8.Span) => FeedError.Binary,
            _ => XmlFeedReader.Read(utf8, url, encoding),
        };
    }

    private static bool IsBinary(ReadOnlySpan<byte> utf8)
    {
        var head = utf8[..Math.Min(utf8.Length, 512)];
        return head.IndexOf((byte)'<') < 0 && head.IndexOfAnyInRange((byte)0, (byte)8) >= 0;
    }
}
