using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>Translates what a fetch came to into what a check came to: the one place where HTTP becomes health.</summary>
internal static class FetchReading
{
    /// <summary>Fetches what a request asks for and gives the body to a parser; everything else is an outcome already.</summary>
    public static async Task<SourceReading> ReadAsync(
        PoliteFetcher fetcher,
        SourceReadRequest request,
        Func<FetchOutcome.Fetched, SourceReading> parse,
        CancellationToken cancel
    )
    {
        var (source, page) = request;
        var outcome = await fetcher.FetchAsync(
            new FetchRequest(page ?? source.Url)
            {
                // An older page is read once: asking whether it changed would only risk a 304 without the items.
                Validators = page is null
                    ? new Validators(source.Health.ETag, source.Health.LastModified)
                    : Validators.None,
            },
            cancel
        );
        return outcome is FetchOutcome.Fetched fetched ? parse(fetched) : Of(outcome);
    }

    /// <summary>The Content-Type as parsers take it.</summary>
    public static string? ContentTypeOf(FetchOutcome.Fetched fetched) =>
        fetched.Charset is null ? fetched.ContentType : $"{fetched.ContentType}; charset={fetched.Charset}";

    /// <summary>The reading for every outcome but a fetched body, which its reader has to parse first.</summary>
    public static SourceReading Of(FetchOutcome outcome) =>
        outcome switch
        {
            FetchOutcome.NotModified unchanged => new SourceReading
            {
                Outcome = CheckOutcome.NotModified,
                Status = 304,
                FreshFor = unchanged.MaxAge,
                MovedTo = outcome.MovedTo,
            },
            FetchOutcome.Refused refused => new SourceReading
            {
                Outcome = OutcomeOf(refused.Reason),
                Status = refused.Status == 0 ? null : refused.Status,
                Detail = refused.Detail,
                RetryAfter = refused.RetryAfter,
            },
            FetchOutcome.Gone => new SourceReading { Outcome = CheckOutcome.Gone, Status = 410 },
            FetchOutcome.NotFound => new SourceReading { Outcome = CheckOutcome.NotFound, Status = 404 },
            FetchOutcome.ServerError error => new SourceReading
            {
                Outcome = CheckOutcome.ServerError,
                Status = error.Status,
                RetryAfter = error.RetryAfter,
            },
            FetchOutcome.TooLarge large => new SourceReading
            {
                Outcome = CheckOutcome.TooLarge,
                Detail = $"{large.LimitBytes / (1024 * 1024)} MiB",
            },
            FetchOutcome.RedirectLoop loop => new SourceReading
            {
                Outcome = CheckOutcome.RedirectLoop,
                Detail = loop.LastUrl,
            },
            FetchOutcome.Unreachable unreachable => new SourceReading
            {
                Outcome = OutcomeOf(unreachable.Reason),
                Detail = unreachable.Detail,
            },
            _ => throw new ArgumentOutOfRangeException(
                nameof(outcome),
                outcome,
                "a fetched body is parsed by its reader"
            ),
        };

    /// <summary>What the headers of a fetched answer say, for a reader to add its items to.</summary>
    public static SourceReading Of(FetchOutcome.Fetched fetched, CheckOutcome outcome) =>
        new()
        {
            Outcome = outcome,
            Status = fetched.Status,
            ETag = fetched.Validators.ETag,
            LastModified = fetched.Validators.LastModified,
            FreshFor = fetched.MaxAge,
            MovedTo = fetched.MovedTo,
        };

    private static CheckOutcome OutcomeOf(RefusalReason reason) =>
        reason switch
        {
            RefusalReason.RateLimited => CheckOutcome.RateLimited,
            RefusalReason.Forbidden => CheckOutcome.Forbidden,
            RefusalReason.LoginRequired => CheckOutcome.LoginRequired,
            RefusalReason.ChallengePage => CheckOutcome.ChallengePage,
            RefusalReason.RobotsDisallow => CheckOutcome.DisallowedByRobots,
            RefusalReason.RobotsUnavailable => CheckOutcome.RobotsUnavailable,
            _ => CheckOutcome.OtherStatus,
        };

    private static CheckOutcome OutcomeOf(UnreachableReason reason) =>
        reason switch
        {
            UnreachableReason.InvalidAddress or UnreachableReason.UnsupportedScheme => CheckOutcome.InvalidUrl,
            UnreachableReason.DnsFailed => CheckOutcome.DnsFailed,
            UnreachableReason.ConnectionRefused => CheckOutcome.ConnectionRefused,
            UnreachableReason.TimedOut => CheckOutcome.TimedOut,
            UnreachableReason.TlsFailed => CheckOutcome.TlsFailed,
            UnreachableReason.PrivateAddress => CheckOutcome.PrivateAddress,
            UnreachableReason.Truncated => CheckOutcome.Truncated,
            UnreachableReason.InvalidAnswer => CheckOutcome.UnreadableAnswer,
            _ => CheckOutcome.Unreachable,
        };
}
