using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReputationWatch.IntegrationTests.Crawling;

/// <summary>
/// A server that says exactly the bytes that a test wants, well-formed or not, which no web framework would do. One
/// request a connection.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Request, NetworkStream, CancellationToken, Task> answer;
    private readonly Task loop;

    private LoopbackServer(Func<Request, NetworkStream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        loop = AcceptAsync();
    }

    public sealed record Request(string Path, IReadOnlyDictionary<string, string> Headers, string Method);

    public ConcurrentQueue<Request> Requests { get; } = new();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Url(string path) => $"http://127.0.0.1:{Port}{path}";

    public IEnumerable<string> Paths => Requests.Select(r => r.Path);

    public static LoopbackServer Start(Func<Request, NetworkStream, CancellationToken, Task> answer) => new(answer);

    /// <summary>Answers each path with a whole raw response; 404 for the rest.</summary>
    public static LoopbackServer Start(params (string Path, string Response)[] pages) =>
        new(
            (request, stream, cancel) =>
            {
                var page = pages.FirstOrDefault(p => p.Path == request.Path).Response;
                return stream.WriteAsync(Encoding.Latin1.GetBytes(page ?? NotFound), cancel).AsTask();
            }
        );

    public const string NotFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public static string Ok(string body, string headers = "") =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}";

    public static string Redirect(int status, string location) =>
        $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await loop;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        // Stopped between two turns of the loop, the listener says that it was never started.
        catch (Exception ended)
            when (ended is OperationCanceledException or SocketException or InvalidOperationException) { }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadHeadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    await answer(request, stream, stop.Token);
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException) { }
        }
    }

    private async Task<Request?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!Encoding.Latin1.GetString([.. head.TakeLast(4)]).Equals("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0)
            {
                return null;
            }
            head.Add(one[0]);
        }
        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines
            .Skip(1)
            .Select(l => l.Split(": ", 2))
            .ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        var start = lines[0].Split(' ');
        return new Request(start[1], headers, start[0]);
    }
}
