using System.Globalization;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>RFC 9110, 10.2.3: seconds or an HTTP date.</summary>
internal static class RetryAfter
{
    /// <summary>Past this, a server has a bug or a grudge; the source is tried again after it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>In the order of trust: the standard header, then what APIs invented before they knew it.</summary>
    private static readonly string[] ResetHeaders = ["RateLimit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset"];

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
        return isUnixTime ? Until(DateTimeOffset.UnixEpoch.AddSeconds(seconds), now) : Parse(value, now);
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
