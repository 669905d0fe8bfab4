using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Core.Search;

/// <summary>
/// Brings the index up to the store by following the outbox. The index itself says where it stands, so a follower that died, or
/// an index that was away or wiped, simply goes on. Catching up is serialised: two callers never apply the same changes at once.
/// </summary>
public sealed class IndexFollower(
    IMentionStore mentions,
    ISourceStore sources,
    IMentionIndex index,
    ILogger<IndexFollower> log
) : IDisposable
{
    /// <summary>Large enough that the index writes few large pieces when it is behind.</summary>
    private const int BatchSize = 4000;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Applies all changes there are. Returns how many mentions were brought up to date.</summary>
    public async Task<long> CatchUpAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var position = await index.PositionAsync(cancel);
            if (position > await mentions.LatestChangeAsync(cancel))
            {
                log.LogWarning(
                    "The index is ahead of the store (position {Position}): the store was restored; rebuilding",
                    position
                );
                await index.ResetAsync(cancel);
                position = 0;
            }
            return position == 0 ? await RebuildAsync(null, cancel) : await FollowAsync(position, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Throws the index away and builds it anew while intake goes on.</summary>
    /// <param name="progress">Told how many mentions are done.</param>
    public async Task<long> ReindexAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await index.ResetAsync(cancel);
            return await RebuildAsync(progress, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How many changes the index is behind: a health figure.</summary>
    public async Task<long> LagAsync(CancellationToken cancel) =>
        Math.Max(0, await mentions.LatestChangeAsync(cancel) - await index.PositionAsync(cancel));

    /// <summary>
    /// Walks all mentions, then moves the position to what the outbox said before the walk began: whatever changed meanwhile is
    /// applied again by following. A walk that is interrupted leaves position 0 and starts over.
    /// </summary>
    private async Task<long> RebuildAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        var startedAt = await mentions.LatestChangeAsync(cancel);
        if (startedAt == 0)
        {
            return 0;
        }
        var names = await SourceNamesAsync(cancel);
        long done = 0;
        long last = 0;
        while (await mentions.WalkAsync(last, BatchSize, cancel) is { Count: > 0 } batch)
        {
            await index.ApplyAsync([.. batch.Select(m => Document(m, names))], [], 0, cancel);
            last = batch[^1].Id;
            done += batch.Count;
            progress?.Report(done);
        }
        await index.ApplyAsync([], [], startedAt, cancel);
        return done + await FollowAsync(startedAt, cancel);
    }

    private async Task<long> FollowAsync(long position, CancellationToken cancel)
    {
        long done = 0;
        IReadOnlyDictionary<long, string>? names = null;
        while (await mentions.ChangesAsync(position, BatchSize, cancel) is { Count: > 0 } changes)
        {
            names ??= await SourceNamesAsync(cancel);
            var found = await mentions.FindManyAsync([.. changes.Select(c => c.MentionId)], cancel);
            var gone = changes.Select(c => c.MentionId).Except(found.Select(m => m.Id)).ToList();
            position = changes.Max(c => c.Sequence);
            await index.ApplyAsync([.. found.Select(m => Document(m, names))], gone, position, cancel);
            done += changes.Count;
        }
        return done;
    }

    private async Task<IReadOnlyDictionary<long, string>> SourceNamesAsync(CancellationToken cancel) =>
        (await sources.ListAsync(cancel)).ToDictionary(s => s.Id, s => s.Name);

    private static IndexDocument Document(Mention mention, IReadOnlyDictionary<long, string> sourceNames) =>
        IndexDocument.Of(mention, sourceNames.GetValueOrDefault(mention.SourceId, ""));

    public void Dispose() => _turn.Dispose();
}
