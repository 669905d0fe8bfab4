using System.Text;

namespace ReputationWatch.Connectors.Urls.Idna;

/// <summary>RFC 3492, on code points; null where the text is no Punycode or a number overflows.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int InitialBias = 72;
    private const int InitialN = 0x80;

    /// <summary>A DNS label has 63 bytes; the insertions are quadratic, so a label far past that is refused.</summary>
    private const int MaxLength = 4096;

    /// <summary>Section 6.2. <paramref name="text"/> is the label without <c>xn--</c>, in ASCII.</summary>
    public static List<int>? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }
        var basic = Math.Max(text.LastIndexOf('-'), 0);
        var output = new List<int>(text.Length);
        foreach (var c in text[..basic])
        {
            output.Add(c);
        }
        var (n, i, bias) = (InitialN, 0, InitialBias);
        for (var at = basic > 0 ? basic + 1 : 0; at < text.Length; )
        {
            if (ReadDelta(text, ref at, bias) is not { } delta || delta > int.MaxValue - i)
            {
                return null;
            }
            i += delta;
            var isFirst = output.Count == basic;
            var count = output.Count + 1;
            bias = Adapt(delta, count, isFirst);
            if (i / count > 0x10FFFF - n)
            {
                return null;
            }
            n += i / count;
            i %= count;
            output.Insert(i++, n);
        }
        return output;
    }

    /// <summary>Section 6.3.</summary>
    public static string? Encode(IReadOnlyList<int> codePoints)
    {
        if (codePoints.Count > MaxLength)
        {
            return null;
        }
        var output = new StringBuilder();
        foreach (var c in codePoints.Where(c => c < InitialN))
        {
            output.Append((char)c);
        }
        var basic = output.Length;
        if (basic > 0)
        {
            output.Append('-');
        }
        var (n, delta, bias, handled) = (InitialN, 0L, InitialBias, basic);
        while (handled < codePoints.Count)
        {
            var next = codePoints.Where(c => c >= n).Min();
            delta += (long)(next - n) * (handled + 1);
            n = next;
            foreach (var c in codePoints)
            {
                if (c < n)
                {
                    delta++;
                }
                else if (c == n)
                {
                    WriteDelta(output, delta, bias);
                    bias = Adapt((int)Math.Min(delta, int.MaxValue), handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return output.ToString();
    }

    private static int? ReadDelta(ReadOnlySpan<char> text, ref int at, int bias)
    {
        long value = 0;
        long weight = 1;
        for (var k = Base; ; k += Base)
        {
            if (at == text.Length || Digit(text[at++]) is not { } digit)
            {
                return null;
            }
            value += digit * weight;
            if (value > int.MaxValue)
            {
                return null;
            }
            var threshold = Math.Clamp(k - bias, TMin, TMax);
            if (digit < threshold)
            {
                return (int)value;
            }
            weight *= Base - threshold;
            if (weight > int.MaxValue)
            {
                return null;
            }
        }
    }

    private static void WriteDelta(StringBuilder output, long delta, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, TMin, TMax);
            if (delta < threshold)
            {
                output.Append(Character((int)delta));
                return;
            }
            output.Append(Character((int)(threshold + ((delta - threshold) % (Base - threshold)))));
            delta = (delta - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(int delta, int count, bool isFirst)
    {
        const int Skew = 38;
        const int Damp = 700;
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }
        return k + ((Base - TMin + 1) * delta / (delta + Skew));
    }

    private static int? Digit(char c) =>
        c switch
        {
            >= 'a' and <= 'z' => c - 'a',
            >= 'A' and <= 'Z' => c - 'A',
            >= '0' and <= '9' => c - '0' + 26,
            _ => null,
        };

    private static char Character(int digit) => (char)(digit < 26 ? digit + 'a' : digit - 26 + '0');
}
