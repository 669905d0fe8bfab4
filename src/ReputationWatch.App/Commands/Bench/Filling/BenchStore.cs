using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Search;
using ReputationWatch.Sentiment;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Commands.Bench.Filling;

/// <summary>The product's own parts in a folder of their own, with twenty topics and some sources to fill.</summary>
internal sealed class BenchStore(ServiceProvider services, string folder) : IAsyncDisposable
{
    public const int Sources = 200;

    public Intake Intake => services.GetRequiredService<Intake>();
    public IMentionStore Mentions => services.GetRequiredService<IMentionStore>();
    public IndexFollower Follower => services.GetRequiredService<IndexFollower>();
    public IReadOnlyList<Source> All { get; private set; } = [];

    /// <summary>Bytes of everything in the folder.</summary>
    public long Bytes => new DirectoryInfo(folder).EnumerateFiles().Sum(f => f.Length);

    /// <param name="postgresql">A connection string; null for SQLite in the folder.</param>
    public static async Task<BenchStore> OpenAsync(
        string folder,
        string? postgresql,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddCore(
                Path.Combine(AppContext.BaseDirectory, SentimentModel.FileName),
                new PublicAddress(new Uri("http://localhost/")),
                new SourceScheduleOptions(),
                new CrawlerOptions()
            )
            .Configure<StorageOptions>(options =>
            {
                options.DataDirectory = folder;
                options.Engine = postgresql is null ? StorageEngine.Sqlite : StorageEngine.Postgresql;
                options.ConnectionString = postgresql;
            })
            .AddStorage()
            .AddEmbeddedIndex(Path.Combine(folder, "index.db"))
            .BuildServiceProvider();
        await services.GetRequiredService<Database>().MigrateAsync(cancel);
        var store = new BenchStore(services, folder);
        await store.PrepareAsync(clock.GetUtcNow(), cancel);
        return store;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task PrepareAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var topics = services.GetRequiredService<ITopicStore>();
        var sources = services.GetRequiredService<ISourceStore>();
        if ((await sources.ListAsync(cancel)).Count == 0)
        {
            for (var i = 0; i < GeneratedItems.Brands; i++)
            {
                await topics.AddAsync(TopicOf(i, now), cancel);
            }
            for (var i = 0; i < Sources; i++)
            {
                await sources.AddAsync(SourceOf(i, now), cancel);
            }
        }
        All = await sources.ListAsync(cancel);
    }

    private static Topic TopicOf(int number, DateTimeOffset now) =>
        new()
        {
            Name = GeneratedItems.Brand(number),
            Kind = number % 4 == 0 ? TopicKind.Competitor : TopicKind.Brand,
            Query = $"{GeneratedItems.Brand(number)} OR \"groupe {GeneratedItems.Brand(number)}\"",
            Exclude = "concours NEAR/5 gagner",
            CreatedAt = now,
        };

    private static Source SourceOf(int number, DateTimeOffset now) =>
        new()
        {
            Name = $"Site {number}",
            Url = GeneratedItems.SourceUrl(number),
            Connector = "feed",
            CreatedAt = now,
            Health = new SourceHealth { NextCheckAt = now },
        };
}

/// <summary>A clock that stands where the generated items are.</summary>
internal sealed class BenchClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset time) => Interlocked.Exchange(ref _ticks, Math.Max(_ticks, time.UtcTicks));
}
