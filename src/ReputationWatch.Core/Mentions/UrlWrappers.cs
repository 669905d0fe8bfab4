namespace ReputationWatch.Core.Mentions;

/// <summary>Addresses that only lead to another one: redirectors that name their target, and AMP caches.</summary>
internal static class UrlWrappers
{
    private static readonly (string Host, string Path, string Parameter)[] Redirectors =
    [
        ("google.", "/url", "q"),
        ("google.", "/url", "url"),
        ("l.facebook.com", "/l.php", "u"),
        ("lm.facebook.com", "/l.php", "u"),
        ("l.instagram.com", "/", "u"),
        ("youtube.com", "/redirect", "q"),
        ("out.reddit.com", "/", "url"),
        ("linkedin.com", "/redir/redirect", "url"),
        ("t.umblr.com", "/redirect", "z"),
        ("duckduckgo.com", "/l", "uddg"),
        ("bing.com", "/news/apiclick.aspx", "url"),
    ];

    /// <summary>The address inside; null when this is no wrapper.</summary>
    public static string? Target(Uri uri)
    {
        var host = UrlHost.Ascii(uri)!;
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return AmpCache(uri, host) ?? Redirected(uri, host);
    }

    private static string? Redirected(Uri uri, string host)
    {
        foreach (var (site, path, parameter) in Redirectors)
        {
            var onSite = site.EndsWith('.') ? host.StartsWith(site, StringComparison.Ordinal) : host == site;
            if (onSite && uri.AbsolutePath.TrimEnd('/') == path.TrimEnd('/') && Parameter(uri, parameter) is { } target)
            {
                return target;
            }
        }
        return null;
    }

    private static string? Parameter(Uri uri, string name)
    {
        foreach (var pair in uri.Query.TrimStart('?').Split('&'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
            {
                var value = Uri.UnescapeDataString(pair[(name.Length + 1)..]);
                return value.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? value : null;
            }
        }
        return null;
    }

    /// <summary>google.com/amp/s/example.com/a and example-com.cdn.ampproject.org/c/s/example.com/a.</summary>
    private static string? AmpCache(Uri uri, string host)
    {
        var path = uri.AbsolutePath;
        if (host.StartsWith("google.", StringComparison.Ordinal) && path.StartsWith("/amp/", StringComparison.Ordinal))
        {
            return Inside(path[5..], uri.Query);
        }
        var kind = path.Length > 3 && path[2] == '/' ? path[1] : '\0';
        return host.EndsWith("cdn.ampproject.org", StringComparison.Ordinal) && kind is 'c' or 'v' or 'a'
            ? Inside(path[3..], uri.Query)
            : null;
    }

    private static string Inside(string rest, string query) =>
        (rest.StartsWith("s/", StringComparison.Ordinal) ? "https://" + rest[2..] : "http://" + rest) + query;
}
