using System.Globalization;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>RFC 9110, 10.2.3: seconds or an HTTP date.</summary>
internal static class RetryAfter
{
    /// <summary>Past this, a server has a bug or a grudge; the source is tried again after it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

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
        if (HttpDate.Parse(text) is not { } date)
        {
            return null;
        }
        var wait = date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > Longest ? Longest
            : wait;
    }
}
