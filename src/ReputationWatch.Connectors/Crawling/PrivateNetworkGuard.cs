using System.Net;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>
/// Keeps the crawler out of the network that it stands in (server-side request forgery): decides on the addresses that
/// a connection is really opened to, so a name that changes its answer between check and use gains nothing.
/// </summary>
public sealed class PrivateNetworkGuard
{
    private readonly IReadOnlyList<AllowedPlace> allowed;

    public PrivateNetworkGuard(CrawlOptions options) =>
        allowed = [.. options.AllowedPrivate.Select(AllowedPlace.Parse).OfType<AllowedPlace>()];

    /// <summary>
    /// Whether a connection to <paramref name="host"/> may be opened, given all its addresses. One address that is not
    /// allowed refuses the name: a public name has no reason to mix them.
    /// </summary>
    public bool Allows(string host, int port, IReadOnlyCollection<IPAddress> addresses) =>
        addresses.Count > 0
        && addresses.All(a =>
            (AddressRanges.IsPublic(a) && !IsLocalhost(host)) || allowed.Any(p => p.Covers(host, port, a))
        );

    /// <summary>
    /// Whether this address may be fetched: http(s), and a host that is a literal address or that
    /// <paramref name="resolve"/> knows, all of whose addresses are allowed.
    /// </summary>
    public bool Allows(string url, Func<string, IReadOnlyCollection<IPAddress>> resolve)
    {
        if (WebUrl.Parse(url) is not { IsHttp: true, Host: { Length: > 0 } host } parsed)
        {
            return false;
        }
        var addresses = Literal(host) is { } literal ? [literal] : resolve(host);
        return Allows(host, parsed.EffectivePort, addresses);
    }

    /// <summary>Whether a host name in any spelling, with or without the final dot, is this serialised host.</summary>
    public static bool IsSameHost(string name, string serialised) =>
        string.Equals(
            (HostParser.Parse(name, isOpaque: false) ?? name).TrimEnd('.'),
            serialised.TrimEnd('.'),
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>The address that a serialised host spells out, or null for a name.</summary>
    internal static IPAddress? Literal(string host) =>
        IPAddress.TryParse(host.StartsWith('[') ? host[1..^1] : host, out var address) ? address : null;

    /// <summary>RFC 6761 (6.3): these names never lead anywhere else, whatever a name server says.</summary>
    private static bool IsLocalhost(string host)
    {
        var name = host.TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }
}
