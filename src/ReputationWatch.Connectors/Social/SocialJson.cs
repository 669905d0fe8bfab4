using System.Globalization;
using System.Text.Json;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.Connectors.Social;

/// <summary>Members of API answers in the forms that all networks share. What is missing, null or of another type is absent.</summary>
internal static class SocialJson
{
    /// <summary>The member at the end of a path; undefined when the path leads nowhere.</summary>
    public static JsonElement At(this JsonElement owner, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out owner))
            {
                return default;
            }
        }
        return owner;
    }

    /// <summary>Trimmed text, or null when empty.</summary>
    public static string? Plain(this JsonElement owner, string name) =>
        owner.Text(name)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Text whose only markup are entities.</summary>
    public static string? Unescaped(this JsonElement owner, string name) =>
        owner.Plain(name) is { } text ? HtmlText.Decode(text).Trim() : null;

    /// <summary>The plain text of a member that holds HTML.</summary>
    public static string? FromHtml(this JsonElement owner, string name) =>
        owner.Plain(name) is { } html
        && new Markup(html, IsHtml: true, BaseUrl: null).ToPlainText() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>A whole number, also when written as text or with a decimal point.</summary>
    public static long? Count(this JsonElement owner, string name) =>
        owner.Number(name) is { } value && Math.Abs(value) < long.MaxValue ? (long)value : null;

    public static double? Number(this JsonElement owner, string name) =>
        double.TryParse(owner.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A date in one of the usual forms, ISO 8601 in nearly all APIs.</summary>
    public static DateTimeOffset? Time(this JsonElement owner, string name) => FeedDates.Parse(owner.Text(name));

    public static DateTimeOffset? UnixTime(this JsonElement owner, string name) =>
        owner.Number(name) is { } seconds and > 0 and < 253402300800
            ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds))
            : null;

    public static bool Flag(this JsonElement owner, string name) => owner.At(name).ValueKind == JsonValueKind.True;

    /// <summary>The language tag, or null for the tags that say "unknown" or "no language".</summary>
    public static string? Language(this JsonElement owner, string name) =>
        owner.Plain(name) is { } tag
        && tag is not ("und" or "zxx" or "mul" or "mis" or "art" or "qme" or "qst" or "qht" or "qam" or "qct")
            ? tag
            : null;
}
