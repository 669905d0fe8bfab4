using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using ReputationWatch.IntegrationTests.Crawling;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;

namespace ReputationWatch.IntegrationTests.Sources;

/// <summary>Loopback sites, each with one trouble.</summary>
internal static class TroubledSite
{
    public const long ManyZeros = 200L * 1024 * 1024;

    public static string Feed(string title, int items = 2) =>
        $"<rss version=\"2.0\"><channel><title>{title}</title><link>https://{title}.example/</link>"
        + string.Concat(
            Enumerable
                .Range(1, items)
                .Select(i =>
                    $"<item><guid>{title}-{i}</guid><title>Orvanne {title} {i}</title>"
                    + "<pubDate>Sat, 14 Mar 2026 10:00:00 GMT</pubDate></item>"
                )
        )
        + "</channel></rss>";

    public static LoopbackServer Healthy(string title) => Start(("/feed", Ok(Feed(title))));

    public static LoopbackServer Answering(string answer) => Start(("/feed", answer));

    public static string Status(int status, string headers = "", string body = "") =>
        $"HTTP/1.1 {status} Said\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}";

    /// <summary>Says a byte now and then and never ends.</summary>
    public static LoopbackServer Drip() =>
        OnFeed(
            async (stream, cancel) =>
            {
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"),
                    cancel
                );
                while (true)
                {
                    await stream.WriteAsync("<"u8.ToArray(), cancel);
                    await Task.Delay(50, cancel);
                }
            }
        );

    /// <summary>Zeros without a length, until the reader has had enough; counts what was taken.</summary>
    public static LoopbackServer Zeros(Action<int> sent) =>
        OnFeed(
            async (stream, cancel) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), cancel);
                var chunk = new byte[64 * 1024];
                for (var left = ManyZeros; left > 0; left -= chunk.Length)
                {
                    await stream.WriteAsync(chunk, cancel);
                    sent(chunk.Length);
                }
            }
        );

    /// <summary>The same zeros packed a thousand times smaller.</summary>
    public static LoopbackServer Bomb()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var chunk = new byte[1024 * 1024];
            for (long written = 0; written < ManyZeros; written += chunk.Length)
            {
                gzip.Write(chunk);
            }
        }
        return OnFeed(
            async (stream, cancel) =>
            {
                var head = $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancel);
                await stream.WriteAsync(packed.ToArray(), cancel);
            }
        );
    }

    /// <summary>Answers nothing before <paramref name="gate"/> opens, then a feed.</summary>
    public static LoopbackServer Waiting(Task gate) =>
        Start(
            async (request, stream, cancel) =>
            {
                await gate.WaitAsync(cancel);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Ok(Feed("slow"))), cancel);
            }
        );

    private static LoopbackServer OnFeed(Func<NetworkStream, CancellationToken, Task> answer) =>
        Start(
            (request, stream, cancel) =>
                request.Path == "/feed"
                    ? answer(stream, cancel)
                    : stream.WriteAsync(Encoding.ASCII.GetBytes(NotFound), cancel).AsTask()
        );
}
