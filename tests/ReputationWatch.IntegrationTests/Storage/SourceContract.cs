using ReputationWatch.Core.Sources;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class SourcesOnSqlite : SourceContract<SqliteEngine>;

public sealed class SourcesOnPostgresql : SourceContract<PostgresqlEngine>;

public abstract class SourceContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task SaveCheck_KeepsEveryFieldOfTheHealth()
    {
        var id = await Stores.AddSourceAsync();
        var health = new SourceHealth
        {
            NextCheckAt = Now.AddHours(1),
            LastCheckedAt = Now,
            LastSuccessAt = Now.AddDays(-1),
            LastNewItemAt = Now.AddDays(-2),
            Outcome = CheckOutcome.ServerError,
            Status = 503,
            Detail = "example.org",
            ConsecutiveFailures = 3,
            BlindSince = Now.AddHours(-5),
            RetiredAt = Now.AddHours(-1),
            Interval = TimeSpan.FromMinutes(42),
            ETag = "\"x\"",
            LastModified = "Sun, 15 Mar 2026 10:30:00 GMT",
            BackfillPage = "https://example.org/feed?page=2",
            ItemsTotal = 77,
        };

        await Stores.Sources.SaveCheckAsync(Check(id, CheckOutcome.ServerError), health, null, Cancel);

        Assert.Equal(health, (await Stores.Sources.FindAsync(id, Cancel))!.Health);
        Assert.Equal(
            Check(id, CheckOutcome.ServerError),
            Assert.Single(await Stores.Sources.ChecksAsync(id, 5, Cancel))
        );
    }

    [Fact]
    public async Task LeaseDue_OldestDueFirst_AndNobodyElseGetsThem()
    {
        var (late, early) = (await AddDueAsync("a", Now.AddMinutes(-1)), await AddDueAsync("b", Now.AddMinutes(-9)));
        await AddDueAsync("future", Now.AddMinutes(1));

        var mine = await Stores.Sources.LeaseDueAsync("me", 10, Now, Now.AddMinutes(5), Cancel);
        var yours = await Stores.Sources.LeaseDueAsync("you", 10, Now, Now.AddMinutes(5), Cancel);
        var later = await Stores.Sources.LeaseDueAsync("you", 10, Now.AddMinutes(5), Now.AddMinutes(10), Cancel);

        Assert.Equal([early, late], mine.Select(s => s.Id));
        Assert.Empty(yours);
        Assert.Equal(3, later.Count);
    }

    [Fact]
    public async Task LeaseDue_ManyWorkersAtOnce_TakeEachOnce()
    {
        for (var i = 0; i < 30; i++)
        {
            await AddDueAsync($"s{i}", Now.AddMinutes(-i));
        }
        await using var other = await OpenAsync(Options);

        var taken = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(w =>
                    Task.Run(() =>
                        (w % 2 == 0 ? Stores : other).Sources.LeaseDueAsync($"w{w}", 5, Now, Now.AddMinutes(5), Cancel)
                    )
                )
        );

        Assert.Equal(30, taken.SelectMany(t => t).Select(s => s.Id).Distinct().Count());
        Assert.Equal(30, taken.Sum(t => t.Count));
    }

    [Fact]
    public async Task CheckNow_MakesItDueAtOnce()
    {
        var id = await AddDueAsync("a", Now.AddDays(1));

        await Stores.Sources.CheckNowAsync(id, Now, Cancel);

        Assert.Single(await Stores.Sources.LeaseDueAsync("me", 10, Now, Now.AddMinutes(5), Cancel));
    }

    [Fact]
    public async Task LeaseDue_DisabledSource_IsLeftAlone()
    {
        var id = await AddDueAsync("a", Now);
        var source = (await Stores.Sources.FindAsync(id, Cancel))!;

        await Stores.Sources.UpdateAsync(source with { Enabled = false }, Cancel);

        Assert.Empty(await Stores.Sources.LeaseDueAsync("me", 10, Now, Now.AddMinutes(5), Cancel));
    }

    [Fact]
    public async Task Add_SameAddressAgain_IsTheSameSource()
    {
        var id = await Stores.AddSourceAsync();

        Assert.Equal(id, await Stores.AddSourceAsync());
        Assert.Equal(id, (await Stores.Sources.FindByUrlAsync("https://example.org/feed", "feed", Cancel))!.Id);
        Assert.Null(await Stores.Sources.FindByUrlAsync("https://example.org/feed", "reviews", Cancel));
    }

    [Fact]
    public async Task Delete_WithMentions_HidesItUntilItIsAddedAgain()
    {
        var (id, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(id, Item("a", topic));

        await Stores.Sources.DeleteAsync(id, Cancel);

        Assert.Empty(await Stores.Sources.ListAsync(Cancel));
        Assert.Equal(1, (await Stores.Mentions.TotalsAsync(Cancel)).Mentions);
        Assert.Equal(id, await Stores.AddSourceAsync());
        Assert.True(Assert.Single(await Stores.Sources.ListAsync(Cancel)).Enabled);
    }

    [Fact]
    public async Task Delete_WithUnmatchedItemsOnly_RemovesThemToo()
    {
        var id = await Stores.AddSourceAsync();
        await Stores.SaveAsync(id, Item("a"));

        await Stores.Sources.DeleteAsync(id, Cancel);

        Assert.Null(await Stores.Sources.FindAsync(id, Cancel));
        var other = await Stores.AddSourceAsync("https://other.example/feed");
        Assert.Equal(1, (await Stores.SaveAsync(other, Item("a"))).Unmatched);
    }

    [Fact]
    public async Task SaveCheck_MovedToAnAddressThatIsWatchedAlready_StaysWhereItWas()
    {
        var (one, two) = (await Stores.AddSourceAsync(), await Stores.AddSourceAsync("https://two.example/feed"));

        await Stores.Sources.SaveCheckAsync(Check(one), new SourceHealth(), "https://two.example/feed", Cancel);
        await Stores.Sources.SaveCheckAsync(Check(two), new SourceHealth(), "https://new.example/feed", Cancel);

        Assert.Equal("https://example.org/feed", (await Stores.Sources.FindAsync(one, Cancel))!.Url);
        Assert.Equal("https://new.example/feed", (await Stores.Sources.FindAsync(two, Cancel))!.Url);
    }

    [Fact]
    public async Task BlindPeriods_OpenWithTheFirstFailureAndCloseWithTheNextSuccess()
    {
        var id = await Stores.AddSourceAsync();
        var blind = new SourceHealth { BlindSince = Now.AddHours(-3), Outcome = CheckOutcome.TimedOut };

        await Stores.Sources.SaveCheckAsync(Check(id, CheckOutcome.TimedOut), blind, null, Cancel);
        await Stores.Sources.SaveCheckAsync(Check(id, CheckOutcome.TimedOut), blind, null, Cancel);
        var open = await Stores.Sources.BlindPeriodsAsync(Now.AddDays(-1), Cancel);
        await Stores.Sources.SaveCheckAsync(Check(id), new SourceHealth(), null, Cancel);

        Assert.Equal([new BlindPeriod(id, Now.AddHours(-3), null)], open);
        var closed = await Stores.Sources.BlindPeriodsAsync(Now.AddDays(-1), Cancel);
        Assert.Equal([new BlindPeriod(id, Now.AddHours(-3), Now.AddSeconds(2))], closed);
        Assert.Empty(await Stores.Sources.BlindPeriodsAsync(Now.AddDays(1), Cancel));
    }

    [Fact]
    public async Task RecentChecks_GiveTheNewestOfEachSource()
    {
        var (one, two) = (await Stores.AddSourceAsync(), await Stores.AddSourceAsync("https://two.example/feed"));
        for (var i = 0; i < 5; i++)
        {
            await Stores.Sources.SaveCheckAsync(Check(one) with { ItemsRead = i }, new SourceHealth(), null, Cancel);
        }
        await Stores.Sources.SaveCheckAsync(Check(two), new SourceHealth(), null, Cancel);

        var recent = await Stores.Sources.RecentChecksAsync(2, Cancel);

        Assert.Equal([4, 3], recent.Where(c => c.SourceId == one).Select(c => c.ItemsRead));
        Assert.Single(recent, c => c.SourceId == two);
    }

    private Task<long> AddDueAsync(string name, DateTimeOffset due) =>
        Stores.Sources.AddAsync(
            new Source
            {
                Name = name,
                Url = $"https://{name}.example/feed",
                Connector = "feed",
                CreatedAt = Now,
                Health = new SourceHealth { NextCheckAt = due },
            },
            Cancel
        );

    private static SourceCheck Check(long id, CheckOutcome outcome = CheckOutcome.NothingNew) =>
        new(id, Now, TimeSpan.FromSeconds(2), outcome, 200, "detail", 10, 0);
}
