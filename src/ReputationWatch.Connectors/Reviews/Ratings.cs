using System.Globalization;
using System.Text.RegularExpressions;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Reviews;

/// <summary>Numbers as people write them: decimal commas, "4/5", "4 sur 5", stars, thousands separators.</summary>
internal static partial class Ratings
{
    /// <summary>The rating, and the best possible when the text says it.</summary>
    public static (double Value, double? Best)? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return null;
        }
        if (Stars(text) is { } stars)
        {
            return stars;
        }
        var match = Pattern().Match(text.Replace('\u00A0', ' '));
        if (!match.Success || Number(match.Groups["value"].Value) is not { } value)
        {
            return null;
        }
        return match.Groups["percent"].Success ? (value, 100) : (value, Number(match.Groups["best"].Value));
    }

    /// <summary>A plain number, decimal comma allowed.</summary>
    public static double? Number(string? text) => Parse(text, out var value) ? value : null;

    /// <summary>A count: "1,234", "1 234", "1.234 avis".</summary>
    public static long? Count(string? text)
    {
        if (text is null || CountPattern().Match(text) is not { Success: true } match)
        {
            return null;
        }
        // A number with one or two digits after its only separator is a decimal, such as JSON's 12.0.
        var raw = DecimalTail().Replace(match.Value.Trim(), "");
        var digits = string.Concat(raw.Where(char.IsAsciiDigit));
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    private static bool Parse(string? text, out double value)
    {
        value = 0;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }
        var normal = text.Trim().Replace(',', '.');
        return double.TryParse(normal, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    private static (double, double?)? Stars(string text)
    {
        var full = text.Count(c => c is '★' or '⭐');
        var empty = text.Count(c => c is '☆' or '✩');
        return full == 0 || text.Any(char.IsAsciiDigit) ? null : (full, empty > 0 ? full + empty : null);
    }

    [GeneratedRegex(
        @"(?<value>-?\d+(?:[.,]\d+)?)(?:\s*(?:stars?|étoiles?|sterne[n]?|estrellas|stelle|points?|pts?)\b)?(?:\s*(?<percent>%)|\s*(?:/|out\s+of|sur|von|de|su|of)\s*(?<best>\d+(?:[.,]\d+)?))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexPatience.Ample
    )]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\d[\d.,' \u00A0\u202F\u2019]*", RegexOptions.CultureInvariant, RegexPatience.Ample)]
    private static partial Regex CountPattern();

    [GeneratedRegex(@"[.,]\d{1,2}$", RegexOptions.CultureInvariant, RegexPatience.Ample)]
    private static partial Regex DecimalTail();
}
