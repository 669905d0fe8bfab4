using System.Net;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>
/// The only way out to the web. Reads one address as a good guest: robots.txt, one request at a time to a host with a
/// pause between, conditional requests, Retry-After, its own name; and as a careful one: public addresses only, every
/// redirect checked, everything limited in time and size. Every failure is a <see cref="FetchOutcome"/>; only the
/// caller's cancellation is thrown.
/// </summary>
public sealed class PoliteFetcher : IDisposable
{
    private readonly CrawlOptions options;
    private readonly TimeProvider time;
    private readonly HostLimiter limiter;
    private readonly RobotsCache robots;
    private readonly HttpExchange exchange;

    public PoliteFetcher(CrawlOptions options, TimeProvider time)
        : this(options, time, static (host, cancel) => Dns.GetHostAddressesAsync(host, cancel)) { }

    internal PoliteFetcher(CrawlOptions options, TimeProvider time, ResolveHost resolve)
    {
        this.options = options;
        this.time = time;
        limiter = new HostLimiter(options.MaxPerHost, time);
        robots = new RobotsCache(options, time);
        exchange = new HttpExchange(options, new GuardedConnector(new PrivateNetworkGuard(options), resolve), time);
    }

    internal HostLimiter Limiter => limiter;

    /// <summary>Up to this, others wait for the host's turn; longer, they are told to come back.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>An API said in its answer that it wants a pause (a spent quota, a back-off).</summary>
    internal void Pause(string url, TimeSpan duration)
    {
        if (WebUrl.Parse(url) is not { Host: not null } at || duration <= TimeSpan.Zero)
        {
            return;
        }
        if (duration <= LongestDelay)
        {
            limiter.Delay(ServerOf(at), duration);
        }
        else
        {
            limiter.HoldOff(ServerOf(at), duration);
        }
    }

    // http and https of a host are one server; another port is another one, with its own troubles.
    private static string ServerOf(WebUrl url) => url.Port is { } port ? $"{url.Host}:{port}" : url.Host!;

    public void Dispose() => exchange.Dispose();

    public Task<FetchOutcome> FetchAsync(FetchRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return WebUrl.Parse(request.Url) is { } url
            ? new Journey(this, request, url).GoAsync(cancel)
            : Task.FromResult<FetchOutcome>(
                new FetchOutcome.Unreachable(UnreachableReason.InvalidAddress, request.Url)
            );
    }

    /// <summary>One request with its redirects.</summary>
    private sealed class Journey(PoliteFetcher owner, FetchRequest request, WebUrl start)
    {
        private readonly WebUrl start = start;
        private readonly HashSet<string> visited = new(StringComparer.Ordinal);
        private TimeSpan spent = TimeSpan.Zero;
        private WebUrl at = start;
        private string? movedTo;
        private bool movedForGood = true;

        private string Server => ServerOf(at);

        public async Task<FetchOutcome> GoAsync(CancellationToken cancel)
        {
            while (true)
            {
                if (await StepAsync(cancel) is { } outcome)
                {
                    return outcome with { Elapsed = spent, MovedTo = movedTo };
                }
            }
        }

        /// <summary>One hop; null when it was a redirect that is to be followed.</summary>
        private async Task<FetchOutcome?> StepAsync(CancellationToken cancel)
        {
            if (!at.IsHttp || string.IsNullOrEmpty(at.Host))
            {
                return new FetchOutcome.Unreachable(UnreachableReason.UnsupportedScheme, at.Scheme);
            }
            if (!visited.Add(at.HrefWithoutFragment) || visited.Count > owner.options.MaxRedirects + 1)
            {
                return new FetchOutcome.RedirectLoop(at.Href);
            }
            var (gap, refusal) = await AskRobotsAsync(cancel);
            if (refusal is not null)
            {
                return refusal;
            }
            if (owner.limiter.HeldFor(Server) is { } held)
            {
                return new FetchOutcome.Refused(429, RefusalReason.RateLimited, held);
            }
            return Interpret(await SendAsync(gap, cancel));
        }

        private async Task<HopResult> SendAsync(TimeSpan gap, CancellationToken cancel)
        {
            using var lease = await owner.limiter.EnterAsync(Server, gap, cancel);
            var started = owner.time.GetTimestamp();
            var result = await owner.exchange.SendAsync(HopRequest(), at, owner.options.TotalTimeout - spent, cancel);
            spent += owner.time.GetElapsedTime(started);
            return result;
        }

        /// <summary>Secrets and bodies stay with the origin that they were meant for.</summary>
        private FetchRequest HopRequest() =>
            at.Origin == start.Origin ? request : request with { Headers = FetchOutcome.NoHeaders, Body = null };

        private FetchOutcome? Interpret(HopResult hop)
        {
            if (hop.Outcome is { } outcome)
            {
                HoldHostIfAsked(outcome);
                return LoginWallIn(outcome) ?? Named(outcome);
            }
            if (at.Resolve(hop.Location) is not { } next)
            {
                return new FetchOutcome.Unreachable(UnreachableReason.InvalidAddress, hop.Location);
            }
            movedForGood &= hop.IsPermanent;
            at = next.Fragment is null && at.Fragment is { } fragment ? next with { Fragment = fragment } : next;
            movedTo = movedForGood ? at.Href : movedTo;
            return null;
        }

        /// <summary>After a redirect it is not the address's own server that fails to answer.</summary>
        private FetchOutcome Named(FetchOutcome outcome) =>
            outcome
                is FetchOutcome.Unreachable
                {
                    Reason: UnreachableReason.DnsFailed
                        or UnreachableReason.ConnectionRefused
                        or UnreachableReason.TimedOut
                } lost
                ? lost with
                {
                    Detail = Server,
                }
                : outcome;

        private void HoldHostIfAsked(FetchOutcome outcome)
        {
            var asked = outcome switch
            {
                FetchOutcome.Refused { Reason: RefusalReason.RateLimited } refused => refused.RetryAfter,
                FetchOutcome.ServerError error => error.RetryAfter,
                _ => null,
            };
            if (asked is { } wait && wait > TimeSpan.Zero)
            {
                owner.limiter.HoldOff(Server, wait);
            }
        }

        /// <summary>A redirect to a login form answers 200, yet nothing of what was asked for is on it.</summary>
        private FetchOutcome.Refused? LoginWallIn(FetchOutcome outcome) =>
            outcome is FetchOutcome.Fetched { ContentType: "text/html" } page
            && at != start
            && LoginPage.IsLoginPath(at.Path)
            && !LoginPage.IsLoginPath(start.Path)
                ? new FetchOutcome.Refused(page.Status, RefusalReason.LoginRequired, Detail: at.Href)
                : null;

        private async Task<(TimeSpan Gap, FetchOutcome? Refusal)> AskRobotsAsync(CancellationToken cancel)
        {
            var gap = owner.options.MinimumGap;
            if (!request.ObeyRobots)
            {
                return (gap, null);
            }
            // Not the caller's cancellation: others wait for the same file.
            var state = await owner.robots.GetAsync(at, r => owner.FetchAsync(r, CancellationToken.None), cancel);
            if (state.Rules is null)
            {
                return (gap, state.Failure);
            }
            var verdict = state.Rules.Judge(owner.options.ProductToken, at.PathAndQuery);
            var asked = verdict.CrawlDelay ?? TimeSpan.Zero;
            gap =
                asked > owner.options.MaxCrawlDelay ? owner.options.MaxCrawlDelay
                : asked > gap ? asked
                : gap;
            return (gap, verdict.Allowed ? null : new FetchOutcome.Refused(0, RefusalReason.RobotsDisallow));
        }
    }
}
