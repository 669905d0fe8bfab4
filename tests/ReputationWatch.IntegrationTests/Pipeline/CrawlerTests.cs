using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.IntegrationTests.Pipeline;

public sealed class CrawlerTests
{
    private const string Url = "https://forum.example/feed";

    private static RawItem Item(int number) =>
        new()
        {
            Kind = MentionKind.Post,
            ExternalId = $"urn:item:{number}",
            Text = $"Orvanne number {number}",
            PublishedAt = Storage.StoreSet.Now.AddHours(-number),
        };

    private static SourceReading Reading(string? older, params int[] items) =>
        new()
        {
            Outcome = CheckOutcome.NewItems,
            Status = 200,
            Items = [.. items.Select(Item)],
            OlderPage = older,
        };

    [Fact]
    public async Task Crawl_DiskFull_BlamesNoSourceAndGoesOnWithoutLoss()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.AddTopicAsync();
        var source = await pipeline.AddSourceAsync();
        pipeline.World.Page(Url, Reading(null, 1));
        await pipeline.CrawlAsync();
        var healthy = (await pipeline.SourceAsync(source.Id)).Health;
        var large = Enumerable
            .Range(2, 50)
            .Select(n => Item(n) with { Text = $"Orvanne {n} " + new string('x', 20_000) });
        pipeline.World.Page(Url, Reading(null) with { Items = [.. large] });
        await LimitPagesAsync(pipeline, 1);
        pipeline.Clock.Move(healthy.NextCheckAt - pipeline.Clock.GetUtcNow());

        await pipeline.CrawlAsync();

        Assert.Equal(pipeline.Clock.GetUtcNow(), pipeline.Stop.Since);
        Assert.Equal(healthy, (await pipeline.SourceAsync(source.Id)).Health);
        Assert.Equal(1, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
        var reads = pipeline.World.Reads.Count;
        await pipeline.CrawlAsync();
        Assert.Equal(reads, pipeline.World.Reads.Count);

        await LimitPagesAsync(pipeline, 1_000_000);
        pipeline.Clock.Move(TimeSpan.FromSeconds(20));
        await pipeline.CrawlAsync();

        Assert.Null(pipeline.Stop.Since);
        Assert.Equal(51, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
        Assert.Equal(0, (await pipeline.SourceAsync(source.Id)).Health.ConsecutiveFailures);
    }

    /// <summary>SQLite answers a file that may not grow as it answers a full disk. The least it takes is the present size.</summary>
    private static Task LimitPagesAsync(Pipeline pipeline, int pages) =>
        pipeline.Stores.Database.WriteAsync(
            ReputationWatch.Storage.Dialects.Lane.Rows,
            s => s.ExecuteAsync($"pragma max_page_count = {pages}", null, CancellationToken.None),
            CancellationToken.None
        );

    [Fact]
    public async Task Check_FirstSuccess_FollowsOlderPagesToTheEnd()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.AddTopicAsync();
        var source = await pipeline.AddSourceAsync();
        pipeline.World.Page(Url, Reading("p2", 1, 2));
        pipeline.World.Page("p2", Reading("p3", 3, 4));
        pipeline.World.Page("p3", Reading(null, 5));

        await pipeline.CrawlAsync();

        var health = (await pipeline.Stores.Sources.FindAsync(source.Id, CancellationToken.None))!.Health;
        Assert.Equal([Url, "p2", "p3"], pipeline.World.Reads);
        Assert.Null(health.BackfillPage);
        Assert.Equal(5, health.ItemsTotal);
        Assert.Equal(5, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
        Assert.True(health.NextCheckAt >= pipeline.Clock.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task Check_APageFailsForNow_KeepsItsPlaceAndComesBack()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var source = await pipeline.AddSourceAsync();
        pipeline.World.Page(Url, Reading("p2", 1));
        pipeline.World.Page("p2", new SourceReading { Outcome = CheckOutcome.ServerError, Status = 503 });

        await pipeline.CrawlAsync();

        var waiting = (await pipeline.Stores.Sources.FindAsync(source.Id, CancellationToken.None))!.Health;
        Assert.Equal("p2", waiting.BackfillPage);
        Assert.Equal(pipeline.Clock.GetUtcNow().AddMinutes(1), waiting.NextCheckAt);

        pipeline.World.Page("p2", Reading(null, 2));
        pipeline.Clock.Move(TimeSpan.FromMinutes(1));
        await pipeline.CrawlAsync();

        var done = (await pipeline.Stores.Sources.FindAsync(source.Id, CancellationToken.None))!.Health;
        Assert.Null(done.BackfillPage);
        Assert.Equal(2, done.ItemsTotal);
    }

    [Fact]
    public async Task Check_AProcessDiesInABackfill_TheNextOneTakesItUpAtOnce()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.AddSourceAsync();
        pipeline.World.Page(Url, Reading("p2", 1));
        var dies = new TaskCompletionSource<SourceReading>();
        pipeline.World.Page("p2", _ => dies.Task);
        await pipeline.Crawler.RunAsync(TimeSpan.Zero, CancellationToken.None);
        SpinWait.SpinUntil(() => pipeline.World.Reads.Contains("p2"), TimeSpan.FromSeconds(20));

        var due = await pipeline.Stores.Sources.LeaseDueAsync(
            "another",
            10,
            pipeline.Clock.GetUtcNow(),
            pipeline.Clock.GetUtcNow().AddMinutes(5),
            CancellationToken.None
        );
        Assert.Empty(due);

        await pipeline.Crawler.RecoverAsync(CancellationToken.None);
        var recovered = await pipeline.Stores.Sources.LeaseDueAsync(
            "another",
            10,
            pipeline.Clock.GetUtcNow(),
            pipeline.Clock.GetUtcNow().AddMinutes(5),
            CancellationToken.None
        );
        Assert.Equal("p2", Assert.Single(recovered).Health.BackfillPage);
        dies.SetResult(Reading(null, 2));
        await pipeline.Crawler.DrainAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Check_AConnectorThrows_IsARowAndTheOthersGoOn()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var broken = await pipeline.AddSourceAsync("https://broken.example/feed");
        var sound = await pipeline.AddSourceAsync(Url);
        pipeline.World.Page("https://broken.example/feed", _ => throw new InvalidOperationException("a bug"));
        pipeline.World.Page(Url, Reading(null, 1));

        await pipeline.CrawlAsync();

        var health = (await pipeline.Stores.Sources.FindAsync(broken.Id, CancellationToken.None))!.Health;
        Assert.Equal((CheckOutcome.ConnectorFailed, 1), (health.Outcome, health.ConsecutiveFailures));
        Assert.NotNull(health.BlindSince);
        Assert.Equal(
            CheckOutcome.NewItems,
            (await pipeline.Stores.Sources.FindAsync(sound.Id, CancellationToken.None))!.Health.Outcome
        );
    }

    [Fact]
    public async Task Check_WhatItBroughtCannotBeTakenIn_IsARowAndTheOthersGoOn()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var broken = await pipeline.AddSourceAsync("https://broken.example/feed");
        var sound = await pipeline.AddSourceAsync(Url);
        var unreadable = new SourceReading
        {
            Outcome = CheckOutcome.NewItems,
            Status = 200,
            ETag = "\"not to be kept\"",
            Items = [Item(1), null!],
        };
        pipeline.World.Page("https://broken.example/feed", unreadable);
        pipeline.World.Page(Url, Reading(null, 2));

        await pipeline.CrawlAsync();

        var health = (await pipeline.SourceAsync(broken.Id)).Health;
        Assert.Equal((CheckOutcome.ConnectorFailed, 1), (health.Outcome, health.ConsecutiveFailures));
        Assert.Null(health.ETag);
        Assert.Equal(CheckOutcome.NewItems, (await pipeline.SourceAsync(sound.Id)).Health.Outcome);
    }

    [Fact]
    public async Task Run_OneSourceHangs_TheOthersAreChecked()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var never = new TaskCompletionSource<SourceReading>();
        await pipeline.AddSourceAsync("https://slow.example/feed");
        var quick = await pipeline.AddSourceAsync(Url);
        pipeline.World.Page("https://slow.example/feed", _ => never.Task);
        pipeline.World.Page(Url, Reading(null, 1));

        var ended = 0L;
        for (var turn = 0; turn < 20 && ended == 0; turn++)
        {
            ended += await pipeline.Crawler.RunAsync(TimeSpan.Zero, CancellationToken.None);
        }

        Assert.Equal(1, ended);
        Assert.False(pipeline.Crawler.IsIdle);
        Assert.Equal(
            CheckOutcome.NewItems,
            (await pipeline.Stores.Sources.FindAsync(quick.Id, CancellationToken.None))!.Health.Outcome
        );
        never.SetResult(Reading(null));
        await pipeline.Crawler.DrainAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Crawl_TheSamePageTwice_ChangesNothing()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.AddTopicAsync();
        var source = await pipeline.AddSourceAsync();
        pipeline.World.Page(Url, Reading(null, 1, 2, 3));
        await pipeline.CrawlAsync();
        var changes = await pipeline.Stores.Mentions.LatestChangeAsync(CancellationToken.None);

        await pipeline.Stores.Sources.CheckNowAsync(source.Id, pipeline.Clock.GetUtcNow(), CancellationToken.None);
        await pipeline.CrawlAsync();

        Assert.Equal(3, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
        Assert.Equal(changes, await pipeline.Stores.Mentions.LatestChangeAsync(CancellationToken.None));
        Assert.Equal(
            CheckOutcome.NothingNew,
            (await pipeline.Stores.Sources.FindAsync(source.Id, CancellationToken.None))!.Health.Outcome
        );
    }
}
