using System.Globalization;
using System.Text;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Texts;

/// <summary>How people really type where nobody edits them: no accents, no capitals, short forms, emoji.</summary>
internal static class Roughness
{
    private static readonly string[] Happy = ["😍", "🙏", "❤️", "👏", "😊", "✨", "🥐"];
    private static readonly string[] Angry = ["😡", "🤢", "👎", "🙄", "😤", "🤦"];
    private static readonly string[] Wry = ["🙃", "😏", "👏👏", "🤡"];

    private static readonly (string Long, string Short)[] French =
    [
        ("quelqu'un", "qqn"),
        ("toujours", "tjs"),
        ("beaucoup", "bcp"),
        ("c'est", "c"),
        ("parce que", "pcq"),
        ("maintenant", "mtn"),
        ("week-end", "we"),
    ];

    private static readonly (string Long, string Short)[] English =
    [
        ("you ", "u "),
        ("because", "bc"),
        ("really", "rly"),
        ("does not", "doesnt"),
        ("I'm", "im"),
        ("please", "pls"),
    ];

    public static string Apply(string text, Site site, Tone tone, DemoRandom random)
    {
        if (site.Kind is SiteKind.News or SiteKind.Wire or SiteKind.Blog)
        {
            return site.Language == "fr" ? FrenchTypography(text) : text;
        }
        if (random.Chance(0.1))
        {
            text = Shortened(text, site.Language);
        }
        if (site.Language == "fr" && random.Chance(0.1))
        {
            text = WithoutAccents(text);
        }
        if (random.Chance(0.12))
        {
            text = text.ToLower(CultureInfo.InvariantCulture);
        }
        if (random.Chance(0.1))
        {
            text =
                text.Replace(" ?", " ???", StringComparison.Ordinal).TrimEnd('.') + (tone is Tone.Neutral ? "" : " !!");
        }
        var emoji = site.Kind is SiteKind.Social or SiteKind.Comments ? 0.28 : 0.06;
        return random.Chance(emoji) && Emoji(tone) is { } set ? $"{text} {random.Pick(set)}" : text;
    }

    /// <summary>Narrow no-break spaces before high punctuation, as an editor's desk sets them.</summary>
    public static string FrenchTypography(string text) =>
        text.Replace(" ?", "\u202F?", StringComparison.Ordinal)
            .Replace(" !", "\u202F!", StringComparison.Ordinal)
            .Replace(" ;", "\u202F;", StringComparison.Ordinal)
            .Replace(" :", "\u00A0:", StringComparison.Ordinal)
            .Replace("« ", "«\u00A0", StringComparison.Ordinal)
            .Replace(" »", "\u00A0»", StringComparison.Ordinal);

    private static string[]? Emoji(Tone tone) =>
        tone switch
        {
            Tone.Positive => Happy,
            Tone.Negative => Angry,
            Tone.Irony => Wry,
            _ => null,
        };

    private static string Shortened(string text, string language)
    {
        foreach (var (from, to) in language == "fr" ? French : English)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return text;
    }

    private static string WithoutAccents(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                kept.Append(c);
            }
        }
        return kept.ToString();
    }
}
