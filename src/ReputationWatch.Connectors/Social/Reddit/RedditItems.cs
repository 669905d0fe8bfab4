using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.Reddit;

/// <summary>
/// Reddit's listings (search, subreddit, user) and comment pages: two listings, of the post and of its tree of comments.
/// https://www.reddit.com/dev/api
/// </summary>
internal static class RedditItems
{
    private const string Site = "https://www.reddit.com";

    public static IEnumerable<RawItem> Read(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().SelectMany(Things) : Things(answer);

    private static IEnumerable<RawItem> Things(JsonElement thing)
    {
        var data = thing.At("data");
        return thing.Text("kind") switch
        {
            "Listing" => data.Items("children").SelectMany(Things),
            "t3" => Post(data) is { } post ? [post] : [],
            "t1" => Comments(data),
            _ => [],
        };
    }

    private static IEnumerable<RawItem> Comments(JsonElement data)
    {
        if (Comment(data) is { } comment)
        {
            yield return comment;
        }
        // "replies" is an empty string where there are none.
        foreach (var reply in Things(data.At("replies")))
        {
            yield return reply;
        }
    }

    private static RawItem? Post(JsonElement data)
    {
        var title = data.Unescaped("title");
        var text = Remaining(data.Unescaped("selftext"));
        return title is null ? null
            : title is "[deleted by user]" && text is null
                ? Common(data, MentionKind.Post, null) with
                {
                    Deleted = true,
                }
            : Common(data, MentionKind.Post, text) with
            {
                Title = title,
                Replies = data.Count("num_comments"),
                Shares = data.Count("num_crossposts"),
                Site = data.Plain("subreddit_name_prefixed"),
                Deleted = IsTakenAway(data, "selftext"),
            };
    }

    private static RawItem? Comment(JsonElement data) =>
        Remaining(data.Unescaped("body")) is { } text
            ? Common(data, MentionKind.Comment, text) with
            {
                ParentId = data.Plain("parent_id"),
                Site = data.Plain("subreddit_name_prefixed"),
            }
        : IsTakenAway(data, "body") ? Common(data, MentionKind.Comment, null) with { Deleted = true }
        : null;

    private static RawItem Common(JsonElement data, MentionKind kind, string? text) =>
        new()
        {
            Kind = kind,
            // The fullname: bare ids of posts and comments may be the same.
            ExternalId = data.Plain("name") ?? data.Plain("id"),
            Url = data.Plain("permalink") is { } path ? Site + path : data.Plain("url"),
            Text = text ?? "",
            AuthorId = data.Plain("author_fullname"),
            AuthorHandle = Remaining(data.Plain("author")),
            PublishedAt = data.UnixTime("created_utc"),
            UpdatedAt = data.UnixTime("edited"),
            Likes = data.Count("score") ?? data.Count("ups"),
        };

    private static bool IsTakenAway(JsonElement data, string text) =>
        data.Plain(text) is "[deleted]" or "[removed]" || data.Plain("removed_by_category") is not null;

    /// <summary>What Reddit puts in the place of what its author or a moderator took away.</summary>
    private static string? Remaining(string? text) => text is "[deleted]" or "[removed]" ? null : text;
}
