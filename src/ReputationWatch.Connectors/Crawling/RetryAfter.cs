using System.Globalization;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>RFC 9110, 10.2.3: seconds or an HTTP date.</summary>
internal static class RetryAfter
{
    /// <summary>Past this, a server has a bug or a grudge; the source is tried again after it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>In the order of trust: the standard header, then what APIs invented before they knew it.</summary>
    private static readonly string[] ResetHeaders = ["RateLimit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset"];

    private static readonly string[] RemainingHeaders =
    [
        "RateLimit-Remaining",
        "X-RateLimit-Remaining",
        "X-Rate-Limit-Remaining",
    ];

    /// <summary>Numbers past this are Unix times (2001), before it seconds to wait.</summary>
    private const double FirstUnixTime = 1e9;

    /// <summary>
    /// What a refusal asks for. <paramref name="isRateLimit"/>: the reset headers count only then, as other answers carry
    /// them all the time.
    /// </summary>
    public static TimeSpan? Of(IReadOnlyDictionary<string, string> headers, bool isRateLimit, DateTimeOffset now)
    {
        var asked = Parse(headers.GetValueOrDefault("Retry-After"), now);
        return asked is null && isRateLimit
            ? ResetHeaders
                .Select(name => Reset(headers.GetValueOrDefault(name), now))
                .FirstOrDefault(w => w is not null)
            : asked;
    }

    private static TimeSpan? Reset(string? value, DateTimeOffset now)
    {
        var isUnixTime =
            double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= FirstUnixTime and < 1e11;
        if (isUnixTime)
        {
            return Until(DateTimeOffset.UnixEpoch.AddSeconds(seconds), now);
        }
        // Mastodon writes a time of ISO 8601.
        return DateTimeOffset.TryParseExact(
            value,
            ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? Until(time, now)
            : Parse(value, now);
    }

    /// <summary>How long to wait after a good answer: until the reset, when it was the last one of the window.</summary>
    public static TimeSpan? WhenUsedUp(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        var isUsedUp = RemainingHeaders
            .Select(headers.GetValueOrDefault)
            .Any(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var left) && left < 1);
        return isUsedUp
            ? ResetHeaders
                .Select(name => Reset(headers.GetValueOrDefault(name), now))
                .FirstOrDefault(w => w is not null)
            : null;
    }

    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        if (
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && double.IsFinite(seconds)
        )
        {
            return seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(Math.Ceiling(seconds));
        }
        return HttpDate.Parse(text) is { } date ? Until(date, now) : null;
    }

    private static TimeSpan Until(DateTimeOffset date, DateTimeOffset now)
    {
        var wait = date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > Longest ? Longest
            : wait;
    }
}
