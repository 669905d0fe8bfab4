using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.X;

/// <summary>Posts of the API v2 (recent search, user posts, lookup) with their expansions. https://docs.x.com/x-api</summary>
internal static class XItems
{
    private const string Site = "https://x.com";

    public static IEnumerable<RawItem> Read(JsonElement answer)
    {
        var users = answer
            .At("includes")
            .Items("users")
            .Where(u => u.Plain("id") is not null)
            .DistinctBy(u => u.Plain("id"))
            .ToDictionary(u => u.Plain("id")!);
        return answer.Items("data").Select(post => Post(post, users)).OfType<RawItem>();
    }

    private static RawItem? Post(JsonElement post, Dictionary<string, JsonElement> users)
    {
        if (post.Plain("id") is not { } id)
        {
            return null;
        }
        var user = users.GetValueOrDefault(post.Plain("author_id") ?? "");
        var handle = user.Plain("username") ?? post.Plain("username");
        var metrics = post.At("public_metrics");
        var parent = Parent(post);
        return new RawItem
        {
            Kind = parent is null ? MentionKind.Post : MentionKind.Comment,
            ExternalId = id,
            Url = $"{Site}/{handle ?? "i"}/status/{id}",
            // A long post is cut in "text" and whole in its note.
            Text = post.At("note_tweet").Unescaped("text") ?? post.Unescaped("text") ?? "",
            AuthorId = post.Plain("author_id"),
            AuthorHandle = handle,
            AuthorName = user.Unescaped("name"),
            AuthorUrl = handle is null ? null : $"{Site}/{handle}",
            PublishedAt = post.Time("created_at"),
            Language = post.Language("lang"),
            ParentId = parent,
            Likes = metrics.Count("like_count"),
            Replies = metrics.Count("reply_count"),
            Shares = metrics.Count("retweet_count"),
            Reach = metrics.Count("impression_count") ?? user.At("public_metrics").Count("followers_count"),
        };
    }

    private static string? Parent(JsonElement post) =>
        post.Items("referenced_tweets").FirstOrDefault(r => r.Text("type") == "replied_to").Plain("id");
}
