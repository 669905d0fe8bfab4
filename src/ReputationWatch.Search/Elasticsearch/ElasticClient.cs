using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>
/// Sends requests to the first node that answers. Every request of ours may be sent twice (writes carry versions, names are
/// given), so a node that fails is simply followed by the next.
/// </summary>
internal sealed class ElasticClient : IDisposable
{
    private const string Json = "application/json";
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];
    private readonly HttpClient _http;
    private readonly IReadOnlyList<Uri> _nodes;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private int _current;

    public ElasticClient(HttpClient http, SearchOptions options, TimeProvider clock)
    {
        _http = http;
        _timeout = options.Timeout;
        _clock = clock;
        _nodes = [.. options.Nodes.Select(WithoutCredentials)];
    }

    public Task<ServerReply> GetAsync(string path, CancellationToken cancel) =>
        SendAsync(HttpMethod.Get, path, null, Json, cancel);

    public Task<ServerReply> DeleteAsync(string path, CancellationToken cancel) =>
        SendAsync(HttpMethod.Delete, path, null, Json, cancel);

    /// <summary>Without a body: some paths refuse even an empty one.</summary>
    public Task<ServerReply> PostAsync(string path, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, null, Json, cancel);

    public Task<ServerReply> SendAsync(
        HttpMethod method,
        string path,
        Action<Utf8JsonWriter> body,
        CancellationToken cancel
    ) => SendAsync(method, path, JsonText.Write(body), Json, cancel);

    /// <summary>
    /// A search. When the server is short of memory or of room in its queue for a moment, or an index is just being exchanged, it
    /// is asked again before anybody is told.
    /// </summary>
    public async Task<ServerReply> SearchAsync(string path, Action<Utf8JsonWriter> body, CancellationToken cancel)
    {
        var asked = JsonText.Write(body);
        foreach (var pause in Pauses)
        {
            var reply = await SendAsync(HttpMethod.Post, path, asked, Json, cancel);
            if (!IsPassing(reply))
            {
                return reply;
            }
            reply.Dispose();
            await Task.Delay(pause, _clock, cancel);
        }
        return await SendAsync(HttpMethod.Post, path, asked, Json, cancel);
    }

    /// <param name="lines">Lines of JSON.</param>
    public Task<ServerReply> BulkAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, lines, "application/x-ndjson", cancel);

    public void Dispose() => _http.Dispose();

    /// <summary>Too many buckets are a 503 as well, and will be the next time.</summary>
    private static bool IsPassing(ServerReply reply) =>
        reply.Status is 429 or 503
        && (reply.RetryAfter ?? TimeSpan.Zero) <= Pauses[^1]
        && !reply.Is("too_many_buckets_exception");

    /// <summary>Any answer of the server, errors included; no answer is thrown as <see cref="IndexTrouble.Unreachable"/>.</summary>
    private async Task<ServerReply> SendAsync(
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte>? body,
        string mediaType,
        CancellationToken cancel
    )
    {
        IndexUnavailableException? failure = null;
        for (var tried = 0; tried < _nodes.Count; tried++)
        {
            var node = Volatile.Read(ref _current) % _nodes.Count;
            try
            {
                var reply = await SendToAsync(new Uri(_nodes[node], path), method, body, mediaType, cancel);
                if (reply.Status is not (502 or 504) || tried == _nodes.Count - 1)
                {
                    return reply;
                }
                reply.Dispose();
            }
            catch (IndexUnavailableException noAnswer)
            {
                failure = noAnswer;
            }
            Interlocked.CompareExchange(ref _current, (node + 1) % _nodes.Count, node);
        }
        throw failure!;
    }

    private async Task<ServerReply> SendToAsync(
        Uri url,
        HttpMethod method,
        ReadOnlyMemory<byte>? body,
        string mediaType,
        CancellationToken cancel
    )
    {
        using var timeout = new CancellationTokenSource(_timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(method, url);
            if (body is { } bytes)
            {
                request.Content = new ReadOnlyMemoryContent(bytes);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            }
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, url, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Unreachable(url, $"no answer within {_timeout.TotalSeconds:0} seconds", null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw Unreachable(url, (broken.InnerException ?? broken).Message, broken);
        }
    }

    private async Task<ServerReply> ReadAsync(HttpResponseMessage response, Uri url, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var retryAfter = response.Headers.RetryAfter is { } asked
            ? asked.Delta ?? asked.Date - _clock.GetUtcNow()
            : null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        try
        {
            return new ServerReply(status, await JsonDocument.ParseAsync(stream, default, cancel), retryAfter);
        }
        catch (JsonException) when (status is < 200 or >= 300)
        {
            // A proxy in front speaks HTML, and some answers have no body at all.
            return new ServerReply(status, JsonDocument.Parse("{}"), retryAfter);
        }
        catch (JsonException notJson)
        {
            throw Unreachable(url, "what answers there is no search server", notJson);
        }
    }

    private static IndexUnavailableException Unreachable(Uri url, string why, Exception? inner) =>
        new(
            IndexTrouble.Unreachable,
            $"The search server at {url.Authority} does not answer ({why}). Check that it runs and that Search:Url is right.",
            null,
            inner
        );

    private static Uri WithoutCredentials(Uri node) => new UriBuilder(node) { UserName = "", Password = "" }.Uri;
}
