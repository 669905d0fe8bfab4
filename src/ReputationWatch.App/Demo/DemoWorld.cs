using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.Web;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo;

/// <summary>
/// The invented world of <c>reputationwatch demo</c>, served over real HTTP on loopback: sites with 90 days of history,
/// new posts while it runs, and a bad buzz soon after the start. Nothing in it is real.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    // Below the range from which systems hand out ports, so that they are usually free again at a restart.
    private const int FirstUsualPort = 18931;

    private readonly WorldServer _server;

    private DemoWorld(WorldServer server, Timeline timeline, DateTimeOffset start)
    {
        _server = server;
        Timeline = timeline;
        Start = start;
        Sources = server.Addresses.SelectMany(SourcesOf).ToList();
    }

    /// <summary>The home page of the world's first newspaper.</summary>
    public Uri BaseUrl => _server.Addresses[0].Root;

    /// <summary>When the history ended and the live part began.</summary>
    public DateTimeOffset Start { get; }

    public IReadOnlyList<DemoSource> Sources { get; }

    public IReadOnlyList<DemoTopic> Topics { get; } =
    [
        new("Hôtels Aubrelac", DemoTopicKind.Brand, "aubrelac OR hotelaubrelac", "Hôtels Aubrelac"),
        new(
            "Aubrelac Club",
            DemoTopicKind.Product,
            "\"aubrelac club\" OR aubrelacclub OR (aubrelac AND (appli OR application OR app))",
            "Hôtels Aubrelac"
        ),
        new(
            "Maison Corvine",
            DemoTopicKind.Competitor,
            "\"maison corvine\" OR maisoncorvine OR \"groupe corvine\" OR \"corvine hotels\"",
            "Concurrence"
        ),
        new("Belsentier", DemoTopicKind.Competitor, "belsentier", "Concurrence"),
    ];

    internal Timeline Timeline { get; }

    /// <summary>Invents the history and opens the sites; the first crawl may begin when this returns.</summary>
    public static async Task<DemoWorld> StartAsync(DemoWorldOptions options, CancellationToken cancel)
    {
        var remembered = DemoWorldState.Load(options);
        var start = options.Start ?? remembered?.Start ?? ToSecond(options.Time.GetUtcNow());
        var timeline = new Timeline(options, start);
        var server = await WorldServer.StartAsync(
            remembered?.Ports ?? UsualPorts(options),
            timeline,
            options,
            start,
            cancel
        );
        if (options.StateFile is { } path)
        {
            var ports = server.Addresses.ToDictionary(a => a.Site.Key, a => a.Root.Port);
            new DemoWorldState(options.Seed, options.Days, start, ports).Save(path);
        }
        return new DemoWorld(server, timeline, start);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Without a memory there is nothing to return to, and several worlds may run side by side.
    private static Dictionary<string, int> UsualPorts(DemoWorldOptions options) =>
        options.StateFile is null
            ? []
            : SiteCatalog.All.Index().ToDictionary(s => s.Item.Key, s => FirstUsualPort + s.Index);

    private static IEnumerable<DemoSource> SourcesOf(SiteAddress address)
    {
        var site = address.Site;
        return site.IsReviewSite
            ? site.Reviewed.Select(subject => new DemoSource(
                $"{site.Name} : {subject.OfficialName(site.Language)}",
                new Uri(address.Absolute(ReviewPage.PathOf(subject))),
                DemoSourceKind.ReviewPage,
                site.Language,
                site.IsTroubled
            ))
            :
            [
                new DemoSource(
                    site.Name,
                    new Uri(address.FeedPage(null)),
                    DemoSourceKind.Feed,
                    site.Language,
                    site.IsTroubled
                ),
            ];
    }

    private static DateTimeOffset ToSecond(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
