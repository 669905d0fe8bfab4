using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Notifications.Digests;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Sentiment;
using ReputationWatch.Storage;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>The real pipeline over a real store, with a scripted outside world and a clock moved by hand.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private static readonly SentimentScorer Scorer = new(SentimentModel.LoadShipped());
    private readonly DirectoryInfo _folder;

    private readonly IReadOnlyList<ISourceReader> _further;

    private Pipeline(StoreSet stores, DirectoryInfo folder, IReadOnlyList<ISourceReader> further)
    {
        _folder = folder;
        _further = further;
        Stores = stores;
        Stop = new IntakeStop(Clock);
        Crawler = NewCrawler();
        Watch = NewWatch();
    }

    public StoreSet Stores { get; }
    public HandClock Clock { get; } = new(StoreSet.Now);
    public ScriptedReader World { get; } = new();
    public IntakeStop Stop { get; }
    public Crawler Crawler { get; }
    public SpikeWatch Watch { get; private set; }

    /// <param name="further">Connectors besides the scripted one: real ones.</param>
    public static async Task<Pipeline> StartAsync(params IReadOnlyList<ISourceReader> further)
    {
        var folder = Directory.CreateTempSubdirectory("reputationwatch-pipeline-");
        var pipeline = new Pipeline(
            await StoreSet.OpenAsync(new StorageOptions { DataDirectory = folder.FullName }),
            folder,
            further
        );
        await pipeline.Stores.Users.AddAsync(
            new User
            {
                Email = "on.call@example.org",
                Name = "On call",
                CreatedAt = StoreSet.Now,
            },
            CancellationToken.None
        );
        return pipeline;
    }

    /// <summary>What a restart of the process does to the detector: it knows only what is stored.</summary>
    public void RestartWatch() => Watch = NewWatch();

    public Task<long> AddTopicAsync(TopicKind kind = TopicKind.Brand) =>
        Stores.Topics.AddAsync(
            new Topic
            {
                Name = "Orvanne",
                Kind = kind,
                Query = "Orvanne",
                CreatedAt = Clock.GetUtcNow(),
            },
            CancellationToken.None
        );

    public async Task<Source> AddSourceAsync(
        string url = "https://forum.example/feed",
        string connector = ScriptedReader.Name
    )
    {
        var id = await Stores.Sources.AddAsync(
            new Source
            {
                Name = url,
                Url = url,
                Connector = connector,
                CreatedAt = Clock.GetUtcNow(),
                Health = new Core.Sources.SourceHealth { NextCheckAt = Clock.GetUtcNow() },
            },
            CancellationToken.None
        );
        return (await Stores.Sources.FindAsync(id, CancellationToken.None))!;
    }

    /// <summary>Crawls everything that is due, to the end.</summary>
    public async Task CrawlAsync()
    {
        await Crawler.RunAsync(TimeSpan.Zero, CancellationToken.None);
        await Crawler.DrainAsync(CancellationToken.None);
    }

    /// <summary>Crawls until nothing is due any more: sources that stumble are tried a second time.</summary>
    public async Task CrawlUntilIdleAsync()
    {
        while (await Crawler.RunAsync(TimeSpan.FromSeconds(1), CancellationToken.None) > 0 || !Crawler.IsIdle) { }
    }

    public async Task<Source> SourceAsync(long id) => (await Stores.Sources.FindAsync(id, CancellationToken.None))!;

    public Intake NewIntake() => new(Stores.Topics, Scorer, Clock);

    private Crawler NewCrawler() =>
        new(
            Stores.Sources,
            Stores.Mentions,
            [World, .. _further],
            NewIntake(),
            new SourceScheduleOptions(),
            new CrawlerOptions(),
            Stop,
            Clock,
            NullLogger<Crawler>.Instance
        );

    /// <param name="facts">In place of the stored ones.</param>
    public SpikeWatch NewWatch(IMentionFactStore? facts = null) =>
        new(
            Stores.Topics,
            Stores.Sources,
            Stores.Mentions,
            facts ?? Stores.Facts,
            Stores.Keeper,
            Clock,
            NullLogger<SpikeWatch>.Instance
        );

    /// <param name="store">In place of the real one: one that fails.</param>
    public NotificationSender NewSender(INotifier notifier, INotificationStore? store = null) =>
        new(
            store ?? Stores.Notifications,
            [notifier],
            NewContents(),
            Stores.Routing,
            Clock,
            NullLogger<NotificationSender>.Instance
        );

    public AlertContentReader NewContents() =>
        new(
            Stores.Episodes,
            Stores.Topics,
            Stores.Sources,
            Stores.Mentions,
            Stores.Counts,
            Stores.Notifications,
            new DigestReader(
                Stores.Users,
                Stores.Preferences,
                Stores.Topics,
                Stores.Counts,
                Stores.Episodes,
                Stores.Cases,
                Stores.Mentions,
                Stores.Sources,
                Address,
                Clock
            ),
            Stores.Users,
            new EpisodeLinks(Stores.Settings, Address),
            Address
        );

    public static PublicAddress Address { get; } = new(new Uri("https://watch.example.org/"));

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A clock that stands until it is moved; its timers run on real time, so that nothing waits for ever.</summary>
internal sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}

/// <summary>A connector whose answers the test writes.</summary>
internal sealed class ScriptedReader : ISourceReader
{
    public const string Name = "scripted";
    private readonly Dictionary<string, Func<CancellationToken, Task<SourceReading>>> _pages = [];

    public string Connector => Name;

    public List<string> Reads { get; } = [];

    public void Page(string url, SourceReading reading) => _pages[url] = _ => Task.FromResult(reading);

    public void Page(string url, Func<CancellationToken, Task<SourceReading>> answer) => _pages[url] = answer;

    public Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel)
    {
        var url = request.Page ?? request.Source.Url;
        lock (Reads)
        {
            Reads.Add(url);
        }
        return _pages[url](cancel);
    }
}
