using System.Globalization;
using System.Text;

namespace ReputationWatch.Connectors.Urls.Idna;

/// <summary>
/// UTS 46 ToASCII with the settings of the URL Standard's "domain to ASCII" for hosts: non-transitional, CheckBidi,
/// CheckJoiners; no CheckHyphens, no STD3 rules, no DNS lengths.
/// </summary>
internal static class IdnaProcessing
{
    private const string Prefix = "xn--";

    /// <summary>The domain in ASCII and lower case, or null when it is no valid domain.</summary>
    public static string? ToAscii(string domain)
    {
        if (Ascii.IsValid(domain) && !domain.Contains(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return domain.ToLowerInvariant();
        }
        if (Map(domain) is not { } mapped)
        {
            return null;
        }
        var labels = mapped.Split('.').Select(ReadLabel).ToList();
        if (
            labels.Contains(null)
            || (labels.Exists(l => BidiRule.IsBidi(l!)) && !labels.TrueForAll(l => BidiRule.Holds(l!)))
        )
        {
            return null;
        }
        var ascii = labels.ConvertAll(l => WriteLabel(l!));
        return ascii.Contains(null) ? null : string.Join('.', ascii);
    }

    private static string? Map(string domain)
    {
        var text = new StringBuilder(domain.Length);
        foreach (var rune in domain.EnumerateRunes())
        {
            switch (IdnaTables.Mapping(rune.Value))
            {
                case null:
                    return null;
                case IdnaTables.Valid:
                    text.Append(rune);
                    break;
                case var mapped:
                    text.Append(mapped);
                    break;
            }
        }
        return text.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The label's code points with Punycode decoded, or null when it breaks a validity criterion.</summary>
    private static List<int>? ReadLabel(string label)
    {
        var codePoints = label.EnumerateRunes().Select(r => r.Value).ToList();
        if (!label.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return LabelIsValid(codePoints) ? codePoints : null;
        }
        if (!Ascii.IsValid(label) || Punycode.Decode(label.AsSpan(Prefix.Length)) is not { } decoded)
        {
            return null;
        }
        // A label that needs no Punycode may not be written in it, nor may one that is not normalised. Valid code points
        // come first: the framework throws when it is asked about the normal form of noncharacters.
        var isNeeded = decoded.Exists(c => c >= 0x80) && !StartsWithPrefix(decoded);
        return isNeeded && LabelIsValid(decoded) && IsNormalised(decoded) ? decoded : null;
    }

    private static string? WriteLabel(List<int> label)
    {
        if (label.TrueForAll(c => c < 0x80))
        {
            return string.Concat(label.Select(c => (char)c));
        }
        return Punycode.Encode(label) is { } encoded ? Prefix + encoded : null;
    }

    private static bool LabelIsValid(List<int> label) =>
        label.Count == 0
        || (
            !IsMark(label[0])
            && !label.Contains('.')
            && label.TrueForAll(c => IdnaTables.Mapping(c) == IdnaTables.Valid)
            && Joiners.AreInContext(label)
        );

    private static bool IsNormalised(List<int> label) =>
        string.Concat(label.Select(c => new Rune(c).ToString())).IsNormalized(NormalizationForm.FormC);

    private static bool StartsWithPrefix(List<int> label) =>
        label.Count >= 4 && label[0] == 'x' && label[1] == 'n' && label[2] == '-' && label[3] == '-';

    private static bool IsMark(int codePoint) =>
        CharUnicodeInfo.GetUnicodeCategory(codePoint)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;
}

/// <summary>CONTEXTJ: RFC 5892, appendix A.1 and A.2.</summary>
internal static class Joiners
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    public static bool AreInContext(List<int> label)
    {
        for (var i = 0; i < label.Count; i++)
        {
            if (label[i] is not (ZeroWidthNonJoiner or ZeroWidthJoiner))
            {
                continue;
            }
            var afterVirama = i > 0 && IdnaTables.IsVirama(label[i - 1]);
            if (!afterVirama && (label[i] == ZeroWidthJoiner || !BreaksJoin(label, i)))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>(L|D) T* ZWNJ T* (R|D).</summary>
    private static bool BreaksJoin(List<int> label, int at)
    {
        var before = at - 1;
        while (before >= 0 && IdnaTables.JoiningType(label[before]) == "T")
        {
            before--;
        }
        var after = at + 1;
        while (after < label.Count && IdnaTables.JoiningType(label[after]) == "T")
        {
            after++;
        }
        return before >= 0
            && after < label.Count
            && IdnaTables.JoiningType(label[before]) is ("L" or "D")
            && IdnaTables.JoiningType(label[after]) is ("R" or "D");
    }
}

/// <summary>The Bidi rule for labels: RFC 5893, section 2.</summary>
internal static class BidiRule
{
    /// <summary>A domain with such a label is a Bidi domain, in which every label must follow the rule.</summary>
    public static bool IsBidi(List<int> label) => label.Exists(c => IdnaTables.BidiClass(c) is "R" or "AL" or "AN");

    public static bool Holds(List<int> label)
    {
        if (label.Count == 0)
        {
            return true;
        }
        var classes = label.ConvertAll(IdnaTables.BidiClass);
        var last = classes.FindLast(c => c != "NSM");
        return classes[0] switch
        {
            "R" or "AL" => classes.TrueForAll(MayStandInRightToLeft)
                && last is ("R" or "AL" or "EN" or "AN")
                && !(classes.Contains("EN") && classes.Contains("AN")),
            "L" => classes.TrueForAll(MayStandInLeftToRight) && last is ("L" or "EN"),
            _ => false,
        };
    }

    private static bool MayStandInRightToLeft(string c) =>
        c is "R" or "AL" or "AN" or "EN" or "ES" or "CS" or "ET" or "ON" or "BN" or "NSM";

    private static bool MayStandInLeftToRight(string c) =>
        c is "L" or "EN" or "ES" or "CS" or "ET" or "ON" or "BN" or "NSM";
}
