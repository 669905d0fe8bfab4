using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Search;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Search.Embedded;

namespace ReputationWatch.IntegrationTests.Search.Embedded;

public sealed class InterruptedRebuildTests : StorageContract<SqliteEngine>
{
    private const int Mentions = 4_100;

    private string PathOfIndex => Path.Combine(Options.DataDirectory, "index.db");

    [Fact]
    public async Task Rebuild_Interrupted_GoesOnWhereItWas()
    {
        await FillAsync();
        using (var index = Open())
        using (var stop = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                Follower(index).ReindexAsync(new StopAtFirst(stop), stop.Token)
            );
        }
        using var reopened = Open();
        Assert.Equal(0, await reopened.PositionAsync(Cancel));

        var done = await Follower(reopened).CatchUpAsync(Cancel);

        Assert.InRange(done, 1, Mentions - 1);
        Assert.Equal(Mentions, (await reopened.FacetsAsync(new MentionSearch(), Cancel)).Sentiments.Sum(s => s.Count));
        Assert.Equal(await Stores.Mentions.LatestChangeAsync(Cancel), await reopened.PositionAsync(Cancel));
        Assert.Null((await reopened.BeginRebuildAsync(Cancel)).Resumes);
    }

    [Fact]
    public async Task Rebuild_StoreRestoredToATimeBeforeIt_StartsOver()
    {
        await FillAsync();
        using var index = Open();
        var built = await index.BeginRebuildAsync(Cancel);
        await built.ApplyAsync([new QuerySamples(1).Document(1)], new RebuildPoint(1_000_000, 1), Cancel);

        var done = await Follower(index).CatchUpAsync(Cancel);

        Assert.Equal(Mentions, done);
    }

    private async Task FillAsync()
    {
        var topic = await Stores.AddTopicAsync();
        var source = await Stores.AddSourceAsync();
        var items = Enumerable.Range(1, Mentions).Select(i => StoreSet.Item($"{i}", topic));
        await Stores.SaveAsync(source, [.. items]);
    }

    private EmbeddedIndex Open() => new(PathOfIndex, TimeProvider.System, NullLogger<EmbeddedIndex>.Instance);

    private IndexFollower Follower(IMentionIndex index) =>
        new(Stores.Mentions, Stores.Sources, index, TimeProvider.System, NullLogger<IndexFollower>.Instance);

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<long>
    {
        public void Report(long value) => stop.Cancel();
    }
}
