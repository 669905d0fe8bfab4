using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using ReputationWatch.Connectors.Crawling;
using static ReputationWatch.IntegrationTests.Crawling.LoopbackServer;

namespace ReputationWatch.IntegrationTests.Crawling;

/// <summary>Servers that stall, lie, break off or overflow: each comes to a named outcome, within the limits.</summary>
public sealed class HostileServerTests
{
    private const long Limit = 64 * 1024;

    private static readonly CrawlOptions Short = PoliteFetcherTests.Loopback with
    {
        TotalTimeout = TimeSpan.FromSeconds(1),
        HeadersTimeout = TimeSpan.FromMilliseconds(500),
        ConnectTimeout = TimeSpan.FromMilliseconds(300),
        MaxBodyBytes = Limit,
    };

    private static async Task<FetchOutcome> FetchAsync(string url, CrawlOptions? options = null)
    {
        using var fetcher = new PoliteFetcher(options ?? Short, TimeProvider.System);
        return await fetcher.FetchAsync(
            new FetchRequest(url) { ObeyRobots = false },
            TestContext.Current.CancellationToken
        );
    }

    private static LoopbackServer Raw(params byte[][] parts) =>
        Start(
            async (_, stream, cancel) =>
            {
                foreach (var part in parts)
                {
                    await stream.WriteAsync(part, cancel);
                }
            }
        );

    private static byte[] Head(string headers) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}Connection: close\r\n\r\n");

    private static LoopbackServer Coded(string coding, byte[] body) =>
        Raw(Head($"Content-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n"), body);

    private static byte[] Compress(Func<Stream, Stream> coder, byte[] body)
    {
        var result = new MemoryStream();
        using (var stream = coder(result))
        {
            stream.Write(body);
        }
        return result.ToArray();
    }

    private static byte[] Gzip(byte[] body) => Compress(s => new GZipStream(s, CompressionLevel.Fastest), body);

    private static byte[] Zlib(byte[] body) => Compress(s => new ZLibStream(s, CompressionLevel.Fastest), body);

    private static byte[] Deflate(byte[] body) => Compress(s => new DeflateStream(s, CompressionLevel.Fastest), body);

    private static byte[] Brotli(byte[] body) => Compress(s => new BrotliStream(s, CompressionLevel.Fastest), body);

    private static byte[] ByName(string coding, byte[] body) =>
        coding switch
        {
            "gzip" or "x-gzip" => Gzip(body),
            "deflate" => Zlib(body),
            "bare deflate" => Deflate(body),
            _ => Brotli(body),
        };

    private static string Text(FetchOutcome outcome) =>
        Encoding.UTF8.GetString(Assert.IsType<FetchOutcome.Fetched>(outcome).Body.Span);

    private static UnreachableReason Reason(FetchOutcome outcome) =>
        Assert.IsType<FetchOutcome.Unreachable>(outcome).Reason;

    [Fact]
    public async Task Fetch_HeadersNeverEnd_TimesOut()
    {
        await using var server = Start(
            async (_, stream, cancel) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancel);
                for (var i = 0; ; i++)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{i}: drip\r\n"), cancel);
                    await Task.Delay(50, cancel);
                }
            }
        );

        Assert.Equal(UnreachableReason.TimedOut, Reason(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_BodyDripsForever_TimesOut()
    {
        await using var server = Start(
            async (_, stream, cancel) =>
            {
                await stream.WriteAsync(Head("Content-Length: 60000\r\n"), cancel);
                while (true)
                {
                    await stream.WriteAsync("x"u8.ToArray(), cancel);
                    await Task.Delay(50, cancel);
                }
            }
        );

        Assert.Equal(UnreachableReason.TimedOut, Reason(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_NothingEverAnswers_TimesOut()
    {
        await using var server = Start((_, _, cancel) => Task.Delay(Timeout.Infinite, cancel));

        Assert.Equal(UnreachableReason.TimedOut, Reason(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_ShorterThanAnnounced_IsTruncated()
    {
        await using var server = Raw(Head("Content-Length: 100\r\n"), "only this"u8.ToArray());

        Assert.Equal(UnreachableReason.Truncated, Reason(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_ChunksBreakOff_IsTruncated()
    {
        await using var server = Raw(Head("Transfer-Encoding: chunked\r\n"), "5\r\nhello\r\n9\r\nwor"u8.ToArray());

        Assert.Equal(UnreachableReason.Truncated, Reason(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_ConnectionClosedWithoutAWord_IsTruncated()
    {
        await using var server = Raw();

        Assert.Equal(UnreachableReason.Truncated, Reason(await FetchAsync(server.Url("/"))));
    }

    [Theory]
    [InlineData("220 smtp.example ready\r\n\r\n")]
    [InlineData("<html>no status line</html>\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\n\r\n")]
    public async Task Fetch_NoSensibleHttp_IsAnInvalidAnswer(string answer)
    {
        await using var server = Raw(Encoding.ASCII.GetBytes(answer));

        var outcome = await FetchAsync(server.Url("/"));

        Assert.Contains(
            Assert.IsType<FetchOutcome.Unreachable>(outcome).Reason,
            new[] { UnreachableReason.InvalidAnswer, UnreachableReason.Truncated }
        );
    }

    [Fact]
    public async Task Fetch_AnnouncedTooLarge_IsRefusedUnread()
    {
        await using var server = Raw(Head("Content-Length: 99999999999\r\n"));

        Assert.Equal(Limit, Assert.IsType<FetchOutcome.TooLarge>(await FetchAsync(server.Url("/"))).LimitBytes);
    }

    [Fact]
    public async Task Fetch_EndlessBodyWithoutLength_IsTooLarge()
    {
        await using var server = Start(
            async (_, stream, cancel) =>
            {
                await stream.WriteAsync(Head(""), cancel);
                while (true)
                {
                    await stream.WriteAsync(new byte[8192], cancel);
                }
            }
        );

        Assert.IsType<FetchOutcome.TooLarge>(await FetchAsync(server.Url("/")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("bare deflate")]
    [InlineData("br")]
    public async Task Fetch_CompressedBody_IsDecoded(string coding)
    {
        await using var server = Coded(coding.Replace("bare ", ""), ByName(coding, "plain"u8.ToArray()));

        Assert.Equal("plain", Text(await FetchAsync(server.Url("/"))));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("bare deflate")]
    [InlineData("br")]
    public async Task Fetch_Bomb_IsStoppedAtTheLimit(string coding)
    {
        await using var server = Coded(coding.Replace("bare ", ""), ByName(coding, new byte[10_000_000]));

        Assert.IsType<FetchOutcome.TooLarge>(await FetchAsync(server.Url("/")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Fetch_CompressedBodyBreaksOff_IsTruncated(string coding)
    {
        var whole = ByName(coding, Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 3000))));
        await using var server = Coded(coding, whole[..(whole.Length / 2)]);

        Assert.Equal(UnreachableReason.Truncated, Reason(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_CodedTwice_IsDecodedTwice()
    {
        await using var server = Coded("deflate, gzip", Gzip(Zlib("plain"u8.ToArray())));

        Assert.Equal("plain", Text(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_CodedTooOften_IsAnInvalidAnswer()
    {
        await using var server = Coded("gzip, gzip, gzip, gzip", Gzip(Gzip(Gzip(Gzip("x"u8.ToArray())))));

        Assert.Equal(UnreachableReason.InvalidAnswer, Reason(await FetchAsync(server.Url("/"))));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("utf-8")]
    [InlineData("aws-chunked")]
    public async Task Fetch_LabelOfACodingThatIsNotThere_ReadsTheBodyAsItIs(string coding)
    {
        await using var server = Coded(coding, "plain"u8.ToArray());

        Assert.Equal("plain", Text(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_JunkAfterGzip_KeepsWhatWasCompressed()
    {
        await using var server = Coded("gzip", [.. Gzip("plain"u8.ToArray()), .. "\0\0\0\0junk"u8]);

        Assert.Equal("plain", Text(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_CorruptGzip_IsAnInvalidAnswer()
    {
        var body = Gzip(Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 3000))));
        body.AsSpan(20, 200).Fill(0xFF);
        await using var server = Coded("gzip", body);

        Assert.Equal(UnreachableReason.InvalidAnswer, Reason(await FetchAsync(server.Url("/"))));
    }

    [Fact]
    public async Task Fetch_PortNobodyListensOn_IsRefused()
    {
        var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(UnreachableReason.ConnectionRefused, Reason(await FetchAsync($"http://127.0.0.1:{port}/")));
    }

    [Fact]
    public async Task Fetch_PlainServerAskedForTls_IsATlsFailure()
    {
        await using var server = Start(("/", Ok("x")));

        var outcome = await FetchAsync(server.Url("/").Replace("http:", "https:"));

        Assert.Contains(Reason(outcome), new[] { UnreachableReason.TlsFailed, UnreachableReason.TimedOut });
    }

    [Fact]
    public async Task Fetch_NameThatDoesNotExist_IsADnsFailure()
    {
        using var fetcher = new PoliteFetcher(
            Short,
            TimeProvider.System,
            (_, _) => throw new SocketException((int)SocketError.HostNotFound)
        );

        var outcome = await fetcher.FetchAsync(
            new FetchRequest("http://nowhere.example/") { ObeyRobots = false },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(UnreachableReason.DnsFailed, Reason(outcome));
    }

    [Fact]
    public async Task Fetch_NameThatTurnsPrivateBetweenRequests_IsRefusedAtConnectTime()
    {
        await using var server = Start(("/", Ok("secret")));
        var options = Short with { AllowedPrivate = [] };
        using var fetcher = new PoliteFetcher(
            options,
            TimeProvider.System,
            (_, _) => Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Loopback])
        );

        var outcome = await fetcher.FetchAsync(
            new FetchRequest($"http://rebound.example:{server.Port}/"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(UnreachableReason.PrivateAddress, Reason(outcome));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Fetch_CallerCancels_ThrowsNothingButCancellation()
    {
        await using var server = Start((_, _, cancel) => Task.Delay(Timeout.Infinite, cancel));
        using var fetcher = new PoliteFetcher(PoliteFetcherTests.Loopback, TimeProvider.System);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            fetcher.FetchAsync(new FetchRequest(server.Url("/")) { ObeyRobots = false }, stop.Token)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://a..b_-/%")]
    public async Task Fetch_WhatIsNoWebAddress_ComesToAnOutcome(string url) =>
        Assert.IsType<FetchOutcome.Unreachable>(await FetchAsync(url));
}
