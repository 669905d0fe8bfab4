using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>One Kestrel on loopback with one port a site, so that a polite crawler sees as many hosts as there are sites.</summary>
internal sealed class WorldServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WorldServer(WebApplication app, IReadOnlyList<SiteAddress> addresses)
    {
        _app = app;
        Addresses = addresses;
    }

    /// <summary>In the order of <see cref="SiteCatalog.All"/>.</summary>
    public IReadOnlyList<SiteAddress> Addresses { get; }

    /// <param name="wantedPorts">By the key of the site; a port that is missing or taken is replaced by a free one.</param>
    public static async Task<WorldServer> StartAsync(
        IReadOnlyDictionary<string, int> wantedPorts,
        Timeline timeline,
        DemoWorldOptions options,
        DateTimeOffset start,
        CancellationToken cancel
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var site in SiteCatalog.All)
            {
                kestrel.Listen(IPAddress.Loopback, FreeOrAny(wantedPorts.GetValueOrDefault(site.Key)));
            }
        });
        var app = builder.Build();
        var handlers = new Dictionary<int, SiteHandler>();
        app.Run(http => handlers[http.Connection.LocalPort].HandleAsync(http));
        await app.StartAsync(cancel);

        var addresses = Bound(app);
        foreach (var address in addresses)
        {
            handlers[address.Root.Port] = new SiteHandler(address, timeline, options, start);
        }
        return new WorldServer(app, addresses);
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    // Kestrel reports the addresses in the order in which they were asked for.
    private static List<SiteAddress> Bound(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return SiteCatalog.All.Zip(bound.Addresses, (site, url) => new SiteAddress(site, new Uri(url))).ToList();
    }

    private static int FreeOrAny(int port)
    {
        if (port == 0)
        {
            return 0;
        }
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return port;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
