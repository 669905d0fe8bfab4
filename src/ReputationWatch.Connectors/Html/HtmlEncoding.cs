using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace ReputationWatch.Connectors.Html;

/// <summary>Decodes a page: byte order mark, then the header, then <c>meta</c>, then what the bytes look like.</summary>
internal static partial class HtmlEncoding
{
    private const int PrescanBytes = 4096;

    public static string Decode(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        var span = bytes.Span;
        return span switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(span[3..]),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(span[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(span[2..]),
            _ => Choose(span, contentType).GetString(span),
        };
    }

    private static Encoding Choose(ReadOnlySpan<byte> span, string? contentType)
    {
        if (Utf8.IsValid(span))
        {
            return
                Find(Label(contentType) ?? Meta(span)) is { IsSingleByte: false } wide && span.IndexOf((byte)0x1B) >= 0
                ? wide
                : Encoding.UTF8;
        }
        return Find(Label(contentType)) ?? Find(Meta(span)) ?? CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }

    private static string? Label(string? text) =>
        text is not null && CharsetPattern().Match(text) is { Success: true } match
            ? match.Groups["label"].Value
            : null;

    private static string? Meta(ReadOnlySpan<byte> span) =>
        Label(Encoding.Latin1.GetString(span[..Math.Min(span.Length, PrescanBytes)]));

    private static Encoding? Find(string? label)
    {
        switch (label?.ToLowerInvariant())
        {
            case null or "":
                return null;
            case "iso-8859-1" or "latin1" or "us-ascii" or "ascii":
                return CodePagesEncodingProvider.Instance.GetEncoding(1252);
            case "utf-16" or "utf-16le" or "utf-16be" or "utf8":
                return Encoding.UTF8;
        }
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(label) ?? Encoding.GetEncoding(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?\s*(?<label>[A-Za-z0-9_:.-]+)""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CharsetPattern();
}
