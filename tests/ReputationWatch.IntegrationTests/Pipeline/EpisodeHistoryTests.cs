using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>What is stored when a topic or a source is new: looked through, shown, and never told.</summary>
public sealed class EpisodeHistoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ANewTopic_FindsItsPastStormsAndTellsNobody()
    {
        await using var brand = await StormyBrand.StartAsync();
        await StormBeforeAsync(brand, days: 9);

        var found = await HistoryOf(brand).RunAsync(Cancel);

        Assert.Equal(1, found);
        var episode = await brand.OnlyEpisodeAsync();
        Assert.Equal((EpisodeOrigin.History, null), (episode.Origin, episode.ToldAt));
        Assert.NotNull(episode.ClosedAt);
        Assert.InRange(episode.OpenedAt, brand.Now.AddDays(-9.1), brand.Now.AddDays(-8.9));
        Assert.Empty(await brand.ToldAsync());
        Assert.Equal(0, await HistoryOf(brand).RunAsync(Cancel));
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(await brand.ToldAsync());
    }

    [Fact]
    public async Task AnInboundAddressThatNothingWasSentTo_HoldsNothingUp()
    {
        await using var brand = await StormyBrand.StartAsync();
        await StormBeforeAsync(brand, days: 9);
        await brand.Stores.Sources.AddAsync(
            new Source
            {
                Name = "Our forms",
                Url = "inbound:forms",
                Connector = DirectIntake.InboundConnector,
                CreatedAt = brand.Now,
                Health = new Core.Sources.SourceHealth { NextCheckAt = DirectIntake.Never },
            },
            Cancel
        );

        Assert.Equal(1, await HistoryOf(brand).RunAsync(Cancel));
    }

    [Fact]
    public async Task AChangedQuery_IsLookedThroughAnew()
    {
        await using var brand = await StormyBrand.StartAsync();
        await StormBeforeAsync(brand, days: 9);
        await HistoryOf(brand).RunAsync(Cancel);

        await brand.ChangeAsync(t => t with { Query = "Orvanne AND lovely" });
        Assert.Equal(0, await HistoryOf(brand).RunAsync(Cancel));
        await brand.RematchAsync();
        await HistoryOf(brand).RunAsync(Cancel);

        Assert.Empty(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task AQueryThatIsNotSaved_IsTriedOnMentionsAndOnItemsThatAreNone()
    {
        await using var brand = await StormyBrand.StartAsync();
        await StormBeforeAsync(brand, days: 9, name: "Verdoie");

        var query = Query.Parse("Orvanne OR Verdoie").Query!;
        var past = await ReaderOf(brand)
            .OfQueryAsync(query, null, null, brand.Now.AddDays(-25), TimeSpan.FromMinutes(1), null, Cancel);
        var alerts = SpikeBacktest.Run(
            past.History,
            [SpikeSignal.NegativeMentions],
            brand.Now.AddDays(-15),
            brand.Now,
            [EpisodeRules.Default]
        )[0];

        Assert.True(past.Complete);
        var alert = Assert.Single(alerts);
        Assert.All(alert.Evidence.TopMentionIds, id => Assert.Contains("Verdoie", past.Unmatched[id].Text));
    }

    [Fact]
    public async Task WhenTheTimeRunsOut_TheNewestPartIsTriedAndSaysFromWhen()
    {
        await using var brand = await StormyBrand.StartAsync();
        var query = Query.Parse("Orvanne").Query!;

        var past = await ReaderOf(brand)
            .OfQueryAsync(query, null, null, brand.Now.AddDays(-90), TimeSpan.FromTicks(-1), null, Cancel);

        Assert.False(past.Complete);
        Assert.True(past.Since > brand.Now.AddDays(-90));
    }

    private static EpisodeHistory HistoryOf(StormyBrand brand) =>
        new(
            brand.Stores.Topics,
            brand.Stores.Sources,
            brand.Stores.Facts,
            brand.Stores.Episodes,
            ReaderOf(brand),
            brand.Pipeline.Clock,
            NullLogger<EpisodeHistory>.Instance
        );

    private static SpikeHistoryReader ReaderOf(StormyBrand brand) =>
        new(
            brand.Stores.Facts,
            brand.Stores.Mentions,
            brand.Stores.Sources,
            brand.Pipeline.NewIntake(),
            brand.Pipeline.Clock
        );

    /// <summary>A storm that an archive brings: from before its source was watched.</summary>
    private static async Task StormBeforeAsync(StormyBrand brand, int days, string name = "Orvanne")
    {
        var archive = await brand.Pipeline.AddSourceAsync("https://archive.example/feed");
        // It holds older things too: of a source that begins with the storm nothing is usual.
        var old = StormyBrand.Complaint("old", false, "regular", 4711, brand.Now.AddDays(-days - 12), name);
        var storm = StormyBrand.Storm(7, 14, name, brand.Now.AddDays(-days), hours: 1);
        brand.Pipeline.World.Page(archive.Url, StormyBrand.Reading([old, .. storm]));
        await brand.Pipeline.CrawlAsync();
        await brand.RematchAsync();
    }
}
