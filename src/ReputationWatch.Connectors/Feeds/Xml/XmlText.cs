using System.Buffers;
using System.Text;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds.Xml;

/// <summary>Turns raw UTF-8 text into a string: references resolved, forbidden characters dropped, line ends made one.</summary>
internal static class XmlText
{
    private const int LongestReference = 40;

    // XML 1.0 section 2.2 forbids these; feeds carry them nevertheless.
    private static readonly SearchValues<byte> Unwanted = SearchValues.Create(
        Enumerable.Range(0, 32).Where(b => b is not ('\t' or '\n')).Select(b => (byte)b).ToArray()
    );

    /// <summary>Text between tags or an attribute value.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        var reference = raw.IndexOf((byte)'&');
        if (reference < 0)
        {
            return Plain(raw);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(raw.Length + 16);
        try
        {
            return Plain(buffer.AsSpan(0, Resolve(raw, reference, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>CDATA: no references.</summary>
    public static string Plain(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOfAny(Unwanted) < 0)
        {
            return Encoding.UTF8.GetString(raw);
        }
        var kept = ArrayPool<byte>.Shared.Rent(raw.Length);
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\r')
            {
                if (i + 1 >= raw.Length || raw[i + 1] != '\n')
                {
                    kept[length++] = (byte)'\n';
                }
            }
            else if (raw[i] >= 32 || raw[i] is (byte)'\t' or (byte)'\n')
            {
                kept[length++] = raw[i];
            }
        }
        var text = Encoding.UTF8.GetString(kept, 0, length);
        ArrayPool<byte>.Shared.Return(kept);
        return text;
    }

    /// <summary>A resolved reference is never longer than its spelling, so the buffer of the raw size suffices.</summary>
    private static int Resolve(ReadOnlySpan<byte> raw, int reference, Span<byte> buffer)
    {
        var length = 0;
        while (reference >= 0)
        {
            raw[..reference].CopyTo(buffer[length..]);
            length += reference;
            raw = raw[reference..];
            var used = Reference(raw, buffer[length..], out var written);
            if (used == 0)
            {
                buffer[length++] = (byte)'&';
                raw = raw[1..];
            }
            else
            {
                length += written;
                raw = raw[used..];
            }
            reference = raw.IndexOf((byte)'&');
        }
        raw.CopyTo(buffer[length..]);
        return length + raw.Length;
    }

    /// <summary>Returns how many bytes the reference took; 0 when it is no reference that we know.</summary>
    private static int Reference(ReadOnlySpan<byte> raw, Span<byte> target, out int written)
    {
        written = 0;
        var end = raw[..Math.Min(raw.Length, LongestReference)].IndexOf((byte)';');
        if (end < 2)
        {
            return 0;
        }
        var name = raw[1..end];
        if (Predefined(name) is { } single)
        {
            target[0] = single;
            written = 1;
            return end + 1;
        }
        var text = name[0] == '#' ? HtmlEntities.Numeric(name[1..]) : HtmlEntities.Named(name);
        if (text is null || Encoding.UTF8.GetByteCount(text) > end + 1)
        {
            return 0;
        }
        written = Encoding.UTF8.GetBytes(text, target);
        return end + 1;
    }

    private static byte? Predefined(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 when name.SequenceEqual("lt"u8) => (byte)'<',
            2 when name.SequenceEqual("gt"u8) => (byte)'>',
            3 when name.SequenceEqual("amp"u8) => (byte)'&',
            4 when name.SequenceEqual("quot"u8) => (byte)'"',
            4 when name.SequenceEqual("apos"u8) => (byte)'\'',
            _ => null,
        };
}
