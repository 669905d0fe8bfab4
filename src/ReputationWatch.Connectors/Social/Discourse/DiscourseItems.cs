using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.Discourse;

/// <summary>
/// Posts of a search, a topic or the newest ones, and topic lists. https://docs.discourse.org
/// </summary>
internal static class DiscourseItems
{
    private const string LikeAction = "2";

    public static IEnumerable<RawItem> Read(JsonElement answer, Uri? address)
    {
        var site = address?.GetLeftPart(UriPartial.Authority);
        if (answer.At("topic_list").ValueKind == JsonValueKind.Object)
        {
            return TopicList(answer, site);
        }
        var topics = answer
            .Items("topics")
            .Append(answer)
            .Where(t => t.Plain("id") is not null && t.Plain("title") is not null);
        var byId = topics.DistinctBy(t => t.Plain("id")).ToDictionary(t => t.Plain("id")!);
        return Posts(answer)
            .Where(IsPost)
            .Select(p =>
            {
                var item = Post(p, byId.GetValueOrDefault(p.Plain("topic_id") ?? ""), site);
                return IsTakenAway(p) ? Emptied(item) : item;
            });
    }

    private static IEnumerable<JsonElement> Posts(JsonElement answer) =>
        answer.Items("latest_posts").Concat(answer.At("post_stream").Items("posts")).Concat(answer.Items("posts"));

    /// <summary>What stands there then is the forum's sentence, not the author's.</summary>
    private static RawItem Emptied(RawItem item) => item with { Title = null, Text = "", Deleted = true };

    /// <summary>Not what the forum's software noted (closed, moved).</summary>
    private static bool IsPost(JsonElement post) => post.Plain("id") is not null && post.Plain("action_code") is null;

    private static bool IsTakenAway(JsonElement post) =>
        post.Plain("deleted_at") is not null || post.Flag("user_deleted") || post.Flag("hidden");

    private static RawItem Post(JsonElement post, JsonElement topic, string? site)
    {
        var number = post.Count("post_number");
        var handle = post.Plain("username");
        return new RawItem
        {
            Kind = number is null or 1 ? MentionKind.Post : MentionKind.Comment,
            ExternalId = post.Plain("id"),
            Url = UrlOf(site, post.Plain("topic_slug") ?? topic.Plain("slug"), post.Plain("topic_id"), number),
            Title = post.Plain("topic_title") ?? topic.Plain("title"),
            Text = post.FromHtml("cooked") ?? post.Plain("raw") ?? post.Unescaped("blurb") ?? "",
            AuthorId = post.Plain("user_id"),
            AuthorHandle = handle,
            AuthorName = post.Plain("name") ?? post.Plain("display_username"),
            AuthorUrl = site is null || handle is null ? null : $"{site}/u/{handle}",
            PublishedAt = post.Time("created_at"),
            UpdatedAt = post.Count("version") > 1 ? post.Time("updated_at") : null,
            ParentId = post.Plain("reply_to_post_number"),
            Likes = Likes(post),
            Replies = post.Count("reply_count"),
            Reach = post.Count("reads"),
        };
    }

    private static long? Likes(JsonElement post) =>
        post.Count("like_count")
        ?? post.Items("actions_summary").FirstOrDefault(a => a.Text("id") == LikeAction).Count("count")
        ?? (post.At("actions_summary").ValueKind == JsonValueKind.Array ? 0 : null);

    private static IEnumerable<RawItem> TopicList(JsonElement answer, string? site)
    {
        var users = answer
            .Items("users")
            .Where(u => u.Plain("id") is not null)
            .DistinctBy(u => u.Plain("id"))
            .ToDictionary(u => u.Plain("id")!);
        return answer
            .At("topic_list")
            .Items("topics")
            .Where(t => t.Plain("id") is not null)
            .Select(t => Topic(t, users, site));
    }

    private static RawItem Topic(JsonElement topic, Dictionary<string, JsonElement> users, string? site)
    {
        var starter = topic.Items("posters").FirstOrDefault().Plain("user_id");
        var user = users.GetValueOrDefault(starter ?? "");
        return new RawItem
        {
            Kind = MentionKind.Post,
            ExternalId = topic.Plain("id"),
            Url = UrlOf(site, topic.Plain("slug"), topic.Plain("id"), null),
            Title = topic.Plain("title"),
            Text = topic.FromHtml("excerpt") ?? "",
            AuthorId = starter,
            AuthorHandle = user.Plain("username"),
            AuthorName = user.Plain("name"),
            PublishedAt = topic.Time("created_at"),
            Likes = topic.Count("like_count"),
            Replies = topic.Count("posts_count") is { } posts and > 0 ? posts - 1 : topic.Count("reply_count"),
            Reach = topic.Count("views"),
        };
    }

    private static string? UrlOf(string? site, string? slug, string? topic, long? number)
    {
        if (site is null || topic is null)
        {
            return null;
        }
        var path = slug is null ? $"{site}/t/{topic}" : $"{site}/t/{slug}/{topic}";
        return number is null ? path : $"{path}/{number}";
    }
}
