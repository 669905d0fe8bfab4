using System.Globalization;
using System.Text;

namespace ReputationWatch.Sentiment.Text;

/// <summary>
/// Folds one character to lower case without accents, so that composed, decomposed and compatibility forms
/// of a text meet in the same letters. The Latin letters come from a table of our own: the answer must not depend on
/// whether the machine has ICU.
/// </summary>
internal static class Folding
{
    private const char LatinStart = '\u00C0';

    // One base letter for each of U+00C0 to U+017F; '\u0001' marks the letters that become two.
    private const string LatinBase =
        "aaaaaa\u0001ceeeeiiiidnooooo*ouuuuyt\u0001"
        + "aaaaaa\u0001ceeeeiiiidnooooo/ouuuuyty"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii\u0001\u0001jjkkkllllllllll"
        + "nnnnnnnnnoooooo\u0001\u0001rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private static readonly string?[] Slow = new string?[char.MaxValue + 1];

    /// <summary>Writes the folded form of <paramref name="c"/>; returns how many characters were written (0 for a mark).</summary>
    public static int Fold(char c, Span<char> target)
    {
        if (c < 0x80)
        {
            target[0] = (uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c;
            return 1;
        }
        if ((uint)(c - LatinStart) < (uint)LatinBase.Length)
        {
            var folded = LatinBase[c - LatinStart];
            target[0] = folded;
            return folded == '\u0001' ? FoldDigraph(c, target) : 1;
        }
        if ((uint)(c - 0x0300) < 0x70)
        {
            return 0;
        }
        var text = Slow[c] ??= Decompose(c);
        text.AsSpan().CopyTo(target);
        return text.Length;
    }

    /// <summary>The longest answer of <see cref="Fold"/>.</summary>
    public const int MaxLength = 4;

    private static int FoldDigraph(char c, Span<char> target)
    {
        (target[0], target[1]) = c switch
        {
            '\u00C6' or '\u00E6' => ('a', 'e'),
            '\u00DF' => ('s', 's'),
            '\u0152' or '\u0153' => ('o', 'e'),
            _ => ('i', 'j'),
        };
        return 2;
    }

    private static string Decompose(char c)
    {
        if (char.IsSurrogate(c))
        {
            return "\uFFFD";
        }
        var builder = new StringBuilder(MaxLength);
        foreach (var part in c.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (
                CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark
                && builder.Length < MaxLength
            )
            {
                builder.Append(char.ToLowerInvariant(part));
            }
        }
        return builder.ToString();
    }
}
