using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Webhook;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Push;

/// <summary>Tells browsers, over the push service that each named (RFC 8030). What is told is encrypted for the browser alone.</summary>
internal sealed class PushNotifier(
    WebhookOptions options,
    IPushSubscriptionStore subscriptions,
    VapidKeys keys,
    PublicAddress address,
    TimeZoneInfo zone,
    HttpClient http,
    TimeProvider clock
) : INotifier
{
    private const int LongestTitle = 200;
    private const int LongestText = 400;

    /// <summary>An alert that a browser could not be told for this long is no news any more.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly WebhookCall _call = new(http, options.Timeout, clock);

    public string Name => "push";

    public async Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel)
    {
        if (
            !TryId(notification.Recipient, out var id)
            || await subscriptions.FindAsync(id, cancel) is not { } browser
            || !Uri.TryCreate(browser.Endpoint, UriKind.Absolute, out var endpoint)
        )
        {
            return new SendOutcome.Failed(new SendTrouble(TroubleKind.PushGone));
        }
        if (!PushEncryption.AreUsable(browser.PublicKey, browser.AuthSecret))
        {
            return new SendOutcome.Failed(new SendTrouble(TroubleKind.PushKeysWrong, endpoint.Host));
        }
        var words = ChatMessage.Of(
            notification.Kind,
            content,
            AlertWords.For(notification.Language),
            notification.Zone ?? zone
        );
        var message = PushEncryption.Encrypt(Write(words, notification), browser.PublicKey, browser.AuthSecret);
        using var request = await CreateRequestAsync(endpoint, notification, message, cancel);
        var outcome = await _call.SendAsync(request, (status, said) => Judge(status, said, endpoint.Host), cancel);
        if (outcome is SendOutcome.Failed { Trouble.Kind: TroubleKind.PushGone })
        {
            await subscriptions.DeleteAsync(id, null, cancel);
        }
        return outcome;
    }

    /// <summary>What the service worker shows. Letters outside ASCII take up to four bytes, so that even the longest fits.</summary>
    private static byte[] Write(ChatMessage words, Notification notification) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                title = CleanText.Shortened(words.Title, LongestTitle),
                body = CleanText.Shortened(words.Text, LongestText),
                url = words.Url,
                tag = Tag(notification),
                lang = notification.Language,
            },
            Json
        );

    private async Task<HttpRequestMessage> CreateRequestAsync(
        Uri endpoint,
        Notification notification,
        byte[] message,
        CancellationToken cancel
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(message) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.Add("TTL", Lifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", notification.Kind == NotificationKind.SourceRestored ? "normal" : "high");
        // A message that waits at the service is replaced by the same one sent again.
        request.Headers.Add("Topic", Tag(notification));
        var authorization = await keys.AuthorizationAsync(endpoint, Contact, clock.GetUtcNow(), cancel);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    /// <summary>RFC 8292 asks for a way to reach the operator; an address on http is none that it allows.</summary>
    private string Contact =>
        address.Root.Scheme == Uri.UriSchemeHttps
            ? address.Root.GetLeftPart(UriPartial.Authority)
            : $"mailto:postmaster@{address.Root.Host}";

    private static SendOutcome Judge(int status, string? said, string host) =>
        status is 404 or 410
            ? new SendOutcome.Failed(new SendTrouble(TroubleKind.PushGone, host, WebhookCall.Words(status, said)))
            : WebhookCall.Judge(status, said, host);

    /// <summary>At most 32 characters of base64url (RFC 8030, 5.4).</summary>
    private static string Tag(Notification notification) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(notification.Key)).AsSpan(0, 18));

    private static bool TryId(string recipient, out long id)
    {
        id = 0;
        return recipient.StartsWith("push:", StringComparison.Ordinal)
            && long.TryParse(recipient.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}

/// <summary>What a browser hands over when somebody agrees to push messages.</summary>
public static class PushRules
{
    private const int LongestEndpoint = 2000;

    public static bool IsUsable(string? endpoint, string? publicKey, string? authSecret) =>
        endpoint is { Length: > 0 and <= LongestEndpoint }
        && Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps
        && publicKey is { Length: < 200 }
        && authSecret is { Length: < 100 }
        && PushEncryption.AreUsable(publicKey, authSecret);
}
