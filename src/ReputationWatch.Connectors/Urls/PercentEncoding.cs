using System.Globalization;
using System.Text;

namespace ReputationWatch.Connectors.Urls;

/// <summary>The percent-encode sets of the URL Standard, as the ASCII characters each adds to the C0 control set.</summary>
internal sealed class PercentEncodeSet
{
    public static readonly PercentEncodeSet Control = new("");
    public static readonly PercentEncodeSet Fragment = new(" \"<>`");
    public static readonly PercentEncodeSet Query = new(" \"#<>");
    public static readonly PercentEncodeSet SpecialQuery = new(" \"#<>'");
    public static readonly PercentEncodeSet Path = new(" \"#<>?^`{}");
    public static readonly PercentEncodeSet UserInfo = new(" \"#<>?^`{}/:;=@[\\]|");

    private readonly bool[] ascii = new bool[0x80];

    private PercentEncodeSet(string characters)
    {
        for (var c = 0; c < ascii.Length; c++)
        {
            ascii[c] = c < 0x20 || c == 0x7F || characters.Contains((char)c, StringComparison.Ordinal);
        }
    }

    public bool Contains(char c) => c >= ascii.Length || ascii[c];
}

internal static class PercentEncoding
{
    /// <summary>UTF-8 percent-encodes the characters of <paramref name="text"/> that are in the set.</summary>
    public static string Encode(ReadOnlySpan<char> text, PercentEncodeSet set)
    {
        var result = new StringBuilder(text.Length);
        Append(result, text, set);
        return result.ToString();
    }

    public static void Append(StringBuilder result, ReadOnlySpan<char> text, PercentEncodeSet set)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; )
        {
            if (!set.Contains(text[i]))
            {
                result.Append(text[i++]);
                continue;
            }
            Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            i += consumed;
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                result.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Percent-decodes and reads the bytes as UTF-8; a malformed escape stays as it is.</summary>
    public static string DecodeToString(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }
        return Encoding.UTF8.GetString(Decode(Encoding.UTF8.GetBytes(text)));
    }

    public static byte[] Decode(ReadOnlySpan<byte> bytes)
    {
        var result = new byte[bytes.Length];
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = bytes[i];
            if (value == '%' && i + 2 < bytes.Length && IsHex(bytes[i + 1]) && IsHex(bytes[i + 2]))
            {
                value = (byte)((HexValue(bytes[i + 1]) << 4) | HexValue(bytes[i + 2]));
                i += 2;
            }
            result[length++] = value;
        }
        return result[..length];
    }

    private static bool IsHex(byte value) => char.IsAsciiHexDigit((char)value);

    private static int HexValue(byte value) => value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10;
}
