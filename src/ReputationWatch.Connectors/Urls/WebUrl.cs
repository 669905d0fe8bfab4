using System.Text;

namespace ReputationWatch.Connectors.Urls;

/// <summary>
/// A URL as the WHATWG URL Standard reads it, which is how browsers do. <see cref="System.Uri"/> follows RFC 3986 with
/// its own history and differs in many hard cases (backslashes, odd IPv4 numbers, percent-encode sets, IDNA).
/// </summary>
public sealed record WebUrl
{
    internal WebUrl() { }

    /// <summary>Lower case, without the colon.</summary>
    public required string Scheme { get; init; }

    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Serialised: a lower-case ASCII domain, a dotted IPv4 address, or an IPv6 address in brackets.</summary>
    public string? Host { get; init; }

    /// <summary>Null when it is the scheme's own.</summary>
    public int? Port { get; init; }

    /// <summary>Serialised. Without a leading slash only when <see cref="HasOpaquePath"/>.</summary>
    public required string Path { get; init; }

    public bool HasOpaquePath { get; init; }

    /// <summary>Without the question mark; null when there is none, empty when there is only the mark.</summary>
    public string? Query { get; init; }

    /// <summary>Without the number sign; null when there is none.</summary>
    public string? Fragment { get; init; }

    public bool IsSpecial => UrlSchemes.IsSpecial(Scheme);

    public bool IsHttp => Scheme is "http" or "https";

    /// <summary>The port that a connection goes to, -1 when the scheme has none.</summary>
    public int EffectivePort => Port ?? UrlSchemes.DefaultPort(Scheme) ?? -1;

    /// <summary>Scheme, host and port: what robots.txt and credentials belong to.</summary>
    public string Origin => Port is { } port ? $"{Scheme}://{Host}:{port}" : $"{Scheme}://{Host}";

    public string PathAndQuery => Query is null ? Path : $"{Path}?{Query}";

    public string Href => Serialise(withFragment: true);

    public string HrefWithoutFragment => Serialise(withFragment: false);

    /// <summary>Reads an absolute address, or one relative to <paramref name="baseUrl"/>; null when it is no valid URL.</summary>
    public static WebUrl? Parse(string? input, WebUrl? baseUrl = null) =>
        input is null ? null : new UrlParser(input, baseUrl).Parse();

    /// <summary>Resolves <paramref name="input"/> as a browser on this page would.</summary>
    public WebUrl? Resolve(string? input) => Parse(input, this);

    /// <summary>The serialised result of resolving <paramref name="input"/>, or null when either is invalid.</summary>
    public static string? Resolve(string? input, string? baseAddress)
    {
        if (string.IsNullOrEmpty(baseAddress))
        {
            return Parse(input)?.Href;
        }
        return Parse(baseAddress) is { } known ? Parse(input, known)?.Href : null;
    }

    public override string ToString() => Href;

    private string Serialise(bool withFragment)
    {
        var text = new StringBuilder(Scheme).Append(':');
        if (Host is not null)
        {
            text.Append("//");
            AppendCredentials(text);
            text.Append(Host);
            if (Port is { } port)
            {
                text.Append(':').Append(port);
            }
        }
        else if (!HasOpaquePath && Path.StartsWith("//", StringComparison.Ordinal))
        {
            // URL Standard, URL serialising: keeps the path from being read as an authority.
            text.Append("/.");
        }
        text.Append(Path);
        if (Query is not null)
        {
            text.Append('?').Append(Query);
        }
        if (withFragment && Fragment is not null)
        {
            text.Append('#').Append(Fragment);
        }
        return text.ToString();
    }

    private void AppendCredentials(StringBuilder text)
    {
        if (Username.Length == 0 && Password.Length == 0)
        {
            return;
        }
        text.Append(Username);
        if (Password.Length > 0)
        {
            text.Append(':').Append(Password);
        }
        text.Append('@');
    }
}
