using System.Text.Json;
using System.Text.Json.Nodes;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Feeds.Xml;

namespace ReputationWatch.Connectors.Social.AppStore;

/// <summary>The customer reviews as an Atom feed, which says the same as its JSON form: turned into that form, to be read once.</summary>
internal static class AppStoreXml
{
    private static readonly string[] Plain = ["id", "title", "updated"];

    public static bool IsXml(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
        return start >= 0 && body[start] == (byte)'<';
    }

    /// <summary>Null when it is no feed.</summary>
    public static JsonDocument? ToJson(ReadOnlyMemory<byte> body)
    {
        var (utf8, _) = FeedEncoding.ToUtf8(body, contentType: null);
        var reader = new FeedXmlReader(utf8, url: null);
        if (reader.OpenRoot() is not { Name: "feed" })
        {
            return null;
        }
        var entries = new JsonArray();
        while (reader.Next() is { } element)
        {
            if (element.Name == "entry")
            {
                entries.Add(Entry(element));
            }
        }
        return JsonSerializer.SerializeToDocument(new JsonObject { ["feed"] = new JsonObject { ["entry"] = entries } });
    }

    private static JsonObject Entry(XmlElement entry)
    {
        var json = new JsonObject();
        foreach (var name in Plain)
        {
            json[name] = Label(entry.Child(name));
        }
        // The text stands twice, plain and in a table of HTML with the app's picture.
        json["content"] = Label(
            entry.Elements.FirstOrDefault(e => e.Name == "content" && e.Attribute("type") is null or "text")
        );
        json["im:rating"] = Label(entry.Child("rating"));
        json["im:voteSum"] = Label(entry.Child("votesum"));
        json["author"] = new JsonObject
        {
            ["name"] = Label(entry.Child("author")?.Child("name")),
            ["uri"] = Label(entry.Child("author")?.Child("uri")),
        };
        json["link"] = new JsonObject
        {
            ["attributes"] = new JsonObject { ["href"] = entry.Child("link")?.Attribute("href") },
        };
        return json;
    }

    private static JsonObject Label(XmlElement? element) => new() { ["label"] = element?.Text().Trim() };
}
