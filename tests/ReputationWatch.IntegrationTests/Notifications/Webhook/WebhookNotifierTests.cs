using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Core.Notifications;
using ReputationWatch.IntegrationTests.Crawling;
using ReputationWatch.Notifications.Webhook;

namespace ReputationWatch.IntegrationTests.Notifications.Webhook;

public sealed class WebhookNotifierTests : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly AlertContent.OfTest _content = new(new Uri("https://watch.example/settings"));

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("200 OK", typeof(SendOutcome.Sent))]
    [InlineData("204 No Content", typeof(SendOutcome.Sent))]
    [InlineData("302 Found", typeof(SendOutcome.Failed))]
    [InlineData("400 Bad Request", typeof(SendOutcome.Failed))]
    [InlineData("404 Not Found", typeof(SendOutcome.Failed))]
    [InlineData("410 Gone", typeof(SendOutcome.Failed))]
    [InlineData("408 Request Timeout", typeof(SendOutcome.TryAgain))]
    [InlineData("429 Too Many Requests", typeof(SendOutcome.TryAgain))]
    [InlineData("500 Internal Server Error", typeof(SendOutcome.TryAgain))]
    [InlineData("503 Service Unavailable", typeof(SendOutcome.TryAgain))]
    public async Task Send_ByStatus_IsSentFailedOrTriedAgain(string status, Type outcome)
    {
        await using var server = LoopbackServer.Start(
            (
                "/hook/secret",
                $"HTTP/1.1 {status}\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        );

        Assert.IsType(outcome, await SendAsync(server.Url("/hook/secret")));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_Generic_IsSignedOverIdTimeAndBody()
    {
        await using var server = LoopbackServer.Start(("/hook", LoopbackServer.Ok("")));

        await SendAsync(server.Url("/hook"), secret: "s3cret");

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal("test:7", Header(headers, "webhook-id"));
        Assert.Equal("1795266300", Header(headers, "webhook-timestamp"));
        Assert.Matches("^v1,[A-Za-z0-9+/]{43}=$", Header(headers, "webhook-signature"));
        Assert.Equal("application/json; charset=utf-8", Header(headers, "content-type"));
    }

    [Fact]
    public async Task Send_ToASilentServer_GivesUpAfterTheTimeOut()
    {
        await using var server = LoopbackServer.Start((_, _, cancel) => Task.Delay(Timeout.Infinite, cancel));

        var outcome = await SendAsync(
            server.Url("/hook"),
            new WebhookOptions { Timeout = TimeSpan.FromMilliseconds(200) }
        );

        Assert.Contains(
            "127.0.0.1",
            Assert.IsType<SendOutcome.TryAgain>(outcome).Trouble.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Send_Refused_TellsWhatTheOtherSideSaid()
    {
        await using var server = LoopbackServer.Start(
            ("/hook", "HTTP/1.1 403 Forbidden\r\nContent-Length: 13\r\nConnection: close\r\n\r\ninvalid_token")
        );

        var failed = Assert.IsType<SendOutcome.Failed>(await SendAsync(server.Url("/hook")));

        Assert.Equal(new SendTrouble(TroubleKind.HookRefused, "127.0.0.1", "403 invalid_token"), failed.Trouble);
    }

    [Fact]
    public async Task Send_AskedToWait_TriesAgainThenAndNotBefore()
    {
        await using var server = LoopbackServer.Start(
            ("/hook", "HTTP/1.1 429 Slow Down\r\nRetry-After: 120\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        );

        var again = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(server.Url("/hook")));

        Assert.Equal(TimeSpan.FromMinutes(2), again.After);
    }

    [Fact]
    public async Task Send_AnEndlessAnswer_IsReadNoFurtherThanItsBeginning()
    {
        await using var server = LoopbackServer.Start(
            async (_, stream, cancel) =>
            {
                await stream.WriteAsync("HTTP/1.1 500 Broken\r\nConnection: close\r\n\r\n"u8.ToArray(), cancel);
                while (!cancel.IsCancellationRequested)
                {
                    await stream.WriteAsync(
                        new byte[4096]
                            .Select(_ => (byte)'x')
                            .ToArray(),
                        cancel
                    );
                }
            }
        );

        var again = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(server.Url("/hook")));

        Assert.Equal(TroubleKind.HookBusy, again.Trouble.Kind);
        Assert.InRange(again.Trouble.Said!.Length, 10, 250);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/hook")]
    [InlineData("http://localhost:{0}/hook")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/hook")]
    [InlineData("http://2130706433:{0}/hook")]
    public async Task Send_ThroughTheGuard_ReachesNothingInThisNetworkUnlessAllowed(string address)
    {
        await using var server = LoopbackServer.Start(("/hook", LoopbackServer.Ok("")));
        var port = new Uri(server.Url("/hook")).Port;
        var url = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, port);
        using var guarded = GuardedHandler.Create([]);
        using var allowing = GuardedHandler.Create([$"127.0.0.0/8:{port}", $"::ffff:127.0.0.1:{port}"]);

        var refused = Assert.IsType<SendOutcome.Failed>(await SendAsync(url, through: guarded));

        Assert.Equal(TroubleKind.HookPrivate, refused.Trouble.Kind);
        Assert.Empty(server.Requests);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(server.Url("/hook"), through: allowing));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/hook?token=secret", typeof(SendOutcome.TryAgain))]
    [InlineData("not an address", typeof(SendOutcome.Failed))]
    public async Task Send_WhereNobodyIs_SaysSoWithoutTheSecretAddress(string recipient, Type outcome)
    {
        var answer = await SendAsync(recipient);

        Assert.IsType(outcome, answer);
        Assert.DoesNotContain("secret", answer.ToString(), StringComparison.Ordinal);
    }

    private Task<SendOutcome> SendAsync(
        string url,
        WebhookOptions? options = null,
        string? secret = null,
        HttpMessageHandler? through = null
    )
    {
        var channel = new AlertChannel
        {
            Id = 3,
            Name = "Team",
            Url = url,
            Secret = secret,
        };
        return new WebhookNotifier(
            options ?? new WebhookOptions(),
            new OneChannel(channel),
            TimeZoneInfo.Utc,
            through is null ? _http : new HttpClient(through, disposeHandler: false),
            new StoppedClock()
        ).SendAsync(
            new Notification
            {
                Id = 7,
                Key = "test:7",
                Kind = NotificationKind.Test,
                Notifier = "webhook",
                Recipient = "webhook:3",
                ChannelId = 3,
                Language = "en",
                SubjectId = 0,
                CreatedAt = StoppedClock.Now,
            },
            _content,
            TestContext.Current.CancellationToken
        );
    }

    private static string Header(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.First(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private sealed class StoppedClock : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 5, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class OneChannel(AlertChannel channel) : IChannelStore
    {
        public Task<AlertChannel?> FindAsync(long id, CancellationToken cancel) =>
            Task.FromResult(id == channel.Id ? channel : null);

        public Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<AlertChannel>>([channel]);

        public Task<long> AddAsync(AlertChannel added, CancellationToken cancel) => throw new NotSupportedException();

        public Task UpdateAsync(AlertChannel changed, CancellationToken cancel) => throw new NotSupportedException();

        public Task DeleteAsync(long id, CancellationToken cancel) => throw new NotSupportedException();
    }
}
