using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Scores;
using ReputationWatch.Sentiment;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class CountsOnSqlite : CountContract<SqliteEngine>;

public sealed class CountsOnPostgresql : CountContract<PostgresqlEngine>;

public abstract class CountContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Series_Days_AreTheReadersDays()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var midnight = new DateTimeOffset(2026, 3, 14, 0, 0, 0, TimeSpan.FromHours(1));
        await Stores.SaveAsync(
            source,
            At("evening", midnight.AddMinutes(-1)),
            At("night", midnight),
            At("noon", midnight.AddHours(12)),
            At("next", midnight.AddDays(1))
        );

        var series = await Stores.Counts.SeriesAsync(Query(topic), TimeSpan.FromDays(1), TimeSpan.FromHours(1), Cancel);

        Assert.Equal(
            [(midnight.AddDays(-1), 1L), (midnight, 2L), (midnight.AddDays(1), 1L)],
            series.Select(b => (b.Start, b.Counts.Total))
        );

        PreparedItem At(string id, DateTimeOffset time) => Item(id, topic) with { PublishedAt = time };
    }

    [Fact]
    public async Task Totals_HoursThatBeginInThePeriod_AreIn()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("now", topic) with { PublishedAt = Now });

        Assert.Equal(1, await TotalAsync(Now.AddHours(-1), Now));
        Assert.Equal(0, await TotalAsync(Now, Now.AddHours(1)));
        Assert.Equal(0, await TotalAsync(Now.AddHours(-2), Now.AddHours(-1)));

        async Task<long> TotalAsync(DateTimeOffset from, DateTimeOffset to) =>
            (await Stores.Counts.TotalsAsync(new CountQuery([topic], from, to), Cancel)).Total;
    }

    [Fact]
    public async Task Totals_BasesOfTheNps_AreKeptApart()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            Scoring("a", NpsClass.Detractor, NpsBasis.Inferred),
            Scoring("b", NpsClass.Passive, NpsBasis.StarMapped),
            Scoring("c", NpsClass.Promoter, NpsBasis.StarMapped),
            Scoring("d", NpsClass.Promoter, NpsBasis.Declared)
        );

        var totals = await Stores.Counts.TotalsAsync(Query(topic), Cancel);

        Assert.Equal(new NpsCounts { Detractors = 1 }, totals.Inferred);
        Assert.Equal(new NpsCounts { Passives = 1, Promoters = 1 }, totals.StarMapped);
        Assert.Equal(4, totals.Total);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));

        PreparedItem Scoring(string id, NpsClass nps, NpsBasis basis) =>
            Item(id, topic) with
            {
                Sentiment = Scored(SentimentLabel.Neutral, nps, basis),
            };
    }

    [Fact]
    public async Task BySourceAndByTopic_AddUpToTheTotals()
    {
        var (one, two) = (await Stores.AddSourceAsync(), await Stores.AddSourceAsync("https://two.example/feed"));
        var (brand, rival) = (await Stores.AddTopicAsync("Brand"), await Stores.AddTopicAsync("Rival"));
        await Stores.SaveAsync(one, Item("a", brand), Item("b", brand, rival));
        await Stores.SaveAsync(two, Item("c", brand));
        var both = Query(brand) with { TopicIds = [brand, rival] };

        var bySource = await Stores.Counts.BySourceAsync(Query(brand), Cancel);
        var byTopic = await Stores.Counts.ByTopicAsync(both, Cancel);

        Assert.Equal([(one, 2L), (two, 1L)], bySource.Select(s => (s.SourceId, s.Counts.Total)));
        Assert.Equal([(brand, 3L), (rival, 1L)], byTopic.Select(t => (t.TopicId, t.Counts.Total)));
        Assert.Equal(4, (await Stores.Counts.TotalsAsync(both, Cancel)).Total);
        Assert.Equal(1, (await Stores.Counts.TotalsAsync(Query(brand) with { SourceIds = [two] }, Cancel)).Total);
        Assert.Equal(0, (await Stores.Counts.TotalsAsync(Query(brand) with { TopicIds = [] }, Cancel)).Total);
    }

    [Fact]
    public async Task Verify_CountsThatAreWrong_AreNamed()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        await Stores.Database.WriteAsync(
            ReputationWatch.Storage.Dialects.Lane.Mentions,
            s => s.ExecuteAsync("update hourly_counts set negative = 5 where source_id <> 0", null, Cancel),
            Cancel
        );

        var wrong = Assert.Single(await Stores.Counts.VerifyAsync(Cancel));

        Assert.Contains($"topic {topic}, source {source}, hour 2026-03-15 08:00Z", wrong, StringComparison.Ordinal);
    }
}
