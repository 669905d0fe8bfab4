using System.Globalization;
using System.Text.RegularExpressions;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.Connectors.Social;

/// <summary>
/// The networks' ways of signing in and paging, by their documentation. Tokens go into headers, never into addresses:
/// these are stored and shown.
/// </summary>
internal static partial class SocialApis
{
    /// <summary>Apple gives out ten pages of reviews and no more.</summary>
    private const int AppStorePages = 10;

    public static IReadOnlyList<SocialApi> All { get; } =
    [
        new("mastodon", Bearer, page => LinkHeader.Next(page.Headers.GetValueOrDefault("Link"), page.Url)),
        new("bluesky", Bearer, page => page.Root.Plain("cursor") is { } cursor ? page.With("cursor", cursor) : null),
        new(
            "reddit",
            Bearer,
            page => page.Root.At("data").Plain("after") is { } after ? page.With("after", after) : null
        ),
        new("x", Bearer, NextOfX),
        new("hackernews", Unchanged, page => NextNumbered(page, first: 0, pages: page.Root.Count("nbPages"))),
        new("discourse", Header("User-Api-Key"), NextOfDiscourse),
        // The key of an application is no secret there, and part of the address.
        new("stackexchange", Unchanged, NextOfStackExchange),
        new("googlebusiness", Bearer, NextOfGoogle),
        new("youtube", Header("X-Goog-Api-Key"), NextOfGoogle),
        new("appstore", Bearer, NextOfAppStore),
        new(
            "trustpilot",
            Header("apikey"),
            page => page.ItemCount == 0 ? null : NextNumbered(page, first: 1, pages: null)
        ),
    ];

    private static FetchRequest Bearer(FetchRequest request, string token) =>
        WithHeader(request, "Authorization", "Bearer " + token);

    private static Func<FetchRequest, string, FetchRequest> Header(string name) =>
        (request, token) => WithHeader(request, name, token);

    private static FetchRequest Unchanged(FetchRequest request, string token) => request;

    private static FetchRequest WithHeader(FetchRequest request, string name, string value) =>
        request with
        {
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [name] = value },
        };

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
