using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ReputationWatch.App.Web;

/// <summary>Section <c>Proxy</c>: whose word is believed on where a request came from.</summary>
internal sealed record ProxyOptions
{
    /// <summary>Addresses and networks of TLS proxies (<c>10.0.0.0/8</c>, <c>192.0.2.7</c>) besides this machine itself.</summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    /// <summary>What cannot work, each with how to mend it; empty when all is well.</summary>
    public IEnumerable<string> Problems() =>
        Trusted
            .Where(text => !System.Net.IPNetwork.TryParse(Written(text), out _))
            .Select(
                (text, place) =>
                    $"Proxy:Trusted:{place} is \"{text}\", which is neither an address nor a network. Write 192.0.2.7 or 10.0.0.0/8."
            );

    internal static string Written(string text) =>
        !IPAddress.TryParse(text, out var address) ? text
        : address.GetAddressBytes().Length == 4 ? $"{address}/32"
        : $"{address}/128";
}

internal static class TrustedProxies
{
    /// <summary>
    /// X-Forwarded-For, -Proto and -Host are believed from this machine and from the trusted networks, through as many of them as
    /// follow each other; from anybody else they are what a stranger wrote.
    /// </summary>
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, ProxyOptions options) =>
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var trusted in options.Trusted)
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(ProxyOptions.Written(trusted)));
            }
            if (options.Trusted.Count > 0)
            {
                forwarded.ForwardedHeaders |= ForwardedHeaders.XForwardedHost;
                forwarded.ForwardLimit = null;
            }
        });
}
