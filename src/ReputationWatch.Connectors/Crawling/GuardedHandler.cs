using System.Net;
using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>
/// HTTP for addresses that people type in and that are called from this network (webhooks, push services): the same guard as the
/// crawler's, on the addresses that are really connected to. Follows no redirect and uses no proxy, which would connect in its stead.
/// </summary>
public static class GuardedHandler
{
    /// <param name="allowedPrivate">As <see cref="CrawlOptions.AllowedPrivate"/>.</param>
    public static HttpMessageHandler Create(IReadOnlyList<string> allowedPrivate)
    {
        var guard = new PrivateNetworkGuard(new CrawlOptions { AllowedPrivate = allowedPrivate });
        var connector = new GuardedConnector(guard, Dns.GetHostAddressesAsync);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 32,
            ConnectCallback = async (context, cancel) =>
            {
                try
                {
                    return await connector.ConnectAsync(context, cancel);
                }
                catch (AddressRefusedException)
                {
                    throw new AddressNotAllowedException(context.DnsEndPoint.Host);
                }
            },
        };
    }

    /// <summary>Entries that are no place, to be worded by whoever reads the setting.</summary>
    public static IEnumerable<string> Unreadable(IEnumerable<string> allowedPrivate) =>
        allowedPrivate.Where(entry => AllowedPlace.Parse(entry) is null);
}
