using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>The connector <c>feed</c>: RSS, Atom, JSON Feed and their relatives.</summary>
internal sealed class FeedSourceReader(PoliteFetcher fetcher) : ISourceReader
{
    public const string Name = "feed";

    private const int LongestPost = 600;

    public string Connector => Name;

    public Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel) =>
        FetchReading.ReadAsync(fetcher, request, Parse, cancel);

    internal static SourceReading Parse(FetchOutcome.Fetched fetched)
    {
        var (feed, error) = FeedParser.Parse(fetched.Body, fetched.FinalUrl, FetchReading.ContentTypeOf(fetched));
        if (feed is null)
        {
            var outcome = error switch
            {
                FeedError.HtmlPage => CheckOutcome.HtmlInsteadOfFeed,
                FeedError.Empty => CheckOutcome.EmptyAnswer,
                _ => CheckOutcome.NotAFeed,
            };
            // No validators: a 304 to a page that was no feed would hide that it still is none.
            return new SourceReading
            {
                Outcome = outcome,
                Status = fetched.Status,
                Detail = fetched.ContentType,
            };
        }
        return FetchReading.Of(fetched, CheckOutcome.NewItems) with
        {
            Items = [.. feed.Entries.Select(entry => Item(feed, entry))],
            OlderPage = feed.NextPage,
            Title = feed.Title,
            Language = feed.Language,
        };
    }

    private static RawItem Item(Feed feed, FeedEntry entry)
    {
        var author = entry.Author ?? feed.Author;
        var text = (entry.Content ?? entry.Summary)?.ToPlainText() ?? "";
        return new RawItem
        {
            Kind = KindOf(entry, text),
            ExternalId = entry.Key,
            Url = entry.Link,
            Title = entry.Title,
            Text = text,
            AuthorName = author?.Name,
            AuthorUrl = author?.Url,
            AuthorId = author?.Email,
            PublishedAt = entry.Published ?? entry.Updated,
            UpdatedAt = entry.Updated,
            Language = entry.Language ?? feed.Language,
            Site = entry.SourceTitle ?? feed.Title,
            ParentId = entry.InReplyTo,
            Replies = entry.CommentCount,
        };
    }

    /// <summary>A feed does not say what it holds: a short text is written like a post, whatever carries it.</summary>
    private static MentionKind KindOf(FeedEntry entry, string text) =>
        entry.InReplyTo is not null ? MentionKind.Comment
        : text.Length <= LongestPost ? MentionKind.Post
        : MentionKind.Article;
}
