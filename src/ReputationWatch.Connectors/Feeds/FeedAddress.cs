using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>Addresses in feeds: absolute ones stay as published, relative ones are resolved, script ones are dropped.</summary>
internal static class FeedAddress
{
    private static readonly string[] Refused =
    [
        "javascript:",
        "vbscript:",
        "data:",
        "livescript:",
        "about:",
        "view-source:",
    ];

    public static string? Resolve(string? baseUrl, string? raw)
    {
        var text = Clean(raw);
        if (text.Length == 0 || Array.Exists(Refused, r => text.StartsWith(r, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        if (HasScheme(text) || baseUrl is null)
        {
            return text;
        }
        return WebUrl.Resolve(text, baseUrl) ?? text;
    }

    /// <summary>RFC 3986 section 3.1, and the slashes or colon-only schemes (mailto, urn, tag) that follow.</summary>
    public static bool HasScheme(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }
        for (var i = 1; i < colon; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.'))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The URL standard strips white space around, and tabs and line ends inside.</summary>
    private static string Clean(string? raw)
    {
        if (raw is null)
        {
            return "";
        }
        var text = raw.Trim();
        return text.AsSpan().IndexOfAny('\t', '\n', '\r') < 0
            ? text
            : string.Concat(text.Where(c => c is not ('\t' or '\n' or '\r')));
    }
}
