using System.Text.Json;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.Mastodon;

/// <summary>Statuses: of a timeline, an account, a search, a thread. https://docs.joinmastodon.org/entities/Status/</summary>
internal static class MastodonItems
{
    public static IEnumerable<RawItem> Read(JsonElement answer)
    {
        var statuses =
            answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray()
            : answer.At("content").ValueKind != JsonValueKind.Undefined ? [answer]
            : answer.Items("statuses").Concat(answer.Items("ancestors")).Concat(answer.Items("descendants"));
        return statuses.Select(Status).OfType<RawItem>();
    }

    private static RawItem? Status(JsonElement status)
    {
        // A boost is somebody else's words: the status inside is what was said.
        var said = status.At("reblog") is { ValueKind: JsonValueKind.Object } original ? original : status;
        if (said.Plain("id") is not { } id)
        {
            return null;
        }
        var account = said.At("account");
        return new RawItem
        {
            Kind = said.Plain("in_reply_to_id") is null ? MentionKind.Post : MentionKind.Comment,
            ExternalId = id,
            Url = said.Plain("url") ?? said.Plain("uri"),
            // The content warning stands before the text and is often its subject.
            Title = said.Plain("spoiler_text"),
            Text = said.FromHtml("content") ?? "",
            AuthorId = account.Plain("id"),
            AuthorHandle = account.Plain("acct") ?? account.Plain("username"),
            AuthorName = account.Plain("display_name"),
            AuthorUrl = account.Plain("url"),
            PublishedAt = said.Time("created_at"),
            UpdatedAt = said.Time("edited_at"),
            Language = said.Language("language"),
            ParentId = said.Plain("in_reply_to_id"),
            Likes = said.Count("favourites_count"),
            Replies = said.Count("replies_count"),
            Shares = said.Count("reblogs_count"),
            Reach = account.Count("followers_count"),
        };
    }
}
