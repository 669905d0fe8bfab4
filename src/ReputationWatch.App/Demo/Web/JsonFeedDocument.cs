using System.Text.Encodings.Web;
using System.Text.Json;
using ReputationWatch.App.Demo.History;

namespace ReputationWatch.App.Demo.Web;

/// <summary>JSON Feed 1.1; likes, replies and followers in an extension, whose names begin with an underscore.</summary>
internal static class JsonFeedDocument
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(SiteAddress address, PublishedPage page)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", address.Site.Name);
            json.WriteString("description", address.Site.Tagline);
            json.WriteString("language", address.Site.Language);
            json.WriteString("home_page_url", address.Absolute("/"));
            json.WriteString("feed_url", address.FeedPage(null));
            if (page.Older is { } older)
            {
                json.WriteString("next_url", address.FeedPage(older));
            }
            json.WriteStartArray("items");
            foreach (var post in page.Posts)
            {
                WriteItem(json, address, post);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void WriteItem(Utf8JsonWriter json, SiteAddress address, Post post)
    {
        json.WriteStartObject();
        json.WriteString("id", address.IdOf(post));
        json.WriteString("url", address.LinkTo(post));
        if (post.Title is null)
        {
            json.WriteString("content_text", post.Text);
        }
        else
        {
            json.WriteString("title", post.Title);
            json.WriteString("content_html", Html.Paragraphs(post.Text));
        }
        json.WriteString("date_published", post.At.UtcDateTime);
        json.WriteStartArray("authors");
        json.WriteStartObject();
        json.WriteString("name", post.Author);
        json.WriteString("url", address.Absolute($"/u/{Uri.EscapeDataString(post.Author)}"));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("_engagement");
        json.WriteNumber("likes", post.Likes);
        json.WriteNumber("replies", post.Replies);
        json.WriteNumber("followers", post.Reach);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
