using System.Text;
using System.Text.Unicode;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>Brings a document to UTF-8. What the bytes are decides over what is said of them.</summary>
internal static class FeedEncoding
{
    public static (ReadOnlyMemory<byte> Utf8, string Name) ToUtf8(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        var span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Repair(bytes[3..]), "utf-8");
        }
        if (Wide(span) is var (wide, skip))
        {
            return (Transcode(bytes[skip..], wide), wide.WebName);
        }
        var declared = Label(contentType) ?? XmlDeclaration(span);
        var ascii = Ascii.IsValid(span);
        if (
            Utf8.IsValid(span)
            && (
                !ascii
                || declared is null or "utf-16" or "utf-16le" or "utf-16be"
                || Find(declared) is null or UTF8Encoding
            )
        )
        {
            return (bytes, "utf-8");
        }
        return Legacy(bytes, Label(contentType), XmlDeclaration(span));
    }

    private static (ReadOnlyMemory<byte> Utf8, string Name) Legacy(
        ReadOnlyMemory<byte> bytes,
        string? header,
        string? declaration
    )
    {
        foreach (var label in (ReadOnlySpan<string?>)[header, declaration])
        {
            if (label is not null && Find(label) is { } encoding and not (UTF8Encoding or UnicodeEncoding))
            {
                return label is "iso-8859-1" or "latin1" or "us-ascii" or "ascii"
                    ? Latin(bytes, label)
                    : (Transcode(bytes, encoding), encoding.WebName);
            }
        }
        return MostlyUtf8(bytes.Span)
            ? (Repair(bytes), "utf-8")
            : (Transcode(bytes, Find("windows-1252")!), "windows-1252");
    }

    private static (ReadOnlyMemory<byte> Utf8, string Name) Latin(ReadOnlyMemory<byte> bytes, string label)
    {
        var windows = bytes.Span.IndexOfAnyInRange((byte)0x80, (byte)0x9F) >= 0;
        return (Transcode(bytes, Find("windows-1252")!), windows ? "windows-1252" : label);
    }

    /// <summary>More valid multi-byte sequences than broken ones: UTF-8 with a few stray bytes.</summary>
    private static bool MostlyUtf8(ReadOnlySpan<byte> span)
    {
        int good = 0,
            bad = 0;
        while (!span.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(span, out _, out var used);
            if (status != System.Buffers.OperationStatus.Done)
            {
                bad++;
            }
            else if (used > 1)
            {
                good++;
            }
            span = span[Math.Max(1, used)..];
        }
        return good > bad;
    }

    private static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> bytes) =>
        Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.Span));

    private static ReadOnlyMemory<byte> Transcode(ReadOnlyMemory<byte> bytes, Encoding encoding) =>
        Encoding.UTF8.GetBytes(encoding.GetString(bytes.Span));

    private static (Encoding, int)? Wide(ReadOnlySpan<byte> span) =>
        span switch
        {
            [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(bigEndian: false, byteOrderMark: false), 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [(byte)'<', 0, 0, 0, ..] => (new UTF32Encoding(bigEndian: false, byteOrderMark: false), 0),
            [0, 0, 0, (byte)'<', ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 0),
            [(byte)'<', 0, ..] => (Encoding.Unicode, 0),
            [0, (byte)'<', ..] => (Encoding.BigEndianUnicode, 0),
            _ => null,
        };

    private static Encoding? Find(string label)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(label) ?? Encoding.GetEncoding(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Label(string? contentType)
    {
        var at = contentType?.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return null;
        }
        var label = contentType![(at + 8)..].Split(';')[0].Trim(' ', '"', '\'').ToLowerInvariant();
        return label.Length == 0 ? null : label;
    }

    private static string? XmlDeclaration(ReadOnlySpan<byte> span)
    {
        var head = Encoding.Latin1.GetString(span[..Math.Min(span.Length, 400)]);
        var end = head.IndexOf("?>", StringComparison.Ordinal);
        var at = head.IndexOf("encoding", StringComparison.OrdinalIgnoreCase);
        if (end < 0 || at < 0 || at > end)
        {
            return null;
        }
        var label = head[(at + 8)..end].Split(['"', '\''], 3) is [_, var quoted, ..]
            ? quoted.Trim().ToLowerInvariant()
            : "";
        return label.Length == 0 ? null : label;
    }
}
