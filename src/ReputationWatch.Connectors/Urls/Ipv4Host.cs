using System.Globalization;
using System.Numerics;

namespace ReputationWatch.Connectors.Urls;

/// <summary>The IPv4 parser of the URL Standard: decimal, octal and hexadecimal, one to four parts.</summary>
internal static class Ipv4Host
{
    /// <summary>True when the domain must be an IPv4 address or nothing.</summary>
    public static bool EndsInNumber(string domain)
    {
        var parts = domain.Split('.');
        var last = parts[^1];
        if (last.Length == 0)
        {
            if (parts.Length == 1)
            {
                return false;
            }
            last = parts[^2];
        }
        return (last.Length > 0 && last.All(char.IsAsciiDigit)) || ParseNumber(last) is not null;
    }

    /// <summary>The dotted decimal form, or null.</summary>
    public static string? Parse(string domain)
    {
        var parts = domain.Split('.').ToList();
        if (parts[^1].Length == 0 && parts.Count > 1)
        {
            parts.RemoveAt(parts.Count - 1);
        }
        if (parts.Count > 4)
        {
            return null;
        }
        BigInteger address = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var isLast = i == parts.Count - 1;
            var limit = isLast ? BigInteger.Pow(256, 5 - parts.Count) : 256;
            if (ParseNumber(parts[i]) is not { } number || number >= limit)
            {
                return null;
            }
            address += isLast ? number : number * BigInteger.Pow(256, 3 - i);
        }
        var value = (uint)address;
        return $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}";
    }

    private static BigInteger? ParseNumber(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ParseDigits(text.AsSpan(2), 16);
        }
        return text.Length > 1 && text[0] == '0' ? ParseDigits(text.AsSpan(1), 8) : ParseDigits(text, 10);
    }

    private static BigInteger? ParseDigits(ReadOnlySpan<char> digits, int radix)
    {
        // A number past every limit stays past it: the cap keeps a megabyte of digits from costing more than a read.
        BigInteger value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return null;
            }
            var one = int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (one >= radix)
            {
                return null;
            }
            value = value > uint.MaxValue ? value : (value * radix) + one;
        }
        return value;
    }
}
