using System.Collections.Concurrent;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>What a robots.txt came to: rules, or the reason why nothing of the host may be read now.</summary>
internal sealed record RobotsState(RobotsRules? Rules, FetchOutcome? Failure, DateTimeOffset Until);

/// <summary>One robots.txt an origin, read once for all callers and kept for its lifetime (RFC 9309, 2.4).</summary>
internal sealed class RobotsCache(CrawlOptions options, TimeProvider time)
{
    /// <summary>A robots.txt that could not be read is asked for again after this, or after what the server says.</summary>
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromMinutes(5);
    private const int SweepAbove = 4096;

    private readonly ConcurrentDictionary<string, Lazy<Task<RobotsState>>> origins = new(StringComparer.Ordinal);

    /// <summary>The state for this origin; <paramref name="fetch"/> reads the file when it is missing or old.</summary>
    public async Task<RobotsState> GetAsync(
        WebUrl url,
        Func<FetchRequest, Task<FetchOutcome>> fetch,
        CancellationToken cancel
    )
    {
        var origin = url.Origin;
        while (true)
        {
            var entry = origins.GetOrAdd(origin, o => new Lazy<Task<RobotsState>>(() => ReadAsync(o, fetch)));
            var state = await StateOfAsync(origin, entry, cancel);
            if (state.Until > time.GetUtcNow())
            {
                return state;
            }
            origins.TryRemove(KeyValuePair.Create(origin, entry));
            Sweep();
        }
    }

    /// <summary>A reading that threw is not kept: it would close the origin until the next restart.</summary>
    private async Task<RobotsState> StateOfAsync(string origin, Lazy<Task<RobotsState>> entry, CancellationToken cancel)
    {
        try
        {
            return await entry.Value.WaitAsync(cancel);
        }
        catch when (entry.Value.IsFaulted || entry.Value.IsCanceled)
        {
            origins.TryRemove(KeyValuePair.Create(origin, entry));
            throw;
        }
    }

    private async Task<RobotsState> ReadAsync(string origin, Func<FetchRequest, Task<FetchOutcome>> fetch)
    {
        var request = new FetchRequest(origin + "/robots.txt")
        {
            Accept = "text/plain, */*;q=0.5",
            ObeyRobots = false,
            // A byte order mark and one byte more: the reader sees that the file goes on.
            MaxBodyBytes = RobotsRules.MaxBytes + 4,
            CutAtLimit = true,
        };
        return Interpret(await fetch(request));
    }

    /// <summary>RFC 9309, 2.3.1: 4xx and lost redirects allow everything, 5xx and silence forbid everything.</summary>
    private RobotsState Interpret(FetchOutcome outcome) =>
        outcome switch
        {
            FetchOutcome.Fetched { Body: var body } => Lasting(RobotsRules.Parse(body.Span)),
            FetchOutcome.Refused { Reason: RefusalReason.RateLimited } busy => Failing(busy, busy.RetryAfter),
            FetchOutcome.ServerError error => Failing(
                new FetchOutcome.Refused(error.Status, RefusalReason.RobotsUnavailable, error.RetryAfter),
                error.RetryAfter
            ),
            FetchOutcome.Unreachable lost => Failing(lost, null),
            _ => Lasting(RobotsRules.AllowAll),
        };

    private RobotsState Lasting(RobotsRules rules) => new(rules, null, time.GetUtcNow() + options.RobotsLifetime);

    private RobotsState Failing(FetchOutcome failure, TimeSpan? retryAfter)
    {
        var lifetime = retryAfter is { } asked && asked < options.RobotsLifetime ? asked : FailureLifetime;
        return new RobotsState(
            null,
            failure,
            time.GetUtcNow() + (lifetime > FailureLifetime ? lifetime : FailureLifetime)
        );
    }

    private void Sweep()
    {
        if (origins.Count < SweepAbove)
        {
            return;
        }
        var now = time.GetUtcNow();
        foreach (var entry in origins)
        {
            if (
                entry.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } known
                && known.Value.Result.Until <= now
            )
            {
                origins.TryRemove(entry);
            }
        }
    }
}
