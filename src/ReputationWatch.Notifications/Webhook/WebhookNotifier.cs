using System.Net.Http.Headers;
using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Notifications.Webhook;

/// <summary>Tells programs and chats: one POST with JSON.</summary>
internal sealed class WebhookNotifier(
    WebhookOptions options,
    IChannelStore channels,
    TimeZoneInfo zone,
    HttpClient http,
    TimeProvider clock
) : INotifier
{
    private readonly WebhookCall _call = new(http, options.Timeout, clock);

    public string Name => "webhook";

    public async Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel)
    {
        var id = notification.ChannelId ?? 0;
        if (await channels.FindAsync(id, cancel) is not { } channel)
        {
            return new SendOutcome.Failed(new SendTrouble(TroubleKind.ChannelDeleted));
        }
        if (!channel.Enabled && notification.Kind != NotificationKind.Test)
        {
            return new SendOutcome.Failed(new SendTrouble(TroubleKind.ChannelOff, channel.Name));
        }
        if (!Uri.TryCreate(channel.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            return new SendOutcome.Failed(new SendTrouble(TroubleKind.AddressWrong, channel.Name));
        }
        var body = WebhookBody.Write(channel.Kind, notification, content, zone);
        using var request = CreateRequest(channel, url, notification, body);
        return await _call.SendAsync(request, (status, said) => WebhookCall.Judge(status, said, url.Host), cancel);
    }

    private HttpRequestMessage CreateRequest(AlertChannel channel, Uri url, Notification notification, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ReputationWatch", "1.0"));
        if (channel.Kind == ChannelKind.Json)
        {
            // The id is the same at every attempt: a receiver that has seen it knows the rest.
            var now = clock.GetUtcNow();
            request.Headers.Add("webhook-id", notification.Key);
            request.Headers.Add("webhook-timestamp", WebhookSignature.Timestamp(now));
            if (channel.Secret is { Length: > 0 } secret)
            {
                request.Headers.Add("webhook-signature", WebhookSignature.Of(notification.Key, now, body, secret));
            }
        }
        return request;
    }
}
