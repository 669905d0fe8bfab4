using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Social.Access;

/// <summary>What an API's refusal means for a source. The code counts first, the status where there is none.</summary>
internal static class ApiTroubles
{
    private const int LongestMessage = 300;

    /// <summary>A wait past this is a mistake or malice, and the status decides.</summary>
    private const double LongestWaitSeconds = 1e7;

    private static readonly HashSet<string> Quota = new(StringComparer.OrdinalIgnoreCase)
    {
        "quotaExceeded",
        "dailyLimitExceeded",
        "UsageCapExceeded",
        "usage-capped",
        "throttle_violation",
    };

    private static readonly HashSet<string> Rate = new(StringComparer.OrdinalIgnoreCase)
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "RESOURCE_EXHAUSTED",
        "RateLimitExceeded",
        "rate_limit",
        "Too Many Requests",
    };

    private static readonly HashSet<string> Key = new(StringComparer.OrdinalIgnoreCase)
    {
        "keyInvalid",
        "keyExpired",
        "API_KEY_INVALID",
        "authError",
        "UNAUTHENTICATED",
        "ExpiredToken",
        "InvalidToken",
        "AuthenticationRequired",
        "AuthMissing",
        "invalid_access",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "access_denied",
        "Unauthorized",
    };

    private static readonly HashSet<string> Scope = new(StringComparer.OrdinalIgnoreCase)
    {
        "insufficientPermissions",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "insufficient_scope",
        "client-not-enrolled",
        "PERMISSION_DENIED",
        "accessNotConfigured",
        "SERVICE_DISABLED",
        "This action is outside the authorized scopes",
    };

    /// <summary>A token that was good has run out: worth one exchange. Bluesky says so with 400.</summary>
    public static bool IsExpired(FetchOutcome outcome) =>
        outcome is FetchOutcome.Refused { Reason: RefusalReason.LoginRequired }
        || (outcome.Error is { Status: 400 } error && ApiError.Read(error).Code is "ExpiredToken" or "InvalidToken");

    /// <param name="isSignedIn">A key was sent.</param>
    /// <param name="secrets">Never shown, even when the API repeats them.</param>
    public static SourceReading Read(
        string network,
        FetchOutcome outcome,
        bool isSignedIn,
        IReadOnlyCollection<string> secrets,
        DateTimeOffset now
    )
    {
        var reading = FetchReading.Of(outcome);
        // Addresses stand in some details, and Stack Exchange's key is a part of its addresses.
        var plain = reading with
        {
            Detail = Masked(reading.Detail, secrets),
        };
        if (outcome.Error is not { } answer)
        {
            return plain;
        }
        var error = ApiError.Read(answer);
        var kind = KindOf(error.Code, plain.Outcome, isSignedIn);
        var wait = error.WaitSeconds is { } seconds and > 0 and < LongestWaitSeconds
            ? TimeSpan.FromSeconds(seconds)
            : plain.RetryAfter;
        return plain with
        {
            Outcome = kind,
            Status = answer.Status,
            Detail = Shortened(Masked(error.Message ?? error.Code, secrets)) ?? plain.Detail,
            RetryAfter = wait ?? (kind == CheckOutcome.QuotaUsedUp ? Quotas.UntilReset(network, now) : null),
        };
    }

    private static CheckOutcome KindOf(string? code, CheckOutcome byStatus, bool isSignedIn) =>
        code switch
        {
            not null when Quota.Contains(code) => CheckOutcome.QuotaUsedUp,
            not null when Rate.Contains(code) => CheckOutcome.RateLimited,
            not null when Scope.Contains(code) => CheckOutcome.MissingScope,
            not null when Key.Contains(code) => isSignedIn ? CheckOutcome.WrongKey : CheckOutcome.KeyMissing,
            _ when byStatus == CheckOutcome.LoginRequired => isSignedIn
                ? CheckOutcome.WrongKey
                : CheckOutcome.KeyMissing,
            _ => byStatus,
        };

    private static string? Masked(string? text, IEnumerable<string> secrets) =>
        text is null
            ? null
            : secrets
                .Where(s => s.Length >= 4)
                .SelectMany(s => new[] { s, Uri.EscapeDataString(s) })
                .Aggregate(text, (t, s) => t.Replace(s, "…", StringComparison.Ordinal));

    /// <summary>After the masking: half a key would not be found.</summary>
    private static string? Shortened(string? text) =>
        text is { Length: > LongestMessage } ? text[..LongestMessage] + "…" : text;
}
