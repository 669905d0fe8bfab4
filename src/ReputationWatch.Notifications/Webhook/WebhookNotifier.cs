using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Notifications.Webhook;

/// <summary>Tells programs and chats: one POST with JSON.</summary>
internal sealed class WebhookNotifier(WebhookOptions options, TimeZoneInfo zone, HttpClient http, TimeProvider clock)
    : INotifier
{
    public string Name => "webhook";

    public async Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel)
    {
        if (WebhookTarget.Parse(notification.Recipient) is not { } target)
        {
            return new SendOutcome.Failed(
                "The address is none that can be called. Write https://…, or e.g. mattermost+https://…."
            );
        }
        var body = WebhookBody.Write(target.Shape, notification, content, zone);
        using var request = CreateRequest(target, notification, body);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Timeout);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return Judge(answer.StatusCode, target);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            var seconds = options.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            return new SendOutcome.TryAgain($"{target.Url.Host} did not answer within {seconds} seconds.");
        }
        catch (HttpRequestException failure)
        {
            return new SendOutcome.TryAgain($"{target.Url.Host} could not be reached: {failure.HttpRequestError}.");
        }
    }

    private HttpRequestMessage CreateRequest(WebhookTarget target, Notification notification, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ReputationWatch", "1.0"));
        if (target.Shape == WebhookShape.Generic)
        {
            // The id is the same at every attempt: a receiver that has seen it knows the rest.
            var now = clock.GetUtcNow();
            request.Headers.Add("webhook-id", notification.Key);
            request.Headers.Add("webhook-timestamp", WebhookSignature.Timestamp(now));
            if (options.ReadSecret() is { Length: > 0 } secret)
            {
                request.Headers.Add("webhook-signature", WebhookSignature.Of(notification.Key, now, body, secret));
            }
        }
        return request;
    }

    /// <summary>The address itself may be a secret (Slack, Teams), so only its host is told.</summary>
    private static SendOutcome Judge(HttpStatusCode status, WebhookTarget target)
    {
        var said = $"{target.Url.Host} answered {(int)status}.";
        return (int)status switch
        {
            >= 200 and < 300 => new SendOutcome.Sent(),
            >= 300 and < 400 => new SendOutcome.Failed(said + " Redirects are not followed: use the final address."),
            408 or 425 or 429 or >= 500 => new SendOutcome.TryAgain(said),
            _ => new SendOutcome.Failed(said + " The address may have been withdrawn."),
        };
    }
}
