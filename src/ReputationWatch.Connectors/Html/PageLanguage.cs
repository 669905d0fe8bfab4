namespace ReputationWatch.Connectors.Html;

/// <summary>What the language and the place of a page say of its habits.</summary>
internal static class PageLanguage
{
    private static readonly string[] DayFirstEnglish = ["-gb", "-au", "-ie", "-nz", "-in", "-za"];
    private static readonly string[] DayFirstHosts = [".uk", ".au", ".ie", ".nz", ".in", ".za", ".eu"];

    /// <summary>Whether 4/5/2020 is the fourth of May: everywhere but in American English.</summary>
    public static bool IsDayFirst(string? language, string? url)
    {
        var tag = language?.Replace('_', '-').ToLowerInvariant() ?? "";
        if (tag.Length > 0 && !tag.StartsWith("en", StringComparison.Ordinal))
        {
            return true;
        }
        var host = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "";
        return Array.Exists(DayFirstEnglish, s => tag.EndsWith(s, StringComparison.Ordinal))
            || Array.Exists(DayFirstHosts, s => host.EndsWith(s, StringComparison.Ordinal));
    }
}
