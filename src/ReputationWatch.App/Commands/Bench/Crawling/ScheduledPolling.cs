using System.Collections.Concurrent;
using System.Diagnostics;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.App.Commands.Bench.Crawling;

internal sealed record PollingResult(
    long Fetches,
    double PerSecond,
    IReadOnlyDictionary<string, int> Outcomes,
    double[] LateSeconds,
    int Overdue,
    IReadOnlyList<double> HeapMiB
)
{
    /// <summary>How long after they were due the checks began to be sent, at this quantile.</summary>
    public double Late(double quantile) =>
        LateSeconds.Length == 0 ? 0 : LateSeconds[(int)(quantile * (LateSeconds.Length - 1))];
}

/// <summary>Keeps every source on its schedule: when one is due it is fetched, and it is due again one interval later.</summary>
internal sealed class ScheduledPolling(CrawlPlan plan, int port)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private const int HeapSamples = 5;

    private readonly PriorityQueue<PolledSource, TimeSpan> due = new();
    private readonly ConcurrentQueue<PolledSource> done = new();
    private readonly ConcurrentDictionary<string, int> outcomes = new();
    private readonly ConcurrentBag<double> late = [];
    private readonly List<double> heapMiB = [];
    private readonly long started = Stopwatch.GetTimestamp();
    private long fetches;
    private int running;

    private TimeSpan Now => Stopwatch.GetElapsedTime(started);

    public async Task<PollingResult> RunAsync(CancellationToken cancel)
    {
        using var fetcher = new PoliteFetcher(
            new CrawlOptions
            {
                AllowedPrivate = ["127.77.0.0/24"],
                MinimumGap = CrawlPlan.Gap,
                TotalTimeout = CrawlPlan.Patience,
            },
            TimeProvider.System
        );
        var sources = Enumerable.Range(0, plan.Sources).Select(NewSource).ToArray();
        due.EnqueueRange(sources.Select(s => (s, s.DueAt)));
        while (Now < plan.Duration)
        {
            StartDue(fetcher, cancel);
            SampleHeap();
            await Task.Delay(Tick, TimeProvider.System, cancel);
        }
        var seconds = Now.TotalSeconds;
        var counted = Interlocked.Read(ref fetches);
        var now = Now;
        var overdue = sources.Count(s => s.DueAt + plan.Every < now);
        while (Volatile.Read(ref running) > 0)
        {
            await Task.Delay(Tick, TimeProvider.System, cancel);
        }
        return new PollingResult(counted, counted / seconds, outcomes, [.. late.Order()], overdue, heapMiB);
    }

    /// <summary>First checks are spread over one interval, as those of a grown installation are.</summary>
    private PolledSource NewSource(int index) =>
        new($"http://{CrawlPlan.HostOf(index % plan.Hosts)}:{port}/feed/{index}", plan.Every * index / plan.Sources);

    private void StartDue(PoliteFetcher fetcher, CancellationToken cancel)
    {
        while (done.TryDequeue(out var finished))
        {
            due.Enqueue(finished, finished.DueAt);
        }
        while (due.TryPeek(out var source, out var at) && at <= Now)
        {
            due.Dequeue();
            Interlocked.Increment(ref running);
            _ = CheckAsync(fetcher, source, cancel);
        }
    }

    private async Task CheckAsync(PoliteFetcher fetcher, PolledSource source, CancellationToken cancel)
    {
        try
        {
            var outcome = await fetcher.FetchAsync(
                new FetchRequest(source.Url) { Validators = source.Validators },
                cancel
            );
            late.Add((Now - source.DueAt - outcome.Elapsed).TotalSeconds);
            outcomes.AddOrUpdate(outcome.GetType().Name, 1, (_, n) => n + 1);
            source.Validators = outcome is FetchOutcome.Fetched fetched ? fetched.Validators : source.Validators;
            // From when it was due, not from when it was done: a late check must not hide itself.
            source.DueAt += plan.Every;
            Interlocked.Increment(ref fetches);
            done.Enqueue(source);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private void SampleHeap()
    {
        if (Now > plan.Duration * (heapMiB.Count + 1) / (HeapSamples + 1) && heapMiB.Count < HeapSamples)
        {
            heapMiB.Add(GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
        }
    }

    private sealed class PolledSource(string url, TimeSpan dueAt)
    {
        public string Url { get; } = url;

        public TimeSpan DueAt { get; set; } = dueAt;

        public Validators Validators { get; set; } = Validators.None;
    }
}
