using System.Globalization;
using System.Text;

namespace ReputationWatch.Connectors.Urls;

/// <summary>The IPv6 parser and serialiser of the URL Standard (which follows RFC 5952).</summary>
internal static class Ipv6Host
{
    private const int PieceCount = 8;

    /// <summary>The compressed form in brackets, or null.</summary>
    public static string? Parse(ReadOnlySpan<char> text)
    {
        Span<ushort> pieces = stackalloc ushort[PieceCount];
        return TryParse(text, pieces) ? Serialise(pieces) : null;
    }

    private static bool TryParse(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        var index = 0;
        var compress = -1;
        var at = 0;
        if (text.StartsWith(":", StringComparison.Ordinal))
        {
            if (!text.StartsWith("::", StringComparison.Ordinal))
            {
                return false;
            }
            at = 2;
            compress = ++index;
        }
        while (at < text.Length)
        {
            if (index == PieceCount)
            {
                return false;
            }
            if (text[at] == ':')
            {
                if (compress >= 0)
                {
                    return false;
                }
                at++;
                compress = ++index;
                continue;
            }
            var digits = HexDigits(text[at..]);
            if (at + digits < text.Length && text[at + digits] == '.')
            {
                if (digits == 0 || index > PieceCount - 2 || !ReadIpv4(text[at..], pieces[index..]))
                {
                    return false;
                }
                index += 2;
                break;
            }
            pieces[index++] = digits == 0 ? (ushort)0 : HexValue(text.Slice(at, digits));
            at += digits;
            if (at < text.Length && (text[at++] != ':' || at == text.Length))
            {
                return false;
            }
        }
        return Expand(pieces, index, compress);
    }

    private static int HexDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < 4 && count < text.Length && char.IsAsciiHexDigit(text[count]))
        {
            count++;
        }
        return count;
    }

    private static ushort HexValue(ReadOnlySpan<char> digits) =>
        ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Four decimal parts without leading zeros to the very end of the text.</summary>
    private static bool ReadIpv4(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        Span<int> parts = stackalloc int[4];
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (count == 4 || part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
            parts[count] = int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
            if (parts[count++] > 255 || (part.Length > 1 && part[0] == '0'))
            {
                return false;
            }
        }
        pieces[0] = (ushort)((parts[0] << 8) | parts[1]);
        pieces[1] = (ushort)((parts[2] << 8) | parts[3]);
        return count == 4;
    }

    private static bool Expand(Span<ushort> pieces, int count, int compress)
    {
        if (compress < 0)
        {
            return count == PieceCount;
        }
        var tail = pieces[compress..count].ToArray();
        pieces[compress..].Clear();
        tail.CopyTo(pieces[(PieceCount - tail.Length)..]);
        return true;
    }

    private static string Serialise(ReadOnlySpan<ushort> pieces)
    {
        var (start, length) = LongestZeroRun(pieces);
        var text = new StringBuilder("[");
        for (var i = 0; i < PieceCount; i++)
        {
            if (i == start)
            {
                text.Append(i == 0 ? "::" : ":");
                i += length - 1;
                continue;
            }
            text.Append(pieces[i].ToString("x", CultureInfo.InvariantCulture));
            if (i < PieceCount - 1)
            {
                text.Append(':');
            }
        }
        return text.Append(']').ToString();
    }

    /// <summary>The first longest run of two or more zero pieces; (-1, 0) when there is none.</summary>
    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<ushort> pieces)
    {
        var best = (Start: -1, Length: 0);
        for (var i = 0; i < PieceCount; i++)
        {
            var length = 0;
            while (i + length < PieceCount && pieces[i + length] == 0)
            {
                length++;
            }
            if (length > 1 && length > best.Length)
            {
                best = (i, length);
            }
        }
        return best;
    }
}
