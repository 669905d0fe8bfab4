using System.Net;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>What one request came to: an outcome, or a redirect to <see cref="Location"/>.</summary>
internal sealed record HopResult(FetchOutcome? Outcome, string? Location = null, bool IsPermanent = false)
{
    public static implicit operator HopResult(FetchOutcome outcome) => new(outcome);
}

/// <summary>One request and its answer, without redirects, waiting or robots.txt.</summary>
internal sealed class HttpExchange : IDisposable
{
    private readonly CrawlOptions options;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker invoker;

    public HttpExchange(CrawlOptions options, GuardedConnector connector, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = connector.ConnectAsync,
            ConnectTimeout = options.ConnectTimeout,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A proxy would connect in our stead, past the guard.
            UseProxy = false,
            UseCookies = false,
        };
        invoker = new HttpMessageInvoker(handler);
    }

    public void Dispose() => invoker.Dispose();

    /// <param name="budget">What is left of the fetch's total time.</param>
    public async Task<HopResult> SendAsync(FetchRequest request, WebUrl url, TimeSpan budget, CancellationToken cancel)
    {
        if (budget <= TimeSpan.Zero)
        {
            return new FetchOutcome.Unreachable(UnreachableReason.TimedOut);
        }
        using var total = new CancellationTokenSource(budget, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, total.Token);
        try
        {
            return await ExchangeAsync(request, url, linked.Token);
        }
        catch (Exception failure)
            when (!cancel.IsCancellationRequested && TransportFailure.Read(failure) is { } outcome)
        {
            return outcome;
        }
    }

    private async Task<HopResult> ExchangeAsync(FetchRequest request, WebUrl url, CancellationToken cancel)
    {
        if (RequestMessage.Create(request, url, options) is not { } message)
        {
            return new FetchOutcome.Unreachable(UnreachableReason.InvalidAddress, url.Href);
        }
        using (message)
        {
            using var response = await SendForHeadersAsync(message, cancel);
            var answer = new Answer(response, request, url, time.GetUtcNow());
            return await answer.ReadAsync(request.MaxBodyBytes ?? options.MaxBodyBytes, cancel);
        }
    }

    private async Task<HttpResponseMessage> SendForHeadersAsync(HttpRequestMessage message, CancellationToken cancel)
    {
        using var headers = new CancellationTokenSource(options.ConnectTimeout + options.HeadersTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, headers.Token);
        return await invoker.SendAsync(message, linked.Token);
    }
}
