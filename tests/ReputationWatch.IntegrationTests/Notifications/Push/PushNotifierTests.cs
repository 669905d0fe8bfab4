using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Users;
using ReputationWatch.IntegrationTests.Pipeline;
using ReputationWatch.Notifications.Push;
using ReputationWatch.Notifications.Webhook;

namespace ReputationWatch.IntegrationTests.Notifications.Push;

using Pipeline = ReputationWatch.IntegrationTests.Pipeline.Pipeline;

/// <summary>Against a push service on loopback that checks the signature and a browser that decrypts.</summary>
public sealed class PushNotifierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_IsSignedForTheServiceAndReadOnlyByTheBrowser()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await using var service = await PushService.StartAsync(201);
        using var browser = new Browser();
        var keys = new VapidKeys(pipeline.Stores.Settings);
        var recipient = await SubscribeAsync(pipeline, service, browser);

        Assert.IsType<SendOutcome.Sent>(await SendAsync(pipeline, keys, recipient));

        var request = Assert.Single(service.Requests);
        Assert.Equal("aes128gcm", request.Headers["Content-Encoding"]);
        Assert.Equal("43200", request.Headers["TTL"]);
        Assert.InRange(request.Headers["Topic"].Length, 1, 32);
        AssertSigned(request.Headers["Authorization"], service.Root, await keys.PublicKeyAsync(Cancel), pipeline.Clock);
        var message = JsonDocument.Parse(browser.Decrypt(request.Body)).RootElement;
        Assert.Equal("Message d'essai de ReputationWatch", message.GetProperty("title").GetString());
        Assert.Equal("https://watch.example.org/settings", message.GetProperty("url").GetString());
        Assert.DoesNotContain("ReputationWatch", Encoding.Latin1.GetString(request.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, typeof(SendOutcome.Failed), 0)]
    [InlineData(410, typeof(SendOutcome.Failed), 0)]
    [InlineData(403, typeof(SendOutcome.Failed), 1)]
    [InlineData(429, typeof(SendOutcome.TryAgain), 1)]
    [InlineData(502, typeof(SendOutcome.TryAgain), 1)]
    public async Task Send_ByStatus_TheSubscriptionGoesOnlyWhenTheBrowserIsGone(int status, Type outcome, int left)
    {
        await using var pipeline = await Pipeline.StartAsync();
        await using var service = await PushService.StartAsync(status);
        using var browser = new Browser();
        var recipient = await SubscribeAsync(pipeline, service, browser);

        var answer = await SendAsync(pipeline, new VapidKeys(pipeline.Stores.Settings), recipient);

        Assert.IsType(outcome, answer);
        Assert.Equal(left, (await pipeline.Stores.Subscriptions.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Send_ToAnEndpointInThisNetwork_IsRefusedByTheGuard()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await using var service = await PushService.StartAsync(201);
        using var browser = new Browser();
        using var guard = GuardedHandler.Create([]);
        var recipient = await SubscribeAsync(pipeline, service, browser);

        var failed = Assert.IsType<SendOutcome.Failed>(
            await SendAsync(pipeline, new VapidKeys(pipeline.Stores.Settings), recipient, guard)
        );

        Assert.Equal(TroubleKind.HookPrivate, failed.Trouble.Kind);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Keys_AskedForAtOnceForTheFirstTime_AreThoseOfLater()
    {
        await using var pipeline = await Pipeline.StartAsync();

        var settings = new SettingsOfTwo(pipeline.Stores.Settings);

        var keys = await Task.WhenAll(
            new VapidKeys(settings).PublicKeyAsync(Cancel),
            new VapidKeys(settings).PublicKeyAsync(Cancel)
        );
        var later = await new VapidKeys(pipeline.Stores.Settings).PublicKeyAsync(Cancel);

        Assert.Equal(87, later.Length);
        Assert.All(keys, key => Assert.Equal(later, key));
    }

    private static async Task<AlertRecipient> SubscribeAsync(Pipeline pipeline, PushService service, Browser browser)
    {
        var user = (await pipeline.Stores.Users.ListAsync(Cancel))[0];
        var id = await pipeline.Stores.Subscriptions.SaveAsync(
            new PushSubscription(
                0,
                user.Id,
                new Uri(service.Root, "send/1").AbsoluteUri,
                browser.PublicKey,
                browser.AuthSecret,
                "Test",
                pipeline.Clock.GetUtcNow()
            ),
            Cancel
        );
        return new AlertRecipient("push", $"push:{id}", $"push:{id}", "fr", user.Id, null);
    }

    private static async Task<SendOutcome> SendAsync(
        Pipeline pipeline,
        VapidKeys keys,
        AlertRecipient recipient,
        HttpMessageHandler? through = null
    )
    {
        using var http = new HttpClient(through ?? new SocketsHttpHandler(), disposeHandler: through is null);
        var notifier = new PushNotifier(
            new WebhookOptions(),
            pipeline.Stores.Subscriptions,
            keys,
            Pipeline.Address,
            TimeZoneInfo.Utc,
            http,
            pipeline.Clock
        );
        return await pipeline.NewSender(notifier).TestAsync(recipient, Cancel);
    }

    private static void AssertSigned(string authorization, Uri service, string publicKey, TimeProvider clock)
    {
        Assert.StartsWith("vapid t=", authorization, StringComparison.Ordinal);
        var (token, key) = authorization[8..].Split(", k=") is [var t, var k] ? (t, k) : ("", "");
        Assert.Equal(publicKey, key);
        var parts = token.Split('.');
        using var signer = ECDsa.Create(Browser.Parameters(Base64Url.DecodeFromChars(key)));
        Assert.True(
            signer.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256
            )
        );
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assert.Equal(service.GetLeftPart(UriPartial.Authority), claims.GetProperty("aud").GetString());
        Assert.Equal("https://watch.example.org", claims.GetProperty("sub").GetString());
        Assert.InRange(claims.GetProperty("exp").GetInt64() - clock.GetUtcNow().ToUnixTimeSeconds(), 3600, 24 * 3600);
    }

    /// <summary>Two processes that look for the same setting before either has made it.</summary>
    private sealed class SettingsOfTwo(ISettingsStore kept) : ISettingsStore
    {
        private readonly TaskCompletionSource _both = new();
        private int _asked;

        public async Task<string?> GetAsync(string key, CancellationToken cancel)
        {
            var found = await kept.GetAsync(key, cancel);
            if (Interlocked.Increment(ref _asked) == 2)
            {
                _both.SetResult();
            }
            await _both.Task.WaitAsync(cancel);
            return found;
        }

        public Task SetAsync(string key, string? value, CancellationToken cancel) =>
            throw new InvalidOperationException("would overwrite what the other has made");

        public Task<string> GetOrAddAsync(string key, string value, CancellationToken cancel) =>
            kept.GetOrAddAsync(key, value, cancel);
    }

    /// <summary>What a browser does with a message: RFC 8291 from the other side.</summary>
    private sealed class Browser : IDisposable
    {
        private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        private readonly byte[] _secret = RandomNumberGenerator.GetBytes(16);

        public string PublicKey => Base64Url.EncodeToString(Point);

        public string AuthSecret => Base64Url.EncodeToString(_secret);

        private byte[] Point
        {
            get
            {
                var q = _key.ExportParameters(false).Q;
                return [4, .. q.X!, .. q.Y!];
            }
        }

        public static ECParameters Parameters(byte[] point) =>
            new()
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33], Y = point[33..65] },
            };

        public byte[] Decrypt(byte[] body)
        {
            var (salt, length) = (body[..16], body[20]);
            Assert.Equal(4096u, BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)));
            var sender = body[21..(21 + length)];
            using var theirs = ECDiffieHellman.Create(Parameters(sender));
            byte[] info = [.. "WebPush: info\0"u8, .. Point, .. sender];
            var keying = HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                _key.DeriveRawSecretAgreement(theirs.PublicKey),
                32,
                _secret,
                info
            );
            var record = body[(21 + length)..];
            var plain = new byte[record.Length - 16];
            using var cipher = new AesGcm(Derive("aes128gcm", 16), 16);
            cipher.Decrypt(Derive("nonce", 12), record[..^16], record[^16..], plain);
            Assert.Equal(2, plain[^1]);
            return plain[..^1];

            byte[] Derive(string name, int size) =>
                HKDF.DeriveKey(
                    HashAlgorithmName.SHA256,
                    keying,
                    size,
                    salt,
                    Encoding.ASCII.GetBytes($"Content-Encoding: {name}\0")
                );
        }

        public void Dispose() => _key.Dispose();
    }

    private sealed record PushRequest(IReadOnlyDictionary<string, string> Headers, byte[] Body);

    private sealed class PushService(WebApplication app) : IAsyncDisposable
    {
        public List<PushRequest> Requests { get; } = [];

        public Uri Root => new(app.Urls.Single());

        public static async Task<PushService> StartAsync(int status)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var service = new PushService(app);
            app.MapPost(
                "/send/1",
                async context =>
                {
                    using var body = new MemoryStream();
                    await context.Request.Body.CopyToAsync(body);
                    var headers = context.Request.Headers.ToDictionary(
                        h => h.Key,
                        h => h.Value.ToString(),
                        StringComparer.OrdinalIgnoreCase
                    );
                    service.Requests.Add(new PushRequest(headers, body.ToArray()));
                    context.Response.StatusCode = status;
                }
            );
            await app.StartAsync();
            return service;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
