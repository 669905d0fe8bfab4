using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>How the bytes of a document are to be read.</summary>
/// <param name="Skip">Length of the byte order mark.</param>
public sealed record DetectedCharset(Encoding Encoding, int Skip = 0)
{
    public string Name => Encoding.WebName;

    public string Decode(ReadOnlySpan<byte> bytes) => Encoding.GetString(bytes[Skip..]);
}

/// <summary>
/// Finds a document's encoding: byte order mark, then what the transport says, then what the document says of itself, then
/// what the bytes look like (HTML Standard 13.2.3.2; RFC 7303 for XML). A declaration that the bytes contradict loses:
/// servers label by habit, and valid UTF-8 with accents is never an accident.
/// </summary>
public static class CharsetDetector
{
    private static readonly UTF32Encoding Utf32Little = new(bigEndian: false, byteOrderMark: false);
    private static readonly UTF32Encoding Utf32Big = new(bigEndian: true, byteOrderMark: false);

    /// <param name="transport">The charset of the Content-Type header.</param>
    public static DetectedCharset Detect(ReadOnlySpan<byte> bytes, string? transport) =>
        ByMark(bytes) ?? ByZeros(bytes) ?? new DetectedCharset(Confirm(bytes, Declared(bytes, transport)));

    public static string Decode(ReadOnlySpan<byte> bytes, string? transport) => Detect(bytes, transport).Decode(bytes);

    private static DetectedCharset? ByMark(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new DetectedCharset(Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => new DetectedCharset(Utf32Little, 4),
            [0, 0, 0xFE, 0xFF, ..] => new DetectedCharset(Utf32Big, 4),
            [0xFF, 0xFE, ..] => new DetectedCharset(Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => new DetectedCharset(Encoding.BigEndianUnicode, 2),
            _ => null,
        };

    /// <summary>Wide encodings without a mark: markup in them has a zero beside nearly every byte.</summary>
    private static DetectedCharset? ByZeros(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..(Math.Min(bytes.Length, 512) & ~3)];
        Span<int> zeros = stackalloc int[4];
        for (var i = 0; i < head.Length; i++)
        {
            zeros[i & 3] += head[i] == 0 ? 1 : 0;
        }
        var most = head.Length / 4 * 3 / 4;
        return most == 0 ? null
            : zeros[1] > most && zeros[2] > most && zeros[3] > most && zeros[0] == 0 ? new DetectedCharset(Utf32Little)
            : zeros[0] > most && zeros[1] > most && zeros[2] > most && zeros[3] == 0 ? new DetectedCharset(Utf32Big)
            : zeros[1] > most && zeros[3] > most && zeros[0] + zeros[2] == 0 ? new DetectedCharset(Encoding.Unicode)
            : zeros[0] > most && zeros[2] > most && zeros[1] + zeros[3] == 0
                ? new DetectedCharset(Encoding.BigEndianUnicode)
            : null;
    }

    private static Encoding? Declared(ReadOnlySpan<byte> bytes, string? transport) =>
        Readable(EncodingLabels.Find(transport)) ?? Readable(EncodingLabels.Find(CharsetDeclaration.In(bytes)));

    /// <summary>A document whose declaration could be read byte by byte is in no wide encoding.</summary>
    private static Encoding? Readable(Encoding? declared) => declared is UnicodeEncoding ? Encoding.UTF8 : declared;

    private static Encoding Confirm(ReadOnlySpan<byte> bytes, Encoding? declared)
    {
        if (declared is not null && IsEscaped(declared))
        {
            return declared;
        }
        if (Ascii.IsValid(bytes))
        {
            return declared ?? Encoding.UTF8;
        }
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8;
        }
        if (declared is not null and not UTF8Encoding)
        {
            return declared;
        }
        return IsMostlyUtf8(bytes) ? Encoding.UTF8 : EncodingLabels.Windows1252;
    }

    /// <summary>ISO-2022-JP is all ASCII bytes and must not be taken for ASCII.</summary>
    private static bool IsEscaped(Encoding declared) => declared.CodePage == 50220;

    /// <summary>More multi-byte sequences than broken ones: UTF-8 with a few stray bytes or a cut end.</summary>
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var (good, bad) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var used);
            good += status == OperationStatus.Done && used > 1 ? 1 : 0;
            bad += status == OperationStatus.Done ? 0 : 1;
            bytes = bytes[used..];
        }
        return good > bad;
    }
}
