namespace ReputationWatch.Connectors.Crawling;

/// <summary>
/// One host sees at most so many requests at once and a pause between them, whatever the number of sources and of
/// callers. A host that asked for peace (Retry-After) is left alone by all of them.
/// </summary>
internal sealed class HostLimiter(int maxPerHost, TimeProvider time)
{
    private static readonly TimeSpan IdleLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(-1);
    private const int SweepEvery = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, HostState> hosts = new(StringComparer.OrdinalIgnoreCase);
    private int entries;

    /// <summary>Time that only goes on: a clock that is set back by an hour must not stop the crawl of every host for an hour.</summary>
    private TimeSpan Now => time.GetElapsedTime(0);

    internal int KnownHosts
    {
        get
        {
            lock (gate)
            {
                return hosts.Count;
            }
        }
    }

    /// <summary>Waits for the host's turn and for <paramref name="gap"/> since its last request. Dispose when the answer is read.</summary>
    public async Task<IDisposable> EnterAsync(string host, TimeSpan gap, CancellationToken cancel)
    {
        var state = Claim(host);
        try
        {
            await state.Turns.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            Release(state);
            throw;
        }
        try
        {
            await WaitUntilAsync(Reserve(state, gap), cancel);
            return new Lease(this, state);
        }
        catch (OperationCanceledException)
        {
            Leave(state);
            throw;
        }
    }

    /// <summary>Refuses the host to everybody for a while.</summary>
    public void HoldOff(string host, TimeSpan duration)
    {
        var until = Now + (duration < LongestHold ? duration : LongestHold);
        var state = Claim(host);
        state.HeldUntil = until > state.HeldUntil ? until : state.HeldUntil;
        Release(state);
    }

    /// <summary>Lets everybody wait a little before the next request to the host, where <see cref="HoldOff"/> refuses them.</summary>
    public void Delay(string host, TimeSpan duration)
    {
        var state = Claim(host);
        lock (gate)
        {
            var until = Now + duration;
            state.LastUsed = until > state.LastUsed ? until : state.LastUsed;
        }
        Release(state);
    }

    /// <summary>How long the host still wants to be left alone; null when it does not.</summary>
    public TimeSpan? HeldFor(string host)
    {
        lock (gate)
        {
            var left = hosts.TryGetValue(host, out var state) ? state.HeldUntil - Now : TimeSpan.Zero;
            return left > TimeSpan.Zero ? left : null;
        }
    }

    private HostState Claim(string host)
    {
        lock (gate)
        {
            if (++entries % SweepEvery == 0)
            {
                Sweep();
            }
            if (!hosts.TryGetValue(host, out var state))
            {
                hosts[host] = state = new HostState(maxPerHost);
            }
            state.Users++;
            return state;
        }
    }

    /// <summary>When the next start may be; it is taken at once, so that two callers never share it.</summary>
    private TimeSpan Reserve(HostState state, TimeSpan gap)
    {
        lock (gate)
        {
            var now = Now;
            var start = state.LastUsed + gap;
            return state.LastUsed = start > now ? start : now;
        }
    }

    /// <summary>Timers count whole milliseconds of a coarse clock and may fire early: a promised pause is waited out.</summary>
    private async Task WaitUntilAsync(TimeSpan start, CancellationToken cancel)
    {
        TimeSpan left;
        while ((left = start - Now) > TimeSpan.Zero)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancel);
        }
    }

    private void Leave(HostState state)
    {
        lock (gate)
        {
            var now = Now;
            state.LastUsed = now > state.LastUsed ? now : state.LastUsed;
            state.Users--;
        }
        state.Turns.Release();
    }

    private void Release(HostState state)
    {
        lock (gate)
        {
            state.Users--;
        }
    }

    private void Sweep()
    {
        var now = Now;
        foreach (var (host, state) in hosts)
        {
            if (state.Users == 0 && state.LastUsed + IdleLifetime < now && state.HeldUntil < now)
            {
                hosts.Remove(host);
                state.Dispose();
            }
        }
    }

    private sealed class HostState(int turns) : IDisposable
    {
        public readonly SemaphoreSlim Turns = new(turns);
        public TimeSpan LastUsed = LongAgo;
        public TimeSpan HeldUntil = LongAgo;
        public int Users;

        public void Dispose() => Turns.Dispose();
    }

    private sealed class Lease(HostLimiter owner, HostState state) : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
            {
                owner.Leave(state);
            }
        }
    }
}
