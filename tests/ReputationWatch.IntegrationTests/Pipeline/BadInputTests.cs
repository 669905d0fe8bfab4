using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>What must not look like a buzz.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task ClockSetBack_OpensNothingAndTheEpisodeStillCloses()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.StormAsync();

        await brand.WatchAfterAsync(TimeSpan.FromHours(-5));
        await brand.WatchForAsync(hours: 45);

        var episode = await brand.OnlyEpisodeAsync();
        Assert.NotNull(episode.ClosedAt);
        Assert.True(episode.ClosedAt >= episode.OpenedAt);
        Assert.Single(await brand.ToldAsync());
    }

    [Fact]
    public async Task ClockSetBackInQuietTimes_AlertsOnNothing()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.WatchAfterAsync(TimeSpan.Zero);

        await brand.WatchAfterAsync(TimeSpan.FromDays(-3));
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task ClockLeapsAheadAndBack_ForgetsNothing()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.WatchAfterAsync(TimeSpan.FromDays(400));
        await brand.WatchAfterAsync(TimeSpan.FromDays(-400));
        Assert.Empty(await brand.EpisodesAsync());

        await brand.StormAsync();

        Assert.Single(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task TimestampsFarInTheFuture_SayNothingOfNow()
    {
        await using var brand = await StormyBrand.StartAsync();
        var now = brand.Now;
        var storm = StormyBrand.Storm(1, 40, "Orvanne", now, 0.5);

        await brand.CrawlAsync(storm.Select((item, i) => item with { PublishedAt = now.AddYears(1 + i) }));
        await brand.WatchForAsync(hours: 3);

        Assert.Empty(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task TimestampsOfAClockThatRunsAhead_CountAsNow()
    {
        await using var brand = await StormyBrand.StartAsync();
        var now = brand.Now;

        await brand.CrawlAsync(
            StormyBrand.Storm(1, 14, "Orvanne", now, 0.5).Select(item => item with { PublishedAt = now.AddMinutes(4) })
        );
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await brand.EpisodesAsync());
    }

    [Theory]
    [InlineData(-3650)]
    [InlineData(-40)]
    [InlineData(-2)]
    public async Task AncientTimestamps_AlertOnNothing(int days)
    {
        await using var brand = await StormyBrand.StartAsync();

        await brand.CrawlAsync(StormyBrand.Storm(1, 40, "Orvanne", brand.Now.AddDays(days), 0.5));
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task TheBeginningOfTime_IsNoTrouble()
    {
        await using var brand = await StormyBrand.StartAsync();
        var storm = StormyBrand.Storm(1, 8, "Orvanne", brand.Now, 0.5).ToList();

        await brand.CrawlAsync([
            storm[0] with
            {
                PublishedAt = DateTimeOffset.UnixEpoch,
            },
            storm[1] with
            {
                PublishedAt = DateTimeOffset.MinValue,
            },
            storm[2] with
            {
                PublishedAt = DateTimeOffset.MaxValue,
            },
        ]);
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task TheSameRowsAgainAndAgain_CountOnce()
    {
        await using var brand = await StormyBrand.StartAsync();
        var four = StormyBrand.Storm(1, 4, "Orvanne", brand.Now, 0.5).ToList();

        for (var round = 0; round < 6; round++)
        {
            await brand.CrawlAsync(four);
            await brand.WatchAfterAsync(TimeSpan.FromMinutes(5));
        }

        Assert.Empty(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task LateRows_OfYesterdaysStorm_OpenNoSecondEpisode()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.StormAsync();
        var began = brand.Now;
        await brand.WatchForAsync(hours: 40);

        await brand.CrawlAsync(StormyBrand.Storm(9, 30, "Orvanne", began, 0.5));
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await brand.EpisodesAsync());
    }

    [Fact]
    public async Task ATopicWithoutHistory_AlertsOnlyOnOverwhelmingEvidence()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.AddTopicAsync("Verdoie", "Verdoie", TopicKind.Brand);
        await brand.CrawlAsync(StormyBrand.Storm(1, 1, "Verdoie", brand.Now, 0.1));
        await brand.WatchAfterAsync(TimeSpan.FromHours(30));

        await brand.StormAsync(voices: 9, name: "Verdoie");
        Assert.Empty(await brand.EpisodesAsync());
        await brand.StormAsync(voices: 60, name: "Verdoie");

        var episode = await brand.OnlyEpisodeAsync();
        Assert.NotNull(episode.Evidence.LearningUntil);
    }

    [Fact]
    public async Task ASourceAddedTodayWithAThousandOldItems_AlertsOnNothingForAnySignal()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.ChangeAsync(t => t with { Signals = (Core.Spikes.AlertSignals)15 });
        var archive = await brand.Pipeline.AddSourceAsync("https://archive.example/feed");
        brand.Pipeline.World.Page(
            archive.Url,
            StormyBrand.Reading(
                Enumerable
                    .Range(0, 20)
                    .SelectMany(day =>
                        StormyBrand.Storm(100 + day, 50, "Orvanne", brand.Now.AddDays(-1 - (day * 10)), 20)
                    )
            )
        );

        await brand.Pipeline.CrawlAsync();
        await brand.WatchForAsync(hours: 3);
        brand.Restart();
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await brand.EpisodesAsync());
    }
}
