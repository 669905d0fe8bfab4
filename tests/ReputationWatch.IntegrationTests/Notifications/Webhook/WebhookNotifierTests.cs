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

        await SendAsync(server.Url("/hook"), new WebhookOptions { Secret = "s3cret" });

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

        Assert.Contains("127.0.0.1", Assert.IsType<SendOutcome.TryAgain>(outcome).Error, StringComparison.Ordinal);
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

    private Task<SendOutcome> SendAsync(string recipient, WebhookOptions? options = null) =>
        new WebhookNotifier(options ?? new WebhookOptions(), TimeZoneInfo.Utc, _http, new StoppedClock()).SendAsync(
            new Notification
            {
                Id = 7,
                Key = "test:7",
                Kind = NotificationKind.Test,
                Notifier = "webhook",
                Recipient = recipient,
                Language = "en",
                SubjectId = 0,
                CreatedAt = StoppedClock.Now,
            },
            _content,
            TestContext.Current.CancellationToken
        );

    private static string Header(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.First(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private sealed class StoppedClock : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 5, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
