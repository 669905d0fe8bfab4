using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.Bluesky;

/// <summary>
/// Post views of app.bsky.feed.searchPosts, getAuthorFeed, getPosts and getPostThread. https://docs.bsky.app
/// </summary>
internal static class BlueskyItems
{
    private const string Site = "https://bsky.app";

    public static IEnumerable<RawItem> Read(JsonElement answer) =>
        answer
            .Items("posts")
            .Concat(answer.Items("feed").Select(f => f.At("post")))
            .Concat(Thread(answer.At("thread")))
            .Select(Post)
            .OfType<RawItem>();

    /// <summary>Blocked and deleted posts of a thread have no post view and drop out.</summary>
    private static IEnumerable<JsonElement> Thread(JsonElement thread)
    {
        if (thread.At("post").ValueKind != JsonValueKind.Object)
        {
            return [];
        }
        return [thread.At("post"), .. thread.Items("replies").SelectMany(Thread)];
    }

    private static RawItem? Post(JsonElement post)
    {
        var record = post.At("record");
        if (post.Plain("uri") is not { } uri || record.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        var author = post.At("author");
        var parent = record.At("reply", "parent").Plain("uri");
        return new RawItem
        {
            Kind = parent is null ? MentionKind.Post : MentionKind.Comment,
            ExternalId = uri,
            Url = UrlOf(uri, author),
            Text = record.Plain("text") ?? "",
            AuthorId = author.Plain("did"),
            AuthorHandle = author.Plain("handle"),
            AuthorName = author.Plain("displayName"),
            AuthorUrl = NameInUrl(author) is { } name ? $"{Site}/profile/{name}" : null,
            PublishedAt = record.Time("createdAt") ?? post.Time("indexedAt"),
            Language = record
                .Items("langs")
                .Select(l => l.AsText())
                .FirstOrDefault(l => l is not (null or "" or "und")),
            ParentId = parent,
            Likes = post.Count("likeCount"),
            Replies = post.Count("replyCount"),
            Shares = post.Count("repostCount"),
        };
    }

    private static string? UrlOf(string uri, JsonElement author)
    {
        var key = uri[(uri.LastIndexOf('/') + 1)..];
        return NameInUrl(author) is { } name && key.Length > 0 ? $"{Site}/profile/{name}/post/{key}" : null;
    }

    /// <summary>The handle, or the lasting id of an account whose handle no longer leads anywhere.</summary>
    private static string? NameInUrl(JsonElement author) =>
        author.Plain("handle") is { } handle and not "handle.invalid" ? handle : author.Plain("did");
}
