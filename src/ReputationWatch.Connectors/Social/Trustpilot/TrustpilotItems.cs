using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.Trustpilot;

/// <summary>
/// Reviews of a business unit, by the public and by the private API. https://documentation-apidocumentation.trustpilot.com
/// </summary>
internal static class TrustpilotItems
{
    private const string Site = "https://www.trustpilot.com";

    public static IEnumerable<RawItem> Read(JsonElement answer)
    {
        var reviews =
            answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray()
            : answer.At("stars").ValueKind == JsonValueKind.Number ? [answer]
            : answer.Items("reviews");
        return reviews
            .Select(r =>
                IsShown(r) || Review(r) is not { } review
                    ? Review(r)
                    : review with
                    {
                        Title = null,
                        Text = "",
                        Deleted = true,
                    }
            )
            .OfType<RawItem>();
    }

    /// <summary>Reviews that were reported and taken off stay in the API with another status.</summary>
    private static bool IsShown(JsonElement review) => review.Plain("status") is null or "active";

    private static RawItem? Review(JsonElement review)
    {
        if (review.Plain("id") is not { } id)
        {
            return null;
        }
        var consumer = review.At("consumer");
        return new RawItem
        {
            Kind = MentionKind.Review,
            ExternalId = id,
            Url = $"{Site}/reviews/{id}",
            Title = review.Plain("title"),
            Text = review.Plain("text") ?? "",
            AuthorId = consumer.Plain("id"),
            AuthorName = consumer.Plain("displayName"),
            AuthorUrl = consumer.Plain("id") is { } author ? $"{Site}/users/{author}" : null,
            PublishedAt = review.Time("createdAt"),
            UpdatedAt = review.Time("updatedAt"),
            Language = review.Language("language"),
            Rating = review.Number("stars") is { } stars ? new Rating(stars) : null,
            ItemReviewed = review.At("businessUnit").Plain("displayName"),
            Likes = review.Count("numberOfLikes"),
        };
    }
}
