using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.GoogleBusiness;

/// <summary>
/// Reviews of a location, for its owner. https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews
/// </summary>
internal static class GoogleBusinessItems
{
    private const string Translated = "(Translated by Google)";
    private const string Original = "(Original)";

    private static readonly string[] Stars = ["ONE", "TWO", "THREE", "FOUR", "FIVE"];

    public static IEnumerable<RawItem> Read(JsonElement answer) =>
        answer.Items("reviews").Select(Review).OfType<RawItem>();

    private static RawItem? Review(JsonElement review)
    {
        if ((review.Plain("reviewId") ?? review.Plain("name")) is not { } id)
        {
            return null;
        }
        var reviewer = review.At("reviewer");
        return new RawItem
        {
            Kind = MentionKind.Review,
            ExternalId = id,
            Text = Written(review.Plain("comment") ?? ""),
            AuthorName = reviewer.Flag("isAnonymous") ? null : reviewer.Plain("displayName"),
            PublishedAt = review.Time("createTime"),
            UpdatedAt = review.Time("updateTime"),
            Rating = Array.IndexOf(Stars, review.Plain("starRating")) is var index and >= 0
                ? new Rating(index + 1)
                : null,
        };
    }

    /// <summary>Google puts its translation before what was written, or after it; what counts is what was written.</summary>
    private static string Written(string comment)
    {
        var original = comment.IndexOf(Original, StringComparison.Ordinal);
        var translated = comment.IndexOf(Translated, StringComparison.Ordinal);
        return original >= 0 && translated >= 0 && original > translated
                ? comment[(original + Original.Length)..].Trim()
            : translated > 0 ? comment[..translated].Trim()
            : comment;
    }
}
