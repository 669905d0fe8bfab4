using System.Net;
using System.Net.Sockets;

namespace ReputationWatch.Connectors.Crawling;

internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancel);

/// <summary>Opens the connections of the crawler: looks the name up once, asks the guard, and connects to those very addresses.</summary>
internal sealed class GuardedConnector(PrivateNetworkGuard guard, ResolveHost resolve)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses = PrivateNetworkGuard.Literal(host) is { } literal
            ? [literal]
            : await resolve(host, cancel);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
        if (!guard.Allows(host, port, addresses))
        {
            throw new AddressRefusedException(host, addresses);
        }
        return await ConnectAnyAsync(addresses, port, cancel);
    }

    private static async Task<Stream> ConnectAnyAsync(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses[i], port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}

internal sealed class AddressRefusedException(string host, IReadOnlyList<IPAddress> addresses)
    : IOException(PrivateNetworkGuard.Literal(host) is null ? $"{host} → {string.Join(", ", addresses)}" : host);
