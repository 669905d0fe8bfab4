using System.Globalization;
using System.Text;

namespace ReputationWatch.Connectors.Feeds;

internal enum DateTokenKind
{
    Number,
    Month,
    Zone,
    AfternoonMark,
    MorningMark,
    HourMark,
    Symbol,
    Word,
    Used,
}

/// <summary>One piece of a date. <paramref name="Digits"/> is the length of a number; <paramref name="Value"/> its value,
/// the month, the zone in minutes, or the character of a symbol.</summary>
internal readonly record struct DateToken(DateTokenKind Kind, int Value, int Digits, bool SpaceBefore);

/// <summary>Cuts a date into numbers, names and symbols.</summary>
internal static class DateTokens
{
    public const int Most = 48;

    /// <summary>How many tokens; null when there are more than any date has.</summary>
    public static int? Read(ReadOnlySpan<char> text, Span<DateToken> tokens)
    {
        var count = 0;
        var space = false;
        for (var at = 0; at < text.Length; )
        {
            if (char.IsWhiteSpace(text[at]))
            {
                space = true;
                at++;
                continue;
            }
            if (count == Most)
            {
                return null;
            }
            tokens[count++] = Token(text, ref at, space);
            space = false;
        }
        return count;
    }

    private static DateToken Token(ReadOnlySpan<char> text, ref int at, bool space)
    {
        var start = at;
        if (char.IsAsciiDigit(text[at]))
        {
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
            var value = at - start > 9 ? 0 : int.Parse(text[start..at], CultureInfo.InvariantCulture);
            return new DateToken(DateTokenKind.Number, value, at - start, space);
        }
        if (!char.IsLetter(text[at]))
        {
            var symbol = text[at++] is '\u2212' or '\u2010' or '\u2011' or '\u2013' ? '-' : text[at - 1];
            return new DateToken(DateTokenKind.Symbol, symbol, 0, space);
        }
        while (
            at < text.Length
            && (
                char.IsLetter(text[at])
                || CharUnicodeInfo.GetUnicodeCategory(text[at]) == UnicodeCategory.NonSpacingMark
            )
        )
        {
            at++;
        }
        if (IsDotted(text, start, at))
        {
            // "a.m.", "p.m."
            at = Math.Min(text.Length, at + 2);
            return new DateToken(
                text[start] is 'p' or 'P' ? DateTokenKind.AfternoonMark : DateTokenKind.MorningMark,
                0,
                0,
                space
            );
        }
        return Word(text[start..at], space);
    }

    private static bool IsDotted(ReadOnlySpan<char> text, int start, int at) =>
        at - start == 1
        && text[start] is 'a' or 'p' or 'A' or 'P'
        && at + 1 < text.Length
        && text[at] == '.'
        && text[at + 1] is 'm' or 'M';

    private static DateToken Word(ReadOnlySpan<char> word, bool space)
    {
        Span<char> folded = stackalloc char[24];
        if (word.Length > folded.Length)
        {
            return new DateToken(DateTokenKind.Word, 0, 0, space);
        }
        var name = Fold(word, folded);
        if (DateNames.Months.TryGetValue(name, out var month))
        {
            return new DateToken(DateTokenKind.Month, month, 0, space);
        }
        if (DateNames.Zones.TryGetValue(name, out var zone))
        {
            return new DateToken(DateTokenKind.Zone, zone, 0, space);
        }
        var kind = name switch
        {
            "pm" or "오후" or "下午" or "μμ" => DateTokenKind.AfternoonMark,
            "am" or "오전" or "上午" or "πμ" => DateTokenKind.MorningMark,
            "h" or "uhr" or "heures" or "heure" => DateTokenKind.HourMark,
            _ => DateTokenKind.Word,
        };
        return new DateToken(kind, name[0], 0, space);
    }

    /// <summary>Lower case without accents.</summary>
    private static ReadOnlySpan<char> Fold(ReadOnlySpan<char> word, Span<char> target)
    {
        if (Ascii.IsValid(word))
        {
            word.ToLowerInvariant(target);
            return target[..word.Length];
        }
        var length = 0;
        foreach (var c in word.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && length < target.Length)
            {
                target[length++] = c == 'ı' ? 'i' : c;
            }
        }
        // Korean syllables fall apart in form D.
        return target[..length].ToString().Normalize(NormalizationForm.FormC);
    }
}
