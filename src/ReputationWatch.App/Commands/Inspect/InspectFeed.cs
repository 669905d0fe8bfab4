using System.CommandLine;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect feed --batch</c>: what the feed reader makes of files.</summary>
internal static class InspectFeed
{
    internal sealed record Request(string Id, string File, string? Url, string? Ctype);

    public static Command Create() =>
        new Command(
            "feed",
            "Show what is read from a feed: {\"id\",\"file\",\"url\",\"ctype\"} on each line."
        ).WithBatch<Request, object>(Answer);

    private static object Answer(Request request)
    {
        var (bytes, failure) = InspectedFile.Read(request.File);
        if (failure is not null)
        {
            return new { request.Id, feed = new { ok = false, error = failure } };
        }
        var result = FeedParser.Parse(bytes, request.Url, request.Ctype);
        return new
        {
            request.Id,
            feed = result.Feed is { } feed ? Show(feed) : new { ok = false, error = result.Error.ToString() },
        };
    }

    private static object Show(Feed feed) =>
        new
        {
            ok = true,
            format = feed.Format.ToString().ToLowerInvariant(),
            feed.Version,
            feed.Encoding,
            feed.Title,
            feed.Link,
            feed.Id,
            feed.Description,
            feed.Language,
            feed.Copyright,
            feed.Generator,
            feed.Image,
            published = Rfc3339.Utc(feed.Published),
            updated = Rfc3339.Utc(feed.Updated),
            feed.Author,
            feed.Authors,
            feed.Categories,
            entries = feed.Entries.Select(Show),
        };

    private static object Show(FeedEntry entry) =>
        new
        {
            entry.Id,
            entry.Key,
            entry.Title,
            entry.Link,
            published = Rfc3339.Utc(entry.Published),
            updated = Rfc3339.Utc(entry.Updated),
            entry.Author,
            entry.Authors,
            summary = Show(entry.Summary),
            content = Show(entry.Content),
            entry.Categories,
            entry.Enclosures,
            entry.Comments,
            entry.CommentCount,
            entry.Image,
            entry.Language,
        };

    /// <summary>Text stays as it is; HTML is shown in its safe form.</summary>
    private static string? Show(Markup? markup) => markup is { IsHtml: true } ? markup.ToSafeHtml() : markup?.Value;
}
