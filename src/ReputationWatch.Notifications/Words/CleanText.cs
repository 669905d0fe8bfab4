using System.Globalization;
using System.Text;

namespace ReputationWatch.Notifications.Words;

/// <summary>
/// Makes strangers' text fit to stand in a header or a line: no control characters (a line break in a subject would be a new
/// header), no marks that turn the direction of the text after them.
/// </summary>
internal static class CleanText
{
    public static string Of(string? text)
    {
        var clean = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (!IsHarmful(rune))
            {
                clean.Append(rune);
            }
        }
        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>At most so many characters, cut between words where there are words, with an ellipsis.</summary>
    public static string Shortened(string? text, int length)
    {
        var clean = Of(text);
        if (clean.Length <= length)
        {
            return clean;
        }
        var cut = clean.LastIndexOf(' ', length - 1, length / 3);
        if (cut < 0)
        {
            cut = WholeCharacters(clean, length - 1);
        }
        return clean[..cut].TrimEnd(' ', ',', ';', ':', '.') + "…";
    }

    /// <summary>
    /// A name to stand among others in a line: one that is written from right to left would draw figures beside it to its other
    /// side, so it is set apart (UAX #9, first strong isolate).
    /// </summary>
    public static string Apart(string text) => text.EnumerateRunes().Any(IsRightToLeft) ? $"\u2068{text}\u2069" : text;

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC);

    /// <summary>The longest beginning that splits no character that a person sees as one.</summary>
    private static int WholeCharacters(string text, int length)
    {
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text, end) is var next && end + next <= length)
        {
            end += next;
        }
        // One element longer than the limit (stacked marks) is cut inside rather than shown whole.
        return end > 0 ? end
            : char.IsHighSurrogate(text[length - 1]) ? length - 1
            : length;
    }

    private static bool IsSpace(Rune rune) =>
        rune.Value is '\n' or '\r' or '\t' or ' ' or 0x2028 or 0x2029 or 0x85 or 0x0B or 0x0C;

    private static bool IsHarmful(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        || rune.Value
            is (>= 0x202A and <= 0x202E)
                or (>= 0x2066 and <= 0x2069)
                or 0x200E
                or 0x200F
                or 0x061C
                or 0xFEFF
                or 0xFFFD;
}
