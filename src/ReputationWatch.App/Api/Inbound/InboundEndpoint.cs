using System.Globalization;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Api.Inbound;

/// <summary><c>POST /api/intake/{id}</c>: takes signed deliveries in. 202 only when everything is durable.</summary>
internal sealed class InboundEndpoint(
    ISourceStore sources,
    IDeliveryStore deliveries,
    DirectIntake intake,
    ISecretBox secrets,
    DeliveryRate rate,
    TimeProvider clock,
    ILogger<InboundEndpoint> log
)
{
    public const long LongestBody = 1024 * 1024;

    public static void Map(WebApplication app) =>
        app.MapPost(
                "/api/intake/{id:long}",
                (long id, HttpContext context, InboundEndpoint endpoint) => endpoint.TakeAsync(id, context)
            )
            .AllowAnonymous()
            .DisableAntiforgery();

    public async Task<IResult> TakeAsync(long id, HttpContext context)
    {
        var cancel = context.RequestAborted;
        var now = clock.GetUtcNow();
        if (rate.Refuses(id, now) is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(
                CultureInfo.InvariantCulture
            );
            return Refused(
                429,
                "too_many",
                "Too many deliveries. Wait as Retry-After says, or put several items into one."
            );
        }
        var body = await ReadAsync(context.Request, cancel);
        if (body is null)
        {
            return await RefuseAsync(
                id,
                413,
                "too_large",
                $"A delivery has at most {LongestBody / 1024} KiB. Split it.",
                cancel
            );
        }
        var source = await sources.FindAsync(id, cancel);
        // An address that does not exist answers as one whose signature is wrong: nobody can look for addresses.
        if (
            source is not { Connector: DirectIntake.InboundConnector }
            || InboundSource.SecretOf(source, secrets) is not { } secret
        )
        {
            return Refused(401, "signature_wrong", Words(SignatureVerdict.Wrong));
        }
        var signature = context.Request.Headers[InboundSignature.SignatureHeader].ToString();
        var verdict = InboundSignature.Check(
            context.Request.Headers[InboundSignature.TimeHeader],
            signature,
            body,
            secret,
            now
        );
        return verdict == SignatureVerdict.Good
            ? await TakeAsync(source, body, signature, now, cancel)
            : await RefuseAsync(id, 401, Code(verdict), Words(verdict), cancel);
    }

    private async Task<IResult> TakeAsync(
        Source source,
        byte[] body,
        string signature,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (!source.Enabled)
        {
            return await RefuseAsync(source.Id, 409, "paused", "This source is paused. Resume it on its page.", cancel);
        }
        if (await deliveries.IsKnownAsync(source.Id, signature, cancel))
        {
            return Results.Json(
                new
                {
                    accepted = 0,
                    @new = 0,
                    duplicate = true,
                },
                statusCode: 202
            );
        }
        var read = InboundBody.Read(body, InboundSource.PathsOf(source), source.Url, now);
        if (read.Error is { } error)
        {
            return await RefuseAsync(source.Id, 400, "body_unreadable", error, cancel);
        }
        if (read.Problems.Count > 0)
        {
            var first = read.Problems[0];
            await NoteAsync(source.Id, null, 400, 0, 0, $"items[{first.Index}].{first.Field}: {first.Problem}", cancel);
            return Results.Json(
                new
                {
                    error = "items_wrong",
                    message = "Nothing was taken in. Mend these items and send all again.",
                    problems = read.Problems,
                },
                statusCode: 400
            );
        }
        var result = await intake.TakeAsync(source, read.Items, cancel);
        await NoteAsync(source.Id, signature, 202, read.Items.Count, result.New + result.Unmatched, null, cancel);
        return Results.Json(
            new
            {
                accepted = read.Items.Count,
                @new = result.New,
                known = result.Known + result.Edited,
                unmatched = result.Unmatched,
                duplicate = false,
            },
            statusCode: 202
        );
    }

    /// <summary>Null when it is larger than allowed, whatever its header says.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > LongestBody)
        {
            return null;
        }
        var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(piece, cancel)) > 0)
        {
            buffer.Write(piece, 0, read);
            if (buffer.Length > LongestBody)
            {
                return null;
            }
        }
        return buffer.ToArray();
    }

    private async Task<IResult> RefuseAsync(long id, int status, string code, string words, CancellationToken cancel)
    {
        await NoteAsync(id, null, status, 0, 0, words, cancel);
        return Refused(status, code, words);
    }

    /// <summary>The history is for the owner of an address; one that does not exist has none.</summary>
    private async Task NoteAsync(
        long id,
        string? key,
        int status,
        int items,
        int itemsNew,
        string? error,
        CancellationToken cancel
    )
    {
        log.LogInformation("Delivery to source {SourceId} answered {Status} with {Items} items", id, status, items);
        if (await sources.FindAsync(id, cancel) is { Connector: DirectIntake.InboundConnector })
        {
            await deliveries.AddAsync(new Delivery(id, key, clock.GetUtcNow(), status, items, itemsNew, error), cancel);
        }
    }

    private static IResult Refused(int status, string code, string words) =>
        Results.Json(new { error = code, message = words }, statusCode: status);

    private static string Code(SignatureVerdict verdict) =>
        verdict switch
        {
            SignatureVerdict.Missing => "signature_missing",
            SignatureVerdict.OutOfTime => "timestamp_out_of_tolerance",
            _ => "signature_wrong",
        };

    private static string Words(SignatureVerdict verdict) =>
        verdict switch
        {
            SignatureVerdict.Missing =>
                $"The headers {InboundSignature.TimeHeader} and {InboundSignature.SignatureHeader} are needed.",
            SignatureVerdict.OutOfTime =>
                "The timestamp is more than five minutes away from this server's clock. Send Unix seconds of now.",
            _ =>
                "The signature does not fit: HMAC-SHA256 with the secret over the timestamp, a full stop and the body.",
        };
}

/// <summary>So many deliveries a minute to one address.</summary>
internal sealed class DeliveryRate
{
    public const int PerMinute = 120;
    private const int MostAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, (DateTimeOffset Since, int Count)> _windows = [];

    /// <summary>How long to wait; null when this one may pass.</summary>
    public TimeSpan? Refuses(long id, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_windows.Count > MostAddresses)
            {
                _windows.Clear();
            }
            var (since, count) = _windows.GetValueOrDefault(id, (now, 0));
            if (now - since >= TimeSpan.FromMinutes(1) || now < since)
            {
                (since, count) = (now, 0);
            }
            _windows[id] = (since, count + 1);
            return count < PerMinute ? null : since + TimeSpan.FromMinutes(1) - now;
        }
    }
}
