namespace ReputationWatch.Core.Mentions;

/// <summary>Sites that give one page several addresses which no general rule joins.</summary>
internal static class UrlSites
{
    public static void Apply(ref string host, ref string path, ref string query)
    {
        switch (host)
        {
            case "youtu.be" when path.Length > 1:
                query = Joined($"v={path[1..]}", query);
                host = "youtube.com";
                path = "/watch";
                break;
            case "youtube.com" when path.StartsWith("/shorts/", StringComparison.Ordinal):
                query = $"v={path[8..]}";
                path = "/watch";
                break;
            case "twitter.com":
                host = "x.com";
                break;
            case "old.reddit.com" or "new.reddit.com" or "np.reddit.com" or "i.reddit.com":
                host = "reddit.com";
                break;
            case "mbasic.facebook.com" or "web.facebook.com" or "touch.facebook.com" or "fr-fr.facebook.com":
                host = "facebook.com";
                break;
        }
        if (host.StartsWith("amazon.", StringComparison.Ordinal) && AmazonProduct(path) is { } product)
        {
            path = "/dp/" + product;
            query = "";
        }
    }

    private static string Joined(string first, string rest) =>
        string.Join(
            '&',
            rest.Split('&', StringSplitOptions.RemoveEmptyEntries).Append(first).Order(StringComparer.Ordinal)
        );

    /// <summary>The ten characters after /dp/, /gp/product/ or /gp/aw/d/.</summary>
    private static string? AmazonProduct(string path)
    {
        foreach (var mark in (ReadOnlySpan<string>)["/dp/", "/gp/product/", "/gp/aw/d/"])
        {
            var at = path.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && path.Length >= at + mark.Length + 10)
            {
                return path.Substring(at + mark.Length, 10);
            }
        }
        return null;
    }
}
