using System.Net.Http.Headers;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>Reads a response into an outcome.</summary>
internal sealed class Answer(HttpResponseMessage response, FetchRequest request, WebUrl url, DateTimeOffset now)
{
    private readonly int status = (int)response.StatusCode;
    private readonly Dictionary<string, string> headers = Collect(response);

    private TimeSpan? WaitAsked => RetryAfter.Of(headers, isRateLimit: status is 429 or 420, now);

    private TimeSpan? MaxAge =>
        Freshness.MaxAge(Header("Cache-Control"), Header("Expires"), Header("Date"), Header("Age"), now);

    public async Task<HopResult> ReadAsync(long limit, CancellationToken cancel)
    {
        if (status is 301 or 302 or 303 or 307 or 308 or 300 && Header("Location") is { } location)
        {
            return new HopResult(null, location, IsPermanent: status is 301 or 308);
        }
        return status switch
        {
            304 when request.Validators != Validators.None => new FetchOutcome.NotModified(MaxAge),
            >= 200 and < 300 => await ReadBodyAsync(limit, cancel),
            404 => new FetchOutcome.NotFound { Error = await ReadErrorAsync(cancel) },
            410 => new FetchOutcome.Gone { Error = await ReadErrorAsync(cancel) },
            >= 400 => await ReadRefusalAsync(cancel),
            _ => new FetchOutcome.Unreachable(UnreachableReason.InvalidAnswer, $"status {status}"),
        };
    }

    private async Task<FetchOutcome> ReadBodyAsync(long limit, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength > limit && !request.CutAtLimit)
        {
            return new FetchOutcome.TooLarge(limit);
        }
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var raw = await BodyReader.ReadAsync(stream, limit, cancel);
        var body =
            raw.Length > limit
                ? new DecodedBody(raw[..(int)limit], BodyFailure.TooLarge)
                : BodyReader.Decode(raw, Codings(), limit);
        return body.Failure switch
        {
            BodyFailure.TooLarge when request.CutAtLimit => Judge(body.Bytes),
            BodyFailure.TooLarge => new FetchOutcome.TooLarge(limit),
            BodyFailure.Truncated => new FetchOutcome.Unreachable(UnreachableReason.Truncated),
            BodyFailure.Unreadable => new FetchOutcome.Unreachable(UnreachableReason.InvalidAnswer, "content coding"),
            _ => Judge(body.Bytes),
        };
    }

    private FetchOutcome Judge(byte[] body)
    {
        var type = ContentType.Parse(Header("Content-Type"));
        if (ChallengePage.VendorOf(status, headers, body) is { } vendor)
        {
            return new FetchOutcome.Refused(status, RefusalReason.ChallengePage, WaitAsked, vendor);
        }
        return new FetchOutcome.Fetched
        {
            Body = body,
            FinalUrl = url.Href,
            Status = status,
            ContentType = type.MediaType,
            Charset = type.Charset,
            Validators = new Validators(Header("ETag"), Header("Last-Modified")),
            MaxAge = MaxAge,
            Headers = headers,
        };
    }

    private async Task<FetchOutcome> ReadRefusalAsync(CancellationToken cancel)
    {
        var body = await ReadBeginningAsync(cancel);
        var vendor = ChallengePage.VendorOf(status, headers, body);
        if (vendor is not null)
        {
            return new FetchOutcome.Refused(status, RefusalReason.ChallengePage, WaitAsked, vendor);
        }
        var error = request.KeepErrorBody ? new ErrorAnswer(status, body, headers) : null;
        return status is >= 500 and not 999
            ? new FetchOutcome.ServerError(status, WaitAsked) { Error = error }
            : new FetchOutcome.Refused(status, ReasonOf(status), WaitAsked) { Error = error };
    }

    private async Task<ErrorAnswer?> ReadErrorAsync(CancellationToken cancel) =>
        request.KeepErrorBody ? new ErrorAnswer(status, await ReadBeginningAsync(cancel), headers) : null;

    private static RefusalReason ReasonOf(int status) =>
        status switch
        {
            401 or 402 or 407 => RefusalReason.LoginRequired,
            403 or 451 => RefusalReason.Forbidden,
            // 420 is what Twitter's servers said before 429 was registered.
            429 or 420 => RefusalReason.RateLimited,
            _ => RefusalReason.BadRequest,
        };

    /// <summary>An error page that breaks off or cannot be decoded is still an error page.</summary>
    private async Task<byte[]> ReadBeginningAsync(CancellationToken cancel)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            var raw = await BodyReader.ReadAsync(stream, ChallengePage.PrefixBytes, cancel);
            return BodyReader.Decode(raw, Codings(), ChallengePage.PrefixBytes).Bytes;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return [];
        }
    }

    private string[] Codings() =>
        (Header("Content-Encoding") ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

    private string? Header(string name) => headers.GetValueOrDefault(name);

    private static Dictionary<string, string> Collect(HttpResponseMessage response)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        AddAll(response.Headers, all);
        AddAll(response.Content.Headers, all);
        return all;
    }

    private static void AddAll(HttpHeaders from, Dictionary<string, string> to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            to[name] = string.Join(", ", (IEnumerable<string>)values);
        }
    }
}
