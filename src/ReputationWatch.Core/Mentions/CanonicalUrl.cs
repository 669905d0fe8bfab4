using System.Globalization;
using System.Text;

namespace ReputationWatch.Core.Mentions;

/// <summary>
/// One name for one page: without tracking parameters, mobile and AMP forms, fragments, default ports and the other ways in
/// which the same address is written. A key for comparing, also good to open. Canonical forms stay as they are.
/// </summary>
public static class CanonicalUrl
{
    // A redirector inside a redirector; and what one step uncovers may itself be written in another way.
    private const int MaxSteps = 8;

    /// <summary>The canonical form; the text itself, trimmed, when it is no web address.</summary>
    public static string Of(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var current = url.Trim();
        for (var i = 0; i < MaxSteps; i++)
        {
            var next = Step(current);
            if (next == current)
            {
                break;
            }
            current = next;
        }
        return current;
    }

    private static string Step(string url)
    {
        if (Parse(url) is not { } uri)
        {
            return url;
        }
        return UrlWrappers.Target(uri) is { } target && Parse(target) is not null ? target : Build(uri);
    }

    private static Uri? Parse(string text)
    {
        // Links copied out of a page's source carry its escapes.
        var plain = text.Replace("&amp;", "&", StringComparison.OrdinalIgnoreCase);
        var absolute =
            plain.StartsWith("//", StringComparison.Ordinal) ? "https:" + plain
            : plain.Contains("://", StringComparison.Ordinal) ? plain
            : LooksLikeHost(plain) ? "https://" + plain
            : plain;
        var isWeb = Uri.TryCreate(absolute, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        return isWeb && UrlHost.Ascii(uri!) is { Length: > 0 } ? uri : null;
    }

    private static bool LooksLikeHost(string text)
    {
        var end = text.AsSpan().IndexOfAny("/?#");
        var host = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        var dot = host.LastIndexOf('.');
        return dot > 0 && dot < host.Length - 2 && !host.ContainsAny(" @<>\"") && char.IsLetter(host[^1]);
    }

    private static string Build(Uri uri)
    {
        var host = UrlHost.Canonical(uri);
        var path = UrlPath.Canonical(uri.AbsolutePath, host);
        var query = UrlQuery.Canonical(uri.Query, host, path);
        UrlSites.Apply(ref host, ref path, ref query);
        var port =
            uri.IsDefaultPort || uri.Port is 80 or 443 ? "" : ":" + uri.Port.ToString(CultureInfo.InvariantCulture);
        var built = new StringBuilder("https://").Append(host).Append(port).Append(path);
        if (query.Length > 0)
        {
            built.Append('?').Append(query);
        }
        // A fragment names a place on the page, except in the old scheme of pages made by scripts.
        if (uri.Fragment.StartsWith("#!", StringComparison.Ordinal))
        {
            built.Append(uri.Fragment);
        }
        return built.ToString();
    }
}

/// <summary>Hosts without www, mobile and AMP labels, in ASCII.</summary>
internal static class UrlHost
{
    private static readonly string[] Prefixes = ["www.", "m.", "mobile.", "amp.", "wap.", "touch."];

    /// <summary>The host in lower case and punycode; null when it can have none.</summary>
    public static string? Ascii(Uri uri)
    {
        try
        {
            return uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        }
        catch (UriFormatException)
        {
            // Uri accepts characters that IDNA forbids and says so only here.
            return null;
        }
    }

    public static string Canonical(Uri uri)
    {
        var host = Ascii(uri)!;
        if (uri.HostNameType is UriHostNameType.IPv6)
        {
            return $"[{host.Trim('[', ']')}]";
        }
        if (uri.HostNameType is UriHostNameType.IPv4)
        {
            return host;
        }
        for (var changed = true; changed; )
        {
            changed = false;
            foreach (var prefix in Prefixes)
            {
                if (host.StartsWith(prefix, StringComparison.Ordinal) && host.IndexOf('.', prefix.Length) > 0)
                {
                    host = host[prefix.Length..];
                    changed = true;
                }
            }
            host = WithoutNumberedWww(host);
        }
        return WithoutInnerMobile(host);
    }

    /// <summary>www2.example.com</summary>
    private static string WithoutNumberedWww(string host)
    {
        var label = host.IndexOf('.');
        var numbered = label == 4 && host.StartsWith("www", StringComparison.Ordinal) && char.IsAsciiDigit(host[3]);
        return numbered && host.IndexOf('.', 5) > 0 ? host[5..] : host;
    }

    /// <summary>fr.m.wikipedia.org</summary>
    private static string WithoutInnerMobile(string host)
    {
        var at = host.IndexOf(".m.", StringComparison.Ordinal);
        return at is 2 or 3 && host.IndexOf('.', at + 3) > 0 ? host[..at] + host[(at + 2)..] : host;
    }
}

/// <summary>Paths with their escapes in one form and without AMP and session marks.</summary>
internal static class UrlPath
{
    public static string Canonical(string path, string host)
    {
        var text = UrlEscapes.Normalize(path);
        var session = text.IndexOf(";jsessionid=", StringComparison.OrdinalIgnoreCase);
        if (session >= 0)
        {
            text = text[..session];
        }
        while (text.Contains("//", StringComparison.Ordinal))
        {
            text = text.Replace("//", "/", StringComparison.Ordinal);
        }
        text = WithoutIndex(WithoutAmp(text.TrimEnd('/')));
        return text.Length == 0 ? "/" : text;
    }

    private static string WithoutAmp(string path)
    {
        foreach (var ending in (ReadOnlySpan<string>)["/amp", "/amp.html", ".amp", "/amp/index.html"])
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && path.Length > ending.Length)
            {
                return path[..^ending.Length].TrimEnd('/');
            }
        }
        if (path.EndsWith(".amp.html", StringComparison.OrdinalIgnoreCase))
        {
            return path[..^9] + ".html";
        }
        var leading = path.StartsWith("/amp/", StringComparison.OrdinalIgnoreCase) && path.Length > 5;
        return leading ? path[4..] : path;
    }

    private static string WithoutIndex(string path)
    {
        foreach (var page in (ReadOnlySpan<string>)["/index.html", "/index.htm", "/index.php"])
        {
            if (path.EndsWith(page, StringComparison.OrdinalIgnoreCase))
            {
                return path[..^page.Length];
            }
        }
        return path;
    }
}

/// <summary>RFC 3986 section 6.2.2: unreserved characters unescaped, other escapes in capitals, the rest escaped.</summary>
internal static class UrlEscapes
{
    public static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && IsHex(text[i + 1]) && IsHex(text[i + 2]))
            {
                var value = (char)Convert.ToInt32(text.Substring(i + 1, 2), 16);
                _ = IsUnreserved(value)
                    ? normal.Append(value)
                    : normal.Append('%').Append(text.Substring(i + 1, 2).ToUpperInvariant());
                i += 2;
            }
            else
            {
                Append(normal, text, ref i);
            }
        }
        return normal.ToString();
    }

    private static void Append(StringBuilder normal, string text, ref int i)
    {
        if (text[i] is > ' ' and <= '~' and not ('"' or '<' or '>' or '`' or '{' or '}' or '\\' or '^' or '|'))
        {
            normal.Append(text[i]);
            return;
        }
        Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
        {
            normal.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        i += length - 1;
    }

    private static bool IsHex(char c) => char.IsAsciiHexDigit(c);

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';
}
