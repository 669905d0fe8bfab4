using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Webhook;

/// <summary>One POST to an address that somebody typed in: a time-out over all, and an answer of which only the beginning is read.</summary>
internal sealed class WebhookCall(HttpClient http, TimeSpan timeout, TimeProvider clock)
{
    private const int MostRead = 2048;
    private const int MostTold = 200;

    /// <summary>The address itself may be a secret (Slack, Teams), so only its host is told.</summary>
    public async Task<SendOutcome> SendAsync(
        HttpRequestMessage request,
        Func<int, string?, SendOutcome> judge,
        CancellationToken cancel
    )
    {
        var host = request.RequestUri!.Host;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(timeout);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)answer.StatusCode;
            var said = status < 300 ? null : await BeginningAsync(answer, patience.Token);
            return judge(status, said) switch
            {
                SendOutcome.TryAgain again => again with { After = After(answer.Headers.RetryAfter) },
                var outcome => outcome,
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Again(TroubleKind.HookTimedOut, host, null);
        }
        catch (HttpRequestException failure) when (failure.InnerException is AddressNotAllowedException)
        {
            return new SendOutcome.Failed(new SendTrouble(TroubleKind.HookPrivate, host));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var why = (failure as HttpRequestException)?.HttpRequestError.ToString();
            return Again(TroubleKind.HookUnreachable, host, why);
        }
    }

    /// <summary>What an answer means for whoever is called over HTTP.</summary>
    public static SendOutcome Judge(int status, string? said, string host)
    {
        var words = Words(status, said);
        return status switch
        {
            >= 200 and < 300 => new SendOutcome.Sent(),
            >= 300 and < 400 => new SendOutcome.Failed(new SendTrouble(TroubleKind.HookRedirects, host, words)),
            408 or 425 or 429 or >= 500 => Again(TroubleKind.HookBusy, host, words),
            _ => new SendOutcome.Failed(new SendTrouble(TroubleKind.HookRefused, host, words)),
        };
    }

    public static string Words(int status, string? said) =>
        string.Create(CultureInfo.InvariantCulture, $"{status} {said}").TrimEnd();

    private static SendOutcome Again(TroubleKind kind, string where, string? said) =>
        new SendOutcome.TryAgain(new SendTrouble(kind, where, said));

    private TimeSpan? After(RetryConditionHeaderValue? wish) => wish?.Delta ?? wish?.Date - clock.GetUtcNow();

    private static async Task<string?> BeginningAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var bytes = new byte[MostRead];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        var text = CleanText.Shortened(Encoding.UTF8.GetString(bytes, 0, read), MostTold);
        return text.Length > 0 && !text.StartsWith('<') ? text : null;
    }
}
