using System.Text.Json;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Connectors.Social.Access;

/// <summary>What the networks say of how much may still be asked.</summary>
internal static class Quotas
{
    /// <summary>The pause that a good answer asks for: a back-off, or the end of the window when nothing is left of it.</summary>
    public static TimeSpan? PauseAfter(
        string network,
        IReadOnlyDictionary<string, string> headers,
        JsonElement answer,
        DateTimeOffset now
    )
    {
        // https://api.stackexchange.com/docs/throttle
        if (network == "stackexchange")
        {
            return answer.Number("quota_remaining") is < 1 ? UntilReset(network, now)
                : answer.Number("backoff") is { } seconds and > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds)
                : null;
        }
        return RetryAfter.WhenUsedUp(headers, now);
    }

    /// <summary>When a day's quota comes back: at midnight, in California for Google, in UTC for the rest.</summary>
    public static TimeSpan UntilReset(string network, DateTimeOffset now)
    {
        var there = network == "youtube" ? TimeZoneInfo.ConvertTime(now, Pacific) : now.ToUniversalTime();
        var left = TimeSpan.FromDays(1) - there.TimeOfDay;
        return left + TimeSpan.FromMinutes(1);
    }

    /// <summary>A system without time zones (some containers) counts eight hours behind, at most an hour late.</summary>
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.TryFindSystemTimeZoneById(
        "America/Los_Angeles",
        out var zone
    )
        ? zone
        : TimeZoneInfo.CreateCustomTimeZone("pacific", TimeSpan.FromHours(-8), null, null);
}
