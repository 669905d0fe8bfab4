using System.Text.Json;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.Connectors.Feeds.JsonFeed;

/// <summary>JSON Feed 1 and 1.1 (jsonfeed.org).</summary>
internal static class JsonFeedReader
{
    private const string VersionPrefix = "jsonfeed.org/version/";

    public static FeedResult Read(ReadOnlyMemory<byte> utf8, string? url, string? encoding)
    {
        using var document = LenientJson.Parse(utf8);
        if (document is null || document.RootElement is not { ValueKind: JsonValueKind.Object } root || !IsFeed(root))
        {
            return FeedError.NotAFeed;
        }
        var feed = new FeedDraft();
        Describe(feed, root, url);
        foreach (var item in root.Items("items").Where(i => i.ValueKind == JsonValueKind.Object))
        {
            feed.Add(Entry(item, url));
        }
        return feed.Build(FeedFormat.Json, Version(root), encoding);
    }

    private static bool IsFeed(JsonElement root) =>
        root.Text("version")?.Contains(VersionPrefix, StringComparison.OrdinalIgnoreCase) == true
        || (
            root.TryGetProperty("items", out var items)
            && items.ValueKind == JsonValueKind.Array
            && root.Text("title") is not null
        );

    private static string? Version(JsonElement root)
    {
        var version = root.Text("version");
        var at = version?.IndexOf(VersionPrefix, StringComparison.OrdinalIgnoreCase) ?? -1;
        return at < 0 ? null : version![(at + VersionPrefix.Length)..].Trim('/');
    }

    private static void Describe(FeedDraft feed, JsonElement root, string? url)
    {
        feed.Title.Offer(0, HtmlText.Collapse(root.Text("title")));
        feed.Link.Offer(0, FeedAddress.Resolve(url, root.Text("home_page_url")));
        feed.SelfLink.Offer(0, FeedAddress.Resolve(url, root.Text("feed_url")));
        feed.Id.Offer(0, feed.SelfLink.Value);
        feed.Description.Offer(0, HtmlText.Collapse(root.Text("description")));
        feed.Language.Offer(0, HtmlText.Collapse(root.Text("language")));
        feed.Image.Offer(0, FeedAddress.Resolve(url, root.Text("icon")));
        feed.NextPage.Offer(0, FeedAddress.Resolve(url, root.Text("next_url")));
        feed.Hub.Offer(0, root.Items("hubs").Select(h => h.Text("url")).FirstOrDefault(u => u is not null));
        Authors(feed, root, url);
    }

    private static EntryDraft Entry(JsonElement item, string? url)
    {
        var entry = new EntryDraft();
        entry.Id.Offer(0, HtmlText.Collapse(item.Text("id")));
        entry.Link.Offer(0, FeedAddress.Resolve(url, item.Text("url")));
        entry.Link.Offer(1, FeedAddress.Resolve(url, item.Text("external_url")));
        entry.Title.Offer(0, HtmlText.Collapse(item.Text("title")));
        entry.Content.Offer(0, Markup(item.Text("content_html"), html: true, url));
        entry.Content.Offer(1, Markup(item.Text("content_text"), html: false, url));
        entry.Summary.Offer(0, Markup(item.Text("summary"), html: false, url));
        entry.Published.Offer(0, FeedDates.Parse(item.Text("date_published")));
        entry.Updated.Offer(0, FeedDates.Parse(item.Text("date_modified")));
        entry.Language.Offer(0, HtmlText.Collapse(item.Text("language")));
        entry.Image.Offer(0, FeedAddress.Resolve(url, item.Text("image")));
        entry.Image.Offer(1, FeedAddress.Resolve(url, item.Text("banner_image")));
        Authors(entry, item, url);
        foreach (var tag in item.Items("tags"))
        {
            entry.AddCategory(tag.AsText());
        }
        foreach (var attachment in item.Items("attachments"))
        {
            entry.AddEnclosure(Attachment(attachment, url));
        }
        return entry;
    }

    private static Markup? Markup(string? text, bool html, string? url) =>
        string.IsNullOrWhiteSpace(text) ? null : new Markup(text.Trim(), html, url);

    /// <summary>Version 1.1 has <c>authors</c>; version 1 had <c>author</c>.</summary>
    private static void Authors(Draft draft, JsonElement owner, string? url)
    {
        foreach (var author in owner.Items("authors"))
        {
            draft.Authors.Add(0, Person(author, url));
        }
        foreach (var author in owner.Items("author"))
        {
            draft.Authors.Add(1, Person(author, url));
        }
    }

    private static FeedPerson? Person(JsonElement author, string? url)
    {
        if (author.ValueKind == JsonValueKind.String)
        {
            return PersonText.Parse(author.GetString());
        }
        var name = HtmlText.Collapse(author.Text("name"));
        var link = FeedAddress.Resolve(url, author.Text("url"));
        return name is null && link is null
            ? null
            : new FeedPerson(name, HtmlText.Collapse(author.Text("email")), link);
    }

    private static FeedEnclosure? Attachment(JsonElement attachment, string? url) =>
        FeedAddress.Resolve(url, attachment.Text("url")) is { } address
            ? new FeedEnclosure(
                address,
                HtmlText.Collapse(attachment.Text("mime_type")),
                Elements.AtomLink.EnclosureLength(attachment.Text("size_in_bytes"))
            )
            : null;
}
