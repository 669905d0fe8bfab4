using System.Globalization;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>How long an answer may be used without asking again: RFC 9111, 4.2.1 and 4.2.3, for a private cache.</summary>
internal static class Freshness
{
    /// <summary>
    /// What is left of the answer's freshness; zero when it is to be asked for every time; null when the server does
    /// not say.
    /// </summary>
    public static TimeSpan? MaxAge(string? cacheControl, string? expires, string? date, string? age, DateTimeOffset now)
    {
        var lifetime = Lifetime(cacheControl, expires, date, now);
        if (lifetime is not { } known || Seconds(age) is not { } spent)
        {
            return lifetime;
        }
        return known > spent ? known - spent : TimeSpan.Zero;
    }

    private static TimeSpan? Lifetime(string? cacheControl, string? expires, string? date, DateTimeOffset now)
    {
        TimeSpan? maxAge = null;
        foreach (var (name, value) in Directives(cacheControl))
        {
            if (name is "no-store" || (name is "no-cache" && value is null))
            {
                return TimeSpan.Zero;
            }
            if (name == "max-age" && maxAge is null)
            {
                // 4.2.1: a value that cannot be read makes the answer stale.
                maxAge = Seconds(value) ?? TimeSpan.Zero;
            }
        }
        if (maxAge is not null || expires is null)
        {
            return maxAge;
        }
        // 5.3: an invalid date, especially "0", means already expired.
        var lifetime = (HttpDate.Parse(expires) ?? DateTimeOffset.MinValue) - (HttpDate.Parse(date) ?? now);
        return lifetime > TimeSpan.Zero ? lifetime : TimeSpan.Zero;
    }

    private static IEnumerable<(string Name, string? Value)> Directives(string? header)
    {
        foreach (var part in SplitOutsideQuotes(header ?? ""))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? part : part[..equals]).Trim().ToLowerInvariant();
            yield return (name, equals < 0 ? null : part[(equals + 1)..].Trim().Trim('"'));
        }
    }

    private static IEnumerable<string> SplitOutsideQuotes(string header)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == '"')
            {
                quoted = !quoted;
            }
            else if (header[i] == ',' && !quoted)
            {
                yield return header[start..i];
                start = i + 1;
            }
        }
        yield return header[start..];
    }

    /// <summary>1.2.2: a number too large to hold counts as 2^31 seconds.</summary>
    private static TimeSpan? Seconds(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }
        var isSmall = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return TimeSpan.FromSeconds(isSmall ? seconds : int.MaxValue);
    }
}
