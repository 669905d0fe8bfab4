using ReputationWatch.Core.Cluster;
using ReputationWatch.IntegrationTests.Storage;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Cluster;

public sealed class LeasesOnSqlite : LeaseContract<SqliteEngine>;

public sealed class LeasesOnPostgresql : LeaseContract<PostgresqlEngine>;

public abstract class LeaseContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    private Task<long?> TakeAsync(string owner, DateTimeOffset now) =>
        Stores.Leases.TakeAsync("detect", owner, now, now.AddSeconds(30), Cancel);

    [Fact]
    public async Task Take_WhileAnotherHoldsIt_IsRefused()
    {
        Assert.Equal(1, await TakeAsync("a", Now));
        Assert.Null(await TakeAsync("b", Now.AddSeconds(29)));
        Assert.Equal(1, await TakeAsync("a", Now.AddSeconds(29)));
        Assert.Null(await TakeAsync("b", Now.AddSeconds(31)));
    }

    [Fact]
    public async Task Take_AfterItRanOut_RaisesTheTerm()
    {
        await TakeAsync("a", Now);

        Assert.Equal(2, await TakeAsync("b", Now.AddSeconds(30)));
        Assert.Null(await TakeAsync("a", Now.AddSeconds(31)));
    }

    [Fact]
    public async Task Release_FreesAtOnce()
    {
        await TakeAsync("a", Now);
        await Stores.Leases.ReleaseAsync("a", Cancel);

        Assert.Equal(2, await TakeAsync("b", Now.AddSeconds(1)));
    }

    [Fact]
    public async Task Take_ManyAtOnce_GivesItToOne()
    {
        var terms = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => TakeAsync($"owner {i}", Now)));

        Assert.Single(terms, t => t is not null);
    }

    [Fact]
    public async Task Processes_GoneOrSilentOnes_AreLeftOut()
    {
        await Stores.Leases.SeenAsync(new ProcessSign("a", "web", Now, Now), Cancel);
        await Stores.Leases.SeenAsync(new ProcessSign("b", "worker", Now, Now.AddMinutes(5)), Cancel);
        await Stores.Leases.SeenAsync(new ProcessSign("c", "worker", Now, Now.AddMinutes(5)), Cancel);
        await Stores.Leases.GoneAsync("c", Cancel);

        Assert.Equal(
            new ProcessSign("b", "worker", Now, Now.AddMinutes(5)),
            Assert.Single(await Stores.Leases.ProcessesAsync(Now.AddMinutes(1), Cancel))
        );
    }
}
