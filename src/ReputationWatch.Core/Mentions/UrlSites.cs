namespace ReputationWatch.Core.Mentions;

/// <summary>Sites that give one page several addresses which no general rule joins.</summary>
internal static class UrlSites
{
    public static void Apply(ref string host, ref string path, ref string query)
    {
        switch (host)
        {
            case "youtu.be" when path.Length > 1:
                host = "youtube.com";
                path = "/watch" + path;
                goto case "youtube.com";
            case "youtube.com":
                Video(ref path, ref query);
                break;
            case "twitter.com":
                host = "x.com";
                break;
            case "old.reddit.com" or "new.reddit.com" or "np.reddit.com" or "i.reddit.com":
                host = "reddit.com";
                break;
            case "mbasic.facebook.com" or "web.facebook.com" or "touch.facebook.com":
                host = "facebook.com";
                break;
        }
        host = WithoutLanguage(WithoutLanguage(host, "linkedin.com"), "facebook.com");
        if (host.StartsWith("amazon.", StringComparison.Ordinal) && AmazonProduct(path) is { } product)
        {
            path = "/dp/" + product;
            query = "";
        }
    }

    /// <summary>One video, whichever player, moment or list the link names.</summary>
    private static void Video(ref string path, ref string query)
    {
        foreach (var player in (ReadOnlySpan<string>)["/watch/", "/shorts/", "/embed/", "/live/", "/v/"])
        {
            if (path.StartsWith(player, StringComparison.Ordinal) && path.Length > player.Length)
            {
                query = "v=" + path[player.Length..];
                path = "/watch";
                return;
            }
        }
        var video = query.Split('&').FirstOrDefault(p => p.StartsWith("v=", StringComparison.Ordinal));
        query = path == "/watch" && video is not null ? video : query;
    }

    /// <summary>fr.linkedin.com, fr-fr.facebook.com</summary>
    private static string WithoutLanguage(string host, string site)
    {
        var label = host.Length - site.Length - 1;
        return label is 2 or 5 && host.EndsWith("." + site, StringComparison.Ordinal) ? site : host;
    }

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
