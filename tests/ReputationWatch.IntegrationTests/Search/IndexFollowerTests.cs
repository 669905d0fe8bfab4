using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.IntegrationTests.Pipeline;
using ReputationWatch.IntegrationTests.Search.Elasticsearch;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Storage;

namespace ReputationWatch.IntegrationTests.Search;

/// <summary>The follower between a real store and an index that is away, full, throttled or wiped.</summary>
public sealed class IndexFollowerTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-follower-");
    private readonly HandClock _clock = new(StoreSet.Now);
    private readonly FakeElasticsearch _server = new();
    private StoreSet _stores = null!;
    private IMentionIndex _index = null!;
    private IndexFollower _follower = null!;
    private long _source;
    private long _topic;

    public async ValueTask InitializeAsync()
    {
        _stores = await StoreSet.OpenAsync(new StorageOptions { DataDirectory = _folder.FullName });
        _index = ElasticsearchIndexes.On(_server);
        _follower = Follow(_index);
        _source = await _stores.AddSourceAsync();
        _topic = await _stores.AddTopicAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _follower.Dispose();
        _server.Dispose();
        await _stores.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task CatchUp_FirstAndLater_BringsEverythingOnce()
    {
        await SaveAsync("alpha");
        await _follower.CatchUpAsync(None);
        Assert.Equal(1, await CountAsync("alpha"));

        await SaveAsync("beta");
        Assert.Equal(1, await _follower.LagAsync(None));
        Assert.Equal(1, await _follower.CatchUpAsync(None));

        Assert.Equal(1, await CountAsync("beta"));
        Assert.Equal(0, await _follower.CatchUpAsync(None));
        Assert.Equal(
            new IndexHealth(0, null, null, null, []),
            await _follower.HealthAsync(None) with
            {
                SetAside = [],
            }
        );
    }

    [Fact]
    public async Task CatchUp_IndexAway_WaitsLongerAndLongerAndLosesNothing()
    {
        await SaveAsync("alpha");
        await _follower.CatchUpAsync(None);
        await SaveAsync("beta");
        _server.Instead = _ => throw new HttpRequestException("Connection refused");

        Assert.Equal(0, await _follower.CatchUpAsync(None));
        var asked = _server.Requests.Count;
        Assert.Equal(0, await _follower.CatchUpAsync(None));
        Assert.Equal(asked, _server.Requests.Count);
        var health = await _follower.HealthAsync(None);
        Assert.Equal(
            (StoreSet.Now, IndexTrouble.Unreachable, (long?)null),
            (health.AwaySince, health.Trouble, health.Behind)
        );

        _clock.Move(TimeSpan.FromSeconds(6));
        await _follower.CatchUpAsync(None);
        _clock.Move(TimeSpan.FromSeconds(6));
        asked = _server.Requests.Count;
        await _follower.CatchUpAsync(None);
        Assert.Equal(asked, _server.Requests.Count);

        _server.Instead = _ => null;
        _clock.Move(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await _follower.CatchUpAsync(None));
        Assert.Equal(1, await CountAsync("beta"));
        Assert.False((await _follower.HealthAsync(None)).IsAway);
    }

    [Fact]
    public async Task CatchUp_DiskFull_IsAHealthThoughSearchesAnswer()
    {
        await SaveAsync("alpha");
        await _follower.CatchUpAsync(None);
        await SaveAsync("beta");
        _server.BeforeOperation = _ => throw new FakeRefusal(429, "cluster_block_exception", "disk usage exceeded");

        await _follower.CatchUpAsync(None);

        var health = await _follower.HealthAsync(None);
        Assert.Equal((IndexTrouble.ReadOnly, 1L), (health.Trouble, health.Behind));
        Assert.Equal(1, await CountAsync("alpha"));
        _server.BeforeOperation = _ => { };
        _clock.Move(TimeSpan.FromSeconds(6));
        await _follower.CatchUpAsync(None);
        Assert.Equal(1, await CountAsync("beta"));
    }

    [Fact]
    public async Task CatchUp_IndexWiped_IsNoticedAndBuiltAgain()
    {
        await SaveAsync("alpha");
        await SaveAsync("beta");
        await _follower.CatchUpAsync(None);
        _server.Wipe();

        await _follower.CatchUpAsync(None);

        Assert.Equal(1, await CountAsync("alpha"));
        Assert.Equal(1, await CountAsync("beta"));
    }

    [Fact]
    public async Task CatchUp_StoreRestoredFromBefore_BuildsTheIndexAgain()
    {
        await SaveAsync("alpha");
        await _follower.CatchUpAsync(None);
        await _index.ApplyAsync([new QuerySamples(1).Document(77) with { Body = "ghost" }], [], 1_000, None);

        await _follower.CatchUpAsync(None);

        Assert.Equal(0, await CountAsync("ghost"));
        Assert.Equal(1, await CountAsync("alpha"));
        Assert.Equal(0, await _follower.LagAsync(None));
    }

    [Fact]
    public async Task Reindex_BesideLiveTraffic_LosesNothingThatComesMeanwhile()
    {
        for (var i = 0; i < 30; i++)
        {
            await SaveAsync($"alpha word{i}");
        }
        await _follower.CatchUpAsync(None);
        using var live = Follow(ElasticsearchIndexes.On(_server));
        using var rebuilding = Follow(ElasticsearchIndexes.On(_server));
        var answered = true;

        var reindex = rebuilding.ReindexAsync(null, None);
        for (var i = 0; i < 30; i++)
        {
            await SaveAsync($"beta word{i}");
            await live.CatchUpAsync(None);
            answered &= await CountAsync("alpha") == 30;
        }
        await reindex;
        await live.CatchUpAsync(None);
        await live.CatchUpAsync(None);

        Assert.True(answered);
        Assert.Equal(30, await CountAsync("beta"));
        Assert.Equal(0, await live.LagAsync(None));
        Assert.Single(_server.Indexes);
    }

    private IndexFollower Follow(IMentionIndex index) =>
        new(_stores.Mentions, _stores.Sources, index, _clock, NullLogger<IndexFollower>.Instance);

    private Task SaveAsync(string text) =>
        _stores.SaveAsync(_source, StoreSet.Item(Guid.NewGuid().ToString("N"), _topic).Saying(text));

    private async Task<long> CountAsync(string query) =>
        (await _index.SearchAsync(new MentionSearch { Query = Query.Parse(query).Query }, None)).Total;
}
