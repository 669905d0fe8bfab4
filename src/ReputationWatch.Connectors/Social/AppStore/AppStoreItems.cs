using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.AppStore;

/// <summary>
/// Customer reviews: the public feed in its JSON form (every value is an object with a label), and the App Store Connect
/// API of an app's owner. https://developer.apple.com/documentation/appstoreconnectapi/customer-reviews
/// </summary>
internal static class AppStoreItems
{
    public static IEnumerable<RawItem> Read(JsonElement answer) =>
        answer
            .At("feed")
            .Items("entry")
            .Select(FeedEntry)
            .Concat(answer.Items("data").Select(OwnerReview))
            .OfType<RawItem>();

    /// <summary>Null for the app itself, which is the first entry of older feeds and has no rating.</summary>
    private static RawItem? FeedEntry(JsonElement entry)
    {
        if (entry.At("im:rating").Number("label") is not { } rating)
        {
            return null;
        }
        var link = entry.Items("link").FirstOrDefault();
        return new RawItem
        {
            Kind = MentionKind.Review,
            ExternalId = entry.At("id").Plain("label"),
            Url = link.At("attributes").Plain("href") ?? entry.At("author", "uri").Plain("label"),
            Title = entry.At("title").Plain("label"),
            Text = entry.At("content").Plain("label") ?? "",
            AuthorName = entry.At("author", "name").Plain("label"),
            AuthorUrl = entry.At("author", "uri").Plain("label"),
            PublishedAt = entry.At("updated").Time("label"),
            Rating = new Rating(rating),
            Likes = entry.At("im:voteSum").Count("label"),
        };
    }

    private static RawItem? OwnerReview(JsonElement review)
    {
        var attributes = review.At("attributes");
        return review.Plain("id") is { } id && attributes.Number("rating") is { } rating
            ? new RawItem
            {
                Kind = MentionKind.Review,
                ExternalId = id,
                Title = attributes.Plain("title"),
                Text = attributes.Plain("body") ?? "",
                AuthorName = attributes.Plain("reviewerNickname"),
                PublishedAt = attributes.Time("createdDate"),
                Rating = new Rating(rating),
            }
            : null;
    }
}
