using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Social;

/// <summary>RFC 8288: <c>&lt;address&gt;; rel="next", …</c>.</summary>
internal static class LinkHeader
{
    public static string? Next(string? header, string pageUrl)
    {
        foreach (var link in (header ?? "").Split('<').Skip(1))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (end > 0 && IsNext(link[(end + 1)..]))
            {
                return WebUrl.Resolve(link[..end], pageUrl);
            }
        }
        return null;
    }

    private static bool IsNext(string parameters) =>
        parameters
            .Split(';', StringSplitOptions.TrimEntries)
            .Any(p => p.TrimEnd(',', ' ') is "rel=\"next\"" or "rel=next" or "rel='next'");
}
