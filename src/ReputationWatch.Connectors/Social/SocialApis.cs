using System.Globalization;
using System.Text.RegularExpressions;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Connectors.Social.Access;

namespace ReputationWatch.Connectors.Social;

/// <summary>
/// The networks' ways of signing in and paging, by their documentation. Tokens go into headers, never into addresses:
/// these are stored and shown.
/// </summary>
internal static partial class SocialApis
{
    /// <summary>Apple gives out ten pages of reviews and no more.</summary>
    private const int AppStorePages = 10;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<SocialApi> All { get; } =
    [
        new("mastodon", Bearer, NextOfMastodon) { MostPages = 50 },
        new("bluesky", Bearer, page => page.Root.Plain("cursor") is { } cursor ? page.With("cursor", cursor) : null)
        {
            Exchange = TokenExchange.Bluesky,
            MostPages = 50,
        },
        new(
            "reddit",
            Bearer,
            page => page.Root.At("data").Plain("after") is { } after ? page.With("after", after) : null
        )
        {
            Exchange = TokenExchange.Reddit,
        },
        // Each post read counts against a monthly cap or is paid for.
        new("x", Bearer, NextOfX)
        {
            NeededKeys = ["token"],
            Pace = Quarter,
            MostPages = 5,
        },
        new("hackernews", Unchanged, page => NextNumbered(page, first: 0, pages: page.Root.Count("nbPages"))),
        new("discourse", Header("User-Api-Key", "token"), NextOfDiscourse) { MostPages = 50 },
        // The key of an application is no secret there and part of the address, but need not stand in ours.
        new("stackexchange", KeyInAddress, NextOfStackExchange) { Pace = TimeSpan.FromMinutes(10), MostPages = 25 },
        new("googlebusiness", Bearer, NextOfGoogle)
        {
            Exchange = TokenExchange.Google,
            NeededKeys = ["client_id", "client_secret", "refresh_token"],
            Pace = Quarter,
        },
        // A page costs one unit of 10,000 a day.
        new("youtube", Header("X-Goog-Api-Key", "key"), NextOfGoogle)
        {
            NeededKeys = ["key"],
            Pace = Quarter,
            MostPages = 50,
        },
        // Apple renews these feeds a few times a day.
        new("appstore", Bearer, NextOfAppStore) { Pace = TimeSpan.FromHours(1) },
        new(
            "trustpilot",
            Header("apikey", "key"),
            page => page.ItemCount == 0 ? null : NextNumbered(page, first: 1, pages: null)
        )
        {
            NeededKeys = ["key"],
            Pace = Quarter,
        },
    ];

    private static FetchRequest Bearer(FetchRequest request, Func<string, string?> key) =>
        key("token") is { } token ? WithHeader(request, "Authorization", "Bearer " + token) : request;

    private static Func<FetchRequest, Func<string, string?>, FetchRequest> Header(string header, string name) =>
        (request, key) => key(name) is { } value ? WithHeader(request, header, value) : request;

    private static FetchRequest Unchanged(FetchRequest request, Func<string, string?> key) => request;

    private static FetchRequest KeyInAddress(FetchRequest request, Func<string, string?> key) =>
        key("key") is { } value ? request with { Url = ApiAddress.With(request.Url, "key", value) } : request;

    private static FetchRequest WithHeader(FetchRequest request, string name, string value) =>
        request with
        {
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [name] = value },
        };

    /// <summary>Timelines name the next page in a header; a search counts from an offset.</summary>
    private static string? NextOfMastodon(ApiPage page)
    {
        var limit = ApiAddress.Number(page.Url, "limit", 20);
        return page.Root.At("statuses").ValueKind == System.Text.Json.JsonValueKind.Array
            ? page.Root.Items("statuses").Count() >= limit
                ? page.With(
                    "offset",
                    (ApiAddress.Number(page.Url, "offset", 0) + limit).ToString(CultureInfo.InvariantCulture)
                )
                : null
            : LinkHeader.Next(page.Headers.GetValueOrDefault("Link"), page.Url);
    }

    /// <summary>A search goes on with next_token, a user's posts with pagination_token.</summary>
    private static string? NextOfX(ApiPage page)
    {
        var isSearch = page.Url.Contains("/search/", StringComparison.Ordinal);
        return page.Root.At("meta").Plain("next_token") is { } token
            ? page.With(isSearch ? "next_token" : "pagination_token", token)
            : null;
    }

    private static string? NextOfStackExchange(ApiPage page) =>
        page.Root.Flag("has_more") ? NextNumbered(page, first: 1, pages: null) : null;

    private static string? NextOfGoogle(ApiPage page) =>
        page.Root.Plain("nextPageToken") is { } token ? page.With("pageToken", token) : null;

    private static string? NextOfDiscourse(ApiPage page)
    {
        var more =
            page.Root.At("topic_list").Plain("more_topics_url") is not null
            || page.Root.At("grouped_search_result").Flag("more_full_page_results");
        if (page.Root.Items("latest_posts").Select(p => p.Count("id")).OfType<long>().ToList() is { Count: > 0 } ids)
        {
            return page.With("before", ids.Min().ToString(CultureInfo.InvariantCulture));
        }
        var first = page.Url.Contains("/search", StringComparison.Ordinal) ? 1 : 0;
        return more ? NextNumbered(page, first, pages: null) : null;
    }

    private static string? NextNumbered(ApiPage page, int first, long? pages)
    {
        var next = ApiAddress.Number(page.Url, "page", first) + 1;
        return pages is { } count && next >= count + first
            ? null
            : page.With("page", next.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The page is a part of the path: …/page=2/id=…; the first one leaves it out.</summary>
    private static string? NextOfAppStore(ApiPage page)
    {
        if (page.ItemCount == 0)
        {
            return null;
        }
        var match = AppStorePage().Match(page.Url);
        var next = match.Success ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) + 1 : 2;
        return next > AppStorePages ? null
            : match.Success ? AppStorePage().Replace(page.Url, $"/page={next}/", 1)
            : page.Url.Replace("/customerreviews/", $"/customerreviews/page={next}/", StringComparison.Ordinal);
    }

    [GeneratedRegex("/page=(?<number>[0-9]{1,3})/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AppStorePage();
}
