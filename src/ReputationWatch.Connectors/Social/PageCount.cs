using System.Globalization;

namespace ReputationWatch.Connectors.Social;

/// <summary>Counts the pages of a way back in the address's fragment, which stays with us: it is never sent.</summary>
internal static class PageCount
{
    private const string Mark = "#page=";

    /// <summary>The next page with its number, or null when there is none or enough have been read.</summary>
    public static string? Next(string url, string? next, int most)
    {
        var number = NumberOf(url) + 1;
        if (next is null || number > most)
        {
            return null;
        }
        var hash = next.IndexOf('#', StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{(hash < 0 ? next : next[..hash])}{Mark}{number}");
    }

    private static int NumberOf(string url)
    {
        var at = url.LastIndexOf(Mark, StringComparison.Ordinal);
        return
            at >= 0
            && int.TryParse(
                url.AsSpan(at + Mark.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? number
            : 1;
    }
}
