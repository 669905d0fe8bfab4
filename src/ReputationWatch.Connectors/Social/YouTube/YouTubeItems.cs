using System.Text.Json;
using System.Web;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social.YouTube;

/// <summary>
/// Comment threads with the replies they carry, comments, and videos of the Data API v3.
/// https://developers.google.com/youtube/v3/docs
/// </summary>
internal static class YouTubeItems
{
    private const string Site = "https://www.youtube.com";

    public static IEnumerable<RawItem> Read(JsonElement answer, Uri? address)
    {
        var video = address is null ? null : HttpUtility.ParseQueryString(address.Query)["videoId"];
        return answer.Items("items").SelectMany(item => Item(item, video)).OfType<RawItem>();
    }

    private static IEnumerable<RawItem?> Item(JsonElement item, string? video)
    {
        var snippet = item.At("snippet");
        if (snippet.At("topLevelComment").ValueKind == JsonValueKind.Object)
        {
            return Thread(item, snippet.Plain("videoId") ?? video);
        }
        return
            snippet.At("textDisplay").ValueKind == JsonValueKind.Undefined
            && snippet.At("textOriginal").ValueKind == JsonValueKind.Undefined
            ? [Video(item)]
            : [Comment(item, video)];
    }

    private static IEnumerable<RawItem?> Thread(JsonElement thread, string? video)
    {
        var snippet = thread.At("snippet");
        yield return Comment(snippet.At("topLevelComment"), video) is { } top
            ? top with
            {
                Replies = snippet.Count("totalReplyCount"),
            }
            : null;
        foreach (var reply in thread.At("replies").Items("comments"))
        {
            yield return Comment(reply, video);
        }
    }

    private static RawItem? Comment(JsonElement comment, string? threadVideo)
    {
        if (comment.Plain("id") is not { } id)
        {
            return null;
        }
        var snippet = comment.At("snippet");
        var name = snippet.Plain("authorDisplayName");
        return new RawItem
        {
            Kind = MentionKind.Comment,
            ExternalId = id,
            Url = (snippet.Plain("videoId") ?? threadVideo) is { } video ? $"{Site}/watch?v={video}&lc={id}" : null,
            Text = snippet.Plain("textOriginal") ?? snippet.FromHtml("textDisplay") ?? "",
            AuthorId = snippet.At("authorChannelId").Plain("value"),
            AuthorHandle = name?.StartsWith('@') == true ? name : null,
            AuthorName = name,
            AuthorUrl = snippet.Plain("authorChannelUrl"),
            PublishedAt = snippet.Time("publishedAt"),
            UpdatedAt = snippet.Time("updatedAt"),
            ParentId = snippet.Plain("parentId"),
            Likes = snippet.Count("likeCount"),
        };
    }

    private static RawItem? Video(JsonElement item)
    {
        // A search wraps the id; other kinds of results (channels, playlists) have no video id.
        var id = item.At("id").ValueKind == JsonValueKind.Object ? item.At("id").Plain("videoId") : item.Plain("id");
        if (id is null)
        {
            return null;
        }
        var snippet = item.At("snippet");
        var statistics = item.At("statistics");
        return new RawItem
        {
            Kind = MentionKind.Post,
            ExternalId = id,
            Url = $"{Site}/watch?v={id}",
            Title = snippet.Unescaped("title"),
            Text = snippet.Unescaped("description") ?? "",
            AuthorId = snippet.Plain("channelId"),
            AuthorName = snippet.Unescaped("channelTitle"),
            PublishedAt = snippet.Time("publishedAt"),
            Language = snippet.Language("defaultAudioLanguage") ?? snippet.Language("defaultLanguage"),
            Likes = statistics.Count("likeCount"),
            Replies = statistics.Count("commentCount"),
            Reach = statistics.Count("viewCount"),
        };
    }
}
