using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ReputationWatch.Core.Text;

/// <summary>What a character is to the tokeniser.</summary>
internal enum CharClass : byte
{
    Separator,

    /// <summary>Letter, digit or underscore: part of a word.</summary>
    Word,

    /// <summary>Invisible (soft hyphen, joiners, variation selectors) or a combining mark: neither ends a word nor counts.</summary>
    Ignorable,

    /// <summary>A word by itself in scripts that put no spaces between words.</summary>
    Ideograph,

    /// <summary>An emoji or another picture: a word by itself.</summary>
    Pictograph,
    Apostrophe,
}

/// <param name="Single">The folded character when it is one; otherwise '\0' and <paramref name="Many"/> holds it.</param>
internal readonly record struct FoldedChar(CharClass Class, char Single, string? Many);

/// <summary>
/// The folded form of every character: lower case, without accents, compatibility forms resolved (ligatures, full width,
/// mathematical letters). Computed on first use, a page of 256 characters at a time.
/// </summary>
internal static class CharFolding
{
    private static readonly FoldedChar[]?[] Pages = new FoldedChar[]?[256];
    private static readonly ConcurrentDictionary<int, FoldedChar> Astral = new();

    // Letters that Unicode does not decompose, though every reader takes them for their plain neighbours.
    private static readonly Dictionary<char, string> Undecomposed = new()
    {
        ['œ'] = "oe",
        ['æ'] = "ae",
        ['ß'] = "ss",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['ł'] = "l",
        ['þ'] = "th",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ŧ'] = "t",
        ['ŋ'] = "n",
        ['ĸ'] = "k",
        ['ς'] = "σ",
    };

    public static FoldedChar Of(char c)
    {
        var page = Pages[c >> 8] ??= BuildPage(c >> 8);
        return page[c & 0xFF];
    }

    public static FoldedChar Of(Rune rune) =>
        rune.IsBmp ? Of((char)rune.Value) : Astral.GetOrAdd(rune.Value, static value => Compute(new Rune(value)));

    private static FoldedChar[] BuildPage(int high)
    {
        var page = new FoldedChar[256];
        for (var low = 0; low < 256; low++)
        {
            var c = (char)((high << 8) | low);
            page[low] = char.IsSurrogate(c) ? default : Compute(new Rune(c));
        }
        return page;
    }

    private static FoldedChar Compute(Rune rune)
    {
        var kind = Classify(rune);
        if (kind is CharClass.Separator or CharClass.Ignorable or CharClass.Apostrophe)
        {
            return new FoldedChar(kind, '\0', null);
        }
        var folded = kind == CharClass.Pictograph ? rune.ToString() : FoldWord(rune);
        return folded.Length switch
        {
            0 => new FoldedChar(CharClass.Separator, '\0', null),
            1 => new FoldedChar(kind, folded[0], null),
            _ => new FoldedChar(kind, '\0', folded),
        };
    }

    private static CharClass Classify(Rune rune)
    {
        if (IsApostrophe(rune.Value))
        {
            return CharClass.Apostrophe;
        }
        if (Emoji.IsPictograph(rune.Value))
        {
            return CharClass.Pictograph;
        }
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format =>
                CharClass.Ignorable,
            UnicodeCategory.OtherLetter when IsUnspaced(rune.Value) => CharClass.Ideograph,
            UnicodeCategory.OtherNumber => FoldWord(rune).All(char.IsAsciiDigit) ? CharClass.Word : CharClass.Separator,
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber
            or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.ConnectorPunctuation => CharClass.Word,
            _ => CharClass.Separator,
        };
    }

    private static bool IsApostrophe(int c) =>
        c is '\'' or '`' or 0xB4 or 0x2BC or 0x2B9 or 0x2018 or 0x2019 or 0x201B or 0x2032 or 0xFF07;

    private static bool IsUnspaced(int c) =>
        c is >= 0x3041 and <= 0x309F or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    private static string FoldWord(Rune rune)
    {
        // Hangul syllables decompose into letters; they are already what people search for.
        if (rune.Value is >= 0xAC00 and <= 0xD7A3)
        {
            return rune.ToString();
        }
        var folded = new StringBuilder();
        foreach (var c in rune.ToString().Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (Undecomposed.TryGetValue(c, out var plain))
            {
                folded.Append(plain);
            }
            else if (!IsApostrophe(c) && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsSpacingPart(c)))
            {
                folded.Append(c);
            }
        }
        return folded.ToString();
    }

    private static bool IsSpacingPart(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.SpacingCombiningMark;
}
