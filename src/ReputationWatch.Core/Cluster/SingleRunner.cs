using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ReputationWatch.Core.Cluster;

/// <param name="Owner">Names this process among those that share the store.</param>
/// <param name="Alone">No other process shares the store: nothing has to be agreed on.</param>
public sealed record SingleRunnerOptions(string Owner, bool Alone)
{
    /// <summary>The work of a process that died passes on after this.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Runs work that only one process may do, because it carries what it knows from one run to the next (the detectors) or because two
/// would undo each other (a shared index). Whoever has it keeps it: the lease is renewed while it works and between its turns, and
/// passes on when it runs out.
/// </summary>
public sealed class SingleRunner(
    ILeaseStore leases,
    SingleRunnerOptions options,
    TimeProvider clock,
    ILogger<SingleRunner> log
)
{
    private readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);

    /// <param name="work">
    /// Its first argument says that another process may have done the work in between: what is remembered of it is worth nothing.
    /// </param>
    /// <returns>What the work returned; 0 when another process does it.</returns>
    public async Task<long> RunAsync(
        string name,
        Func<bool, CancellationToken, Task<long>> work,
        CancellationToken cancel
    )
    {
        if (options.Alone)
        {
            return await work(false, cancel);
        }
        var before = _held.GetValueOrDefault(name);
        if (await TakeAsync(name, before, cancel) is not { } held)
        {
            log.LogDebug("{Work} is done by another process", name);
            return 0;
        }
        var fresh = before?.Term != held.Term;
        if (fresh)
        {
            log.LogInformation("{Work} is done by this process from now on (term {Term})", name, held.Term);
        }
        return await WorkAsync(name, token => work(fresh, token), cancel);
    }

    private async Task<long> WorkAsync(string name, Func<CancellationToken, Task<long>> work, CancellationToken cancel)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var renewing = RenewAsync(name, turn);
        try
        {
            return await work(turn.Token);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            log.LogWarning("{Work} was left to another process in the middle: its lease could not be renewed", name);
            return 0;
        }
        catch
        {
            // What it remembers may be half of something.
            _held.TryRemove(name, out _);
            throw;
        }
        finally
        {
            await turn.CancelAsync();
            await renewing;
        }
    }

    /// <summary>Asks the store only when the lease is half over: a tick a second must not be a write a second.</summary>
    private async Task<Held?> TakeAsync(string name, Held? before, CancellationToken cancel)
    {
        if (before is not null && clock.GetElapsedTime(before.TakenAt) < options.Lease / 2)
        {
            return before;
        }
        var asked = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        if (await leases.TakeAsync(name, options.Owner, now, now + options.Lease, cancel) is not { } term)
        {
            _held.TryRemove(name, out _);
            return null;
        }
        return _held[name] = new Held(term, asked);
    }

    private async Task RenewAsync(string name, CancellationTokenSource turn)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Lease / 3, clock, turn.Token);
                if (await IsLostAsync(name, turn.Token))
                {
                    _held.TryRemove(name, out _);
                    await turn.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private async Task<bool> IsLostAsync(string name, CancellationToken cancel)
    {
        if (!_held.TryGetValue(name, out var held))
        {
            return true;
        }
        try
        {
            var asked = clock.GetTimestamp();
            var now = clock.GetUtcNow();
            var term = await leases.TakeAsync(name, options.Owner, now, now + options.Lease, cancel);
            if (term == held.Term)
            {
                _held[name] = held with { TakenAt = asked };
                return false;
            }
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "The lease of {Work} could not be renewed", name);
            return clock.GetElapsedTime(held.TakenAt) >= options.Lease;
        }
    }

    private sealed record Held(long Term, long TakenAt);
}
