using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.StackExchange;

/// <summary>
/// Questions, answers and comments of any Stack Exchange site; bodies come with the filter <c>withbody</c>.
/// https://api.stackexchange.com/docs
/// </summary>
internal static class StackExchangeItems
{
    public static IEnumerable<RawItem> Read(JsonElement answer) => answer.Items("items").Select(Item).OfType<RawItem>();

    private static RawItem? Item(JsonElement item)
    {
        // A comment names its post and an answer its question: the most particular id is the item's own.
        var own =
            Id(item, "comment_id", "c", "post_id")
            ?? Id(item, "answer_id", "a", "question_id")
            ?? Id(item, "question_id", "q", null);
        if (own is not var (kind, id, parent))
        {
            return null;
        }
        var owner = item.At("owner");
        return new RawItem
        {
            Kind = kind == "q" ? MentionKind.Post : MentionKind.Comment,
            ExternalId = $"{kind}{id}",
            Url = item.Plain("link") ?? item.Plain("share_link"),
            Title = item.Unescaped("title"),
            Text = item.FromHtml("body") ?? item.Unescaped("body_markdown") ?? "",
            AuthorId = owner.Plain("account_id") ?? owner.Plain("user_id"),
            AuthorName = owner.Unescaped("display_name"),
            AuthorUrl = owner.Plain("link"),
            PublishedAt = item.UnixTime("creation_date"),
            UpdatedAt = item.UnixTime("last_edit_date"),
            ParentId = parent,
            Likes = item.Count("score"),
            Replies = item.Count("answer_count") ?? item.Count("comment_count"),
            Reach = item.Count("view_count"),
        };
    }

    private static (string Kind, string Id, string? Parent)? Id(
        JsonElement item,
        string name,
        string kind,
        string? parent
    ) => item.Plain(name) is { } id ? (kind, id, parent is null ? null : item.Plain(parent)) : null;
}
