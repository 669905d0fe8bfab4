using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Cluster;

namespace ReputationWatch.Tests.Cluster;

public sealed class SingleRunnerTests
{
    private readonly Leases _leases = new();

    private SingleRunner Runner(string owner, bool alone = false) =>
        new(
            _leases,
            new SingleRunnerOptions(owner, alone) { Lease = TimeSpan.FromMilliseconds(300) },
            TimeProvider.System,
            NullLogger<SingleRunner>.Instance
        );

    [Fact]
    public async Task Run_WhoeverHasIt_KeepsItAndStartsAfreshOnce()
    {
        var (a, b) = (Runner("a"), Runner("b"));
        var fresh = new List<bool>();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(7, await a.RunAsync("work", (f, _) => Note(fresh, f), CancellationToken.None));
            Assert.Equal(0, await b.RunAsync("work", (_, _) => Task.FromResult(9L), CancellationToken.None));
        }

        Assert.Equal([true, false, false], fresh);
    }

    [Fact]
    public async Task Run_HolderGone_PassesOnAndTheNextStartsAfresh()
    {
        var (a, b) = (Runner("a"), Runner("b"));
        var fresh = new List<bool>();
        await a.RunAsync("work", (f, _) => Note(fresh, f), CancellationToken.None);
        _leases.Expire();

        await b.RunAsync("work", (f, _) => Note(fresh, f), CancellationToken.None);
        _leases.Expire();
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        await a.RunAsync("work", (f, _) => Note(fresh, f), CancellationToken.None);

        Assert.Equal([true, true, true], fresh);
    }

    [Fact]
    public async Task Run_LeaseTakenAwayWhileItWorks_StopsTheWork()
    {
        var stopped = await Runner("a")
            .RunAsync(
                "work",
                async (_, cancel) =>
                {
                    _leases.GiveTo("b");
                    await Task.Delay(TimeSpan.FromMinutes(1), cancel);
                    return 1;
                },
                CancellationToken.None
            );

        Assert.Equal(0, stopped);
    }

    [Fact]
    public async Task Run_WorkThatGivesUpWaitingByItself_FailsAndStartsAfresh()
    {
        var a = Runner("a");
        var fresh = new List<bool>();

        await Assert.ThrowsAsync<TaskCanceledException>(() =>
            a.RunAsync(
                "work",
                (_, _) => throw new TaskCanceledException("a server took too long"),
                CancellationToken.None
            )
        );
        await a.RunAsync("work", (f, _) => Note(fresh, f), CancellationToken.None);

        Assert.Equal([true], fresh);
    }

    [Fact]
    public async Task Run_LongWork_KeepsItsLease()
    {
        var (a, b) = (Runner("a"), Runner("b"));

        await a.RunAsync(
            "work",
            async (_, cancel) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(900), cancel);
                Assert.Equal(0, await b.RunAsync("work", (_, _) => Task.FromResult(9L), cancel));
                return 1;
            },
            CancellationToken.None
        );
    }

    [Fact]
    public async Task Run_WorkThrows_TheNextTurnStartsAfresh()
    {
        var a = Runner("a");
        var fresh = new List<bool>();
        await a.RunAsync("work", (f, _) => Note(fresh, f), CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            a.RunAsync("work", (_, _) => throw new InvalidOperationException(), CancellationToken.None)
        );
        await a.RunAsync("work", (f, _) => Note(fresh, f), CancellationToken.None);

        Assert.Equal([true, true], fresh);
    }

    [Fact]
    public async Task Run_Alone_AsksNobody()
    {
        Assert.Equal(
            7,
            await Runner("a", alone: true).RunAsync("work", (_, _) => Task.FromResult(7L), CancellationToken.None)
        );
        Assert.Equal(0, _leases.Asked);
    }

    private static Task<long> Note(List<bool> list, bool fresh)
    {
        list.Add(fresh);
        return Task.FromResult(7L);
    }

    private sealed class Leases : ILeaseStore
    {
        private readonly Lock _lock = new();
        private (string Owner, long Term, DateTimeOffset Until)? _held;

        public int Asked { get; private set; }

        public void Expire() => _held = _held!.Value with { Until = DateTimeOffset.MinValue };

        public void GiveTo(string owner) => _held = (owner, _held!.Value.Term + 1, DateTimeOffset.MaxValue);

        public Task<long?> TakeAsync(
            string name,
            string owner,
            DateTimeOffset now,
            DateTimeOffset until,
            CancellationToken cancel
        )
        {
            lock (_lock)
            {
                Asked++;
                if (_held is { } held && held.Owner != owner && held.Until > now)
                {
                    return Task.FromResult<long?>(null);
                }
                var term =
                    _held is null ? 1
                    : _held.Value.Owner == owner ? _held.Value.Term
                    : _held.Value.Term + 1;
                _held = (owner, term, until);
                return Task.FromResult<long?>(term);
            }
        }

        public Task ReleaseAsync(string owner, CancellationToken cancel) => Task.CompletedTask;

        public Task SeenAsync(ProcessSign process, CancellationToken cancel) => Task.CompletedTask;

        public Task GoneAsync(string process, CancellationToken cancel) => Task.CompletedTask;

        public Task<IReadOnlyList<ProcessSign>> ProcessesAsync(DateTimeOffset since, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<ProcessSign>>([]);
    }
}
