using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Core.Search;

/// <summary>
/// Brings the index up to the store by following the outbox. The index itself says where it stands, so a follower that died, or
/// an index that was away or wiped, simply goes on. Catching up is serialised: two callers never apply the same changes at once.
/// An index that is away is left alone for growing times; nothing is lost meanwhile, it only lags.
/// </summary>
public sealed class IndexFollower(
    IMentionStore mentions,
    ISourceStore sources,
    IMentionIndex index,
    TimeProvider clock,
    ILogger<IndexFollower> log
) : IDisposable
{
    /// <summary>Large enough that the index writes few large pieces when it is behind.</summary>
    private const int BatchSize = 4000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Absence? _away;

    private sealed record Absence(
        DateTimeOffset Since,
        IndexUnavailableException Why,
        DateTimeOffset NextTry,
        TimeSpan Pause
    );

    /// <summary>
    /// Applies all changes there are. Returns how many mentions were brought up to date; 0 also while the index is away, which
    /// <see cref="HealthAsync"/> tells.
    /// </summary>
    public async Task<long> CatchUpAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_away is { } away && clock.GetUtcNow() < away.NextTry)
            {
                return 0;
            }
            var done = await BringUpAsync(cancel);
            NoteBack();
            return done;
        }
        catch (IndexUnavailableException failure)
        {
            NoteAway(failure);
            return 0;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Builds the index anew while intake and searches go on.</summary>
    /// <param name="progress">Told how many mentions are done.</param>
    /// <exception cref="IndexUnavailableException">The index is away; whatever it held it still holds.</exception>
    public async Task<long> ReindexAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var done = await RebuildAsync(progress, cancel);
            NoteBack();
            return done;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How many changes the index is behind: a health figure.</summary>
    public async Task<long> LagAsync(CancellationToken cancel) =>
        Math.Max(0, await mentions.LatestChangeAsync(cancel) - await index.PositionAsync(cancel));

    /// <summary>Since when this process has found the index away; null when it has not. Asks nobody.</summary>
    public DateTimeOffset? AwaySince => _away?.Since;

    /// <summary>How the index is, asked now; an index that does not answer is part of the answer.</summary>
    public async Task<IndexHealth> HealthAsync(CancellationToken cancel)
    {
        try
        {
            var lag = await LagAsync(cancel);
            var aside = await index.SetAsideAsync(cancel);
            // A full disk still lets positions be read: what the last attempt to write met counts until one succeeds.
            var writing = _away is { Why.Trouble: IndexTrouble.ReadOnly or IndexTrouble.Throttled } away ? away : null;
            return new IndexHealth(lag, writing?.Since, writing?.Why.Trouble, writing?.Why.Message, aside);
        }
        catch (IndexUnavailableException failure)
        {
            return new IndexHealth(null, _away?.Since ?? clock.GetUtcNow(), failure.Trouble, failure.Message, []);
        }
    }

    private async Task<long> BringUpAsync(CancellationToken cancel)
    {
        var position = await index.PositionAsync(cancel);
        var latest = await mentions.LatestChangeAsync(cancel);
        if (position == 0 && latest == 0)
        {
            return 0;
        }
        if (position > latest)
        {
            log.LogWarning(
                "The index is ahead of the store (position {Position}): the store was restored; rebuilding",
                position
            );
        }
        var trimmed = await mentions.TrimmedChangesAsync(cancel);
        if (position > 0 && position < trimmed)
        {
            log.LogWarning(
                "The index was away for so long that changes since position {Position} are no longer kept; rebuilding",
                position
            );
        }
        return position > 0 && position >= trimmed && position <= latest
            ? await FollowAsync(index.ApplyAsync, position, cancel)
            : await RebuildAsync(null, cancel);
    }

    private void NoteAway(IndexUnavailableException failure)
    {
        var now = clock.GetUtcNow();
        var pause = _away is null ? FirstPause : Shorter(_away.Pause * 2, LongestPause);
        pause = failure.RetryAfter is { } asked && asked > pause ? Shorter(asked, LongestPause) : pause;
        if (_away is null || _away.Why.Trouble != failure.Trouble)
        {
            log.LogWarning(
                "The search index is away ({Trouble}): {Reason} Changes wait in the outbox; next try in {Pause}",
                failure.Trouble,
                failure.Message,
                pause
            );
        }
        // An index that was only exchanged is there again at once.
        var next = failure.Trouble == IndexTrouble.Replaced ? now : now + pause;
        _away = new Absence(_away?.Since ?? now, failure, next, pause);
    }

    private void NoteBack()
    {
        if (_away is { } away)
        {
            log.LogInformation("The search index is back; it was away since {Since}", away.Since);
        }
        _away = null;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>
    /// Walks all mentions, then moves the position to what the outbox said before the walk began: whatever changed meanwhile is
    /// applied again by following. A walk that was interrupted goes on where it was, if the index knows.
    /// </summary>
    private async Task<long> RebuildAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        var startedAt = await mentions.LatestChangeAsync(cancel);
        await using var built = await BeginAsync(startedAt, cancel);
        long done = 0;
        if (startedAt > 0)
        {
            var names = await SourceNamesAsync(cancel);
            var last = built.Resumes?.LastId ?? 0;
            startedAt = built.Resumes?.StartedAt ?? startedAt;
            while (await mentions.WalkAsync(last, BatchSize, cancel) is { Count: > 0 } batch)
            {
                last = batch[^1].Id;
                await built.ApplyAsync(
                    [.. batch.Select(m => Document(m, names))],
                    new RebuildPoint(startedAt, last),
                    cancel
                );
                done += batch.Count;
                progress?.Report(done);
            }
            await built.ApplyAsync([], [], startedAt, cancel);
            done += await FollowAsync(built.ApplyAsync, startedAt, cancel);
        }
        await built.CompleteAsync(cancel);
        return done;
    }

    private async Task<IIndexRebuild> BeginAsync(long latest, CancellationToken cancel)
    {
        var built = await index.BeginRebuildAsync(cancel);
        if (built.Resumes is not { } point || point.StartedAt <= latest)
        {
            return built;
        }
        // The store was restored to a time before that walk began.
        await built.DisposeAsync();
        await index.ResetAsync(cancel);
        return await index.BeginRebuildAsync(cancel);
    }

    private async Task<long> FollowAsync(
        Func<IReadOnlyList<IndexDocument>, IReadOnlyList<long>, long, CancellationToken, Task> apply,
        long position,
        CancellationToken cancel
    )
    {
        long done = 0;
        IReadOnlyDictionary<long, string>? names = null;
        while (await mentions.ChangesAsync(position, BatchSize, cancel) is { Count: > 0 } changes)
        {
            names ??= await SourceNamesAsync(cancel);
            var found = await mentions.FindManyAsync([.. changes.Select(c => c.MentionId)], cancel);
            var gone = changes.Select(c => c.MentionId).Except(found.Select(m => m.Id)).ToList();
            position = changes.Max(c => c.Sequence);
            await apply([.. found.Select(m => Document(m, names))], gone, position, cancel);
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

/// <param name="Behind">How many changes wait; null when the index does not answer.</param>
/// <param name="AwaySince">When it was first found away; null when it is well.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record IndexHealth(
    long? Behind,
    DateTimeOffset? AwaySince,
    IndexTrouble? Trouble,
    string? Reason,
    IReadOnlyList<SetAsideMention> SetAside
)
{
    public bool IsAway => AwaySince is not null;
}
