using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>
/// The index of the cluster profile, on Elasticsearch or OpenSearch, shared by any number of processes. The server narrows a
/// search down by folded words; what it cannot decide exactly the matcher decides on the mentions it brings up.
/// </summary>
public sealed class ElasticsearchIndex : IMentionIndex, IDisposable
{
    private readonly ElasticClient _client;
    private readonly Generations _generations;
    private readonly IndexWriting _writing;
    private PointStyle? _points;

    public ElasticsearchIndex(SearchOptions options, TimeProvider clock, ILogger<ElasticsearchIndex> log)
        : this(ServerConnection.Open(options), options, clock, log) { }

    internal ElasticsearchIndex(
        HttpClient http,
        SearchOptions options,
        TimeProvider clock,
        ILogger<ElasticsearchIndex> log
    )
    {
        _client = new ElasticClient(http, options, clock);
        _generations = new Generations(_client, options, clock, log);
        _writing = new IndexWriting(_client, _generations, new BulkSender(_client, options.BulkBytes, clock, log));
    }

    public async Task<long> PositionAsync(CancellationToken cancel)
    {
        await PointsAsync(cancel);
        return await _writing.PositionAsync(cancel);
    }

    public async Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    )
    {
        await PointsAsync(cancel);
        await _writing.ApplyAsync(upserts, deletions, position, cancel);
    }

    public async Task ResetAsync(CancellationToken cancel)
    {
        await using var empty = await BeginRebuildAsync(cancel);
        await empty.CompleteAsync(cancel);
    }

    public async Task<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel)
    {
        await PointsAsync(cancel);
        return new BesideRebuild(await _generations.CreateBesideAsync(cancel), _generations, _writing);
    }

    public async Task<IReadOnlyList<SetAsideMention>> SetAsideAsync(CancellationToken cancel)
    {
        await PointsAsync(cancel);
        return await _writing.SetAsideAsync(cancel);
    }

    public Task<SearchPage> SearchAsync(MentionSearch search, CancellationToken cancel) =>
        OnIndexAsync(
            search,
            asked => asked.IsExact ? ExactPageAsync(asked, search, cancel) : VerifiedPageAsync(asked, search, cancel),
            cancel
        );

    public Task<SearchFacets> FacetsAsync(MentionSearch search, CancellationToken cancel) =>
        OnIndexAsync(
            search,
            asked =>
                asked.IsExact ? Aggregations.FacetsAsync(asked, cancel) : VerifiedCounts.FacetsAsync(asked, cancel),
            cancel
        );

    public Task<SearchSeries> SeriesAsync(
        MentionSearch search,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    ) =>
        OnIndexAsync(
            search,
            asked =>
                asked.IsExact
                    ? Aggregations.SeriesAsync(asked, bucket, offset, cancel)
                    : VerifiedCounts.SeriesAsync(asked, bucket, offset, cancel),
            cancel
        );

    public Task<SearchInsights> InsightsAsync(MentionSearch search, CancellationToken cancel)
    {
        var words = new StandingWords(search.Query);
        return OnIndexAsync(
            search,
            asked =>
                asked.IsExact
                    ? ServerInsights.ReadAsync(asked, null, words, cancel)
                    : VerifiedCounts.InsightsAsync(asked, words, cancel),
            cancel
        );
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Removes all that this index has on the server.</summary>
    internal Task RemoveAllAsync(CancellationToken cancel) => _generations.RemoveAllAsync(cancel);

    private static async Task<SearchPage> ExactPageAsync(
        ServerSearch asked,
        MentionSearch search,
        CancellationToken cancel
    )
    {
        var (rows, total, exact) = await asked.PageAsync(RowPage.Below(search), search.Size + 1, cancel);
        return RowPage.Of(rows, search.Size, total, exact);
    }

    private static async Task<SearchPage> VerifiedPageAsync(
        ServerSearch asked,
        MentionSearch search,
        CancellationToken cancel
    )
    {
        if (search.After is not null)
        {
            var further = await VerifiedCounts.PageAsync(asked, RowPage.Below(search), search.Size, 0, cancel);
            var (total, exact) = await VerifiedCounts.TotalAsync(asked, cancel);
            return RowPage.Of(further.Rows, search.Size, total, exact);
        }
        var first = await VerifiedCounts.PageAsync(asked, long.MaxValue, search.Size, SearchLimits.Verified, cancel);
        return RowPage.Of(first.Rows, search.Size, first.Total, first.TotalIsExact);
    }

    /// <summary>An index that nobody has created yet, or that was wiped, is an empty one.</summary>
    private async Task<T> OnIndexAsync<T>(
        MentionSearch search,
        Func<ServerSearch, Task<T>> ask,
        CancellationToken cancel
    )
    {
        var asked = new ServerSearch(_client, _generations.Alias, await PointsAsync(cancel), search);
        try
        {
            return await ask(asked);
        }
        catch (IndexUnavailableException missing) when (missing.Trouble == IndexTrouble.Replaced)
        {
            await _generations.CreateFirstAsync(cancel);
            return await ask(asked);
        }
    }

    /// <summary>
    /// Asks once which server this is: one that is not supported is refused before anything else, and not by strange errors
    /// later. A key that may do everything with our indexes may still not ask this; then nothing is used that not all have.
    /// </summary>
    private async ValueTask<PointStyle> PointsAsync(CancellationToken cancel)
    {
        if (_points is null)
        {
            using var reply = await _client.GetAsync("", cancel);
            _points = reply.Status == 403 ? PointStyle.None : ServerFlavour.Of(reply.OrThrow().Root).Points;
        }
        return _points.Value;
    }
}

/// <summary>A generation that is filled while the one before it goes on answering.</summary>
internal sealed class BesideRebuild(Generation target, Generations generations, IndexWriting current) : IIndexRebuild
{
    private readonly ConcurrentDictionary<long, string> _aside = new();
    private bool _completed;

    public Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    ) => current.ApplyToAsync(target, _aside, upserts, deletions, position, cancel);

    public async Task CompleteAsync(CancellationToken cancel)
    {
        await generations.RefreshAsync(target.Index, cancel);
        await generations.SwapAsync(target, cancel);
        _completed = true;
        current.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        if (_completed)
        {
            return;
        }
        try
        {
            await generations.RemoveAsync(target.Index, CancellationToken.None);
        }
        catch (IndexUnavailableException)
        {
            // Removed by a later rebuild once it is old.
        }
    }
}
