using System.Globalization;

namespace ReputationWatch.Connectors.Social;

/// <summary>Addresses of API pages.</summary>
internal static class ApiAddress
{
    /// <summary>Sets one query parameter, in its place when it is there already.</summary>
    public static string With(string url, string name, string value)
    {
        var (address, query) = Split(url);
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).ToList();
        var pair = $"{name}={Uri.EscapeDataString(value)}";
        var at = pairs.FindIndex(p => p.StartsWith(name + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            pairs.Add(pair);
        }
        else
        {
            pairs[at] = pair;
        }
        return $"{address}?{string.Join('&', pairs)}";
    }

    /// <summary>The whole number in a query parameter, or <paramref name="otherwise"/>.</summary>
    public static int Number(string url, string name, int otherwise)
    {
        var pair = Split(url).Query.Split('&').FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.Ordinal));
        var isNumber = int.TryParse(
            pair?[(name.Length + 1)..],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        return isNumber ? number : otherwise;
    }

    private static (string Address, string Query) Split(string url)
    {
        var withoutFragment = url.Split('#')[0];
        var mark = withoutFragment.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (withoutFragment, "") : (withoutFragment[..mark], withoutFragment[(mark + 1)..]);
    }
}
