using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.HackerNews;

/// <summary>
/// Hits of the Algolia search, its item trees, and items of the Firebase API. https://hn.algolia.com/api
/// </summary>
internal static class HackerNewsItems
{
    private const string Site = "https://news.ycombinator.com";

    public static IEnumerable<RawItem> Read(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().SelectMany(Tree)
        : answer.At("hits").ValueKind == JsonValueKind.Array ? answer.Items("hits").Select(Item).OfType<RawItem>()
        : Tree(answer);

    private static IEnumerable<RawItem> Tree(JsonElement item)
    {
        if (Item(item) is { } root)
        {
            yield return root;
        }
        foreach (var child in item.Items("children").SelectMany(Tree))
        {
            yield return child;
        }
    }

    private static RawItem? Item(JsonElement item)
    {
        var text = item.FromHtml("comment_text") ?? item.FromHtml("story_text") ?? item.FromHtml("text");
        var title = item.Unescaped("title");
        if ((item.Plain("objectID") ?? item.Plain("id")) is not { } id)
        {
            return null;
        }
        // Deleted items keep their place in the tree and nothing else.
        if (item.Flag("deleted"))
        {
            return new RawItem
            {
                Kind = MentionKind.Comment,
                ExternalId = id,
                Text = "",
                Deleted = true,
            };
        }
        if ((text ?? title) is null)
        {
            return null;
        }
        var author = item.Plain("author") ?? item.Plain("by");
        return new RawItem
        {
            Kind = title is null ? MentionKind.Comment : MentionKind.Post,
            ExternalId = id,
            Url = $"{Site}/item?id={id}",
            Title = title,
            Text = text ?? "",
            AuthorHandle = author,
            AuthorUrl = author is null ? null : $"{Site}/user?id={author}",
            PublishedAt = item.UnixTime("created_at_i") ?? item.Time("created_at") ?? item.UnixTime("time"),
            ParentId = item.Plain("parent_id") ?? item.Plain("parent"),
            Likes = item.Count("points") ?? item.Count("score"),
            Replies = item.Count("num_comments") ?? item.Count("descendants"),
        };
    }
}
