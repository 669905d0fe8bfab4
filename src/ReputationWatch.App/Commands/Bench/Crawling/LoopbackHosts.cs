using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ReputationWatch.App.Commands.Bench.Crawling;

/// <summary>
/// One server that plays all hosts: 5 to 500 ms of latency, half its answers 304, and now and then a 429, a 5xx, a redirect
/// or silence. It counts what each host sees.
/// </summary>
internal sealed class LoopbackHosts : IAsyncDisposable
{
    private const int SilentInThousand = 2;

    private readonly WebApplication app;
    private readonly HostCounter[] counters;
    private readonly byte[] feed;
    private long requests;

    private LoopbackHosts(WebApplication app, CrawlPlan plan)
    {
        this.app = app;
        counters = [.. Enumerable.Range(0, plan.Hosts).Select(_ => new HostCounter())];
        feed = [.. Enumerable.Range(0, 20_000).Select(i => (byte)('a' + (i % 26)))];
        app.Run(AnswerAsync);
    }

    public int Port { get; private set; }

    public long Requests => Interlocked.Read(ref requests);

    public int MostAtOnce => counters.Max(c => c.Most);

    public TimeSpan ShortestPause => counters.Min(c => c.ShortestPause);

    public static async Task<LoopbackHosts> StartAsync(CrawlPlan plan, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Any, 0));
        var world = new LoopbackHosts(builder.Build(), plan);
        await world.app.StartAsync(cancel);
        var address = world
            .app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        world.Port = new Uri(address).Port;
        return world;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        var host = int.Parse(context.Request.Host.Host.AsSpan("127.77.0.".Length), CultureInfo.InvariantCulture) - 1;
        counters[host].Enter();
        try
        {
            if (context.Request.Path == "/robots.txt")
            {
                counters[host].Answering();
                await context.Response.WriteAsync("User-agent: *\nDisallow: /private\n", context.RequestAborted);
                return;
            }
            await Task.Delay(Latency(), TimeProvider.System, context.RequestAborted);
            var dice = Random.Shared.Next(1000);
            if (dice < SilentInThousand)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            counters[host].Answering();
            await AnswerAsync(context, dice);
        }
        catch (OperationCanceledException)
        {
            // The client lost its patience, as planned; when exactly is not known here.
            counters[host].Forget();
        }
        finally
        {
            counters[host].Leave();
        }
    }

    /// <summary>Most answers are quick and some slow: evenly spread over the orders of magnitude.</summary>
    private static TimeSpan Latency() => TimeSpan.FromMilliseconds(5 * Math.Pow(100, Random.Shared.NextDouble()));

    private async Task AnswerAsync(HttpContext context, int dice)
    {
        var response = context.Response;
        switch (dice)
        {
            case < 4:
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = "1";
                break;
            case < 20:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case < 30:
                response.Redirect("/moved");
                break;
            case < 500 when context.Request.Headers.IfNoneMatch.Count > 0:
                response.StatusCode = StatusCodes.Status304NotModified;
                break;
            default:
                response.Headers.ETag = "\"bench\"";
                response.ContentType = "application/rss+xml";
                response.ContentLength = feed.Length;
                await response.Body.WriteAsync(feed, context.RequestAborted);
                break;
        }
    }

    private sealed class HostCounter
    {
        private readonly Lock gate = new();
        private int now;
        private long lastEnd;

        public int Most { get; private set; }

        public TimeSpan ShortestPause { get; private set; } = TimeSpan.MaxValue;

        public void Enter()
        {
            lock (gate)
            {
                Most = Math.Max(Most, ++now);
                var pause = lastEnd == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(lastEnd);
                ShortestPause = pause < ShortestPause ? pause : ShortestPause;
            }
        }

        /// <summary>Before the answer is sent: the client cannot have its end earlier than this.</summary>
        public void Answering()
        {
            lock (gate)
            {
                lastEnd = Stopwatch.GetTimestamp();
            }
        }

        public void Forget()
        {
            lock (gate)
            {
                lastEnd = 0;
            }
        }

        public void Leave()
        {
            lock (gate)
            {
                now--;
            }
        }
    }
}
