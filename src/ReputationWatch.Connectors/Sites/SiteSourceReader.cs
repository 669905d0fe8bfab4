using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Sites;

/// <summary>The connector <c>site</c>: pages without markup for machines, read by a definition.</summary>
internal sealed class SiteSourceReader(PoliteFetcher fetcher, SiteCatalog catalog) : ISourceReader
{
    public const string Name = "site";

    public string Connector => Name;

    public Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel) =>
        FetchReading.ReadAsync(fetcher, request, fetched => Parse(fetched, catalog), cancel);

    internal static SourceReading Parse(FetchOutcome.Fetched fetched, SiteCatalog catalog)
    {
        var type = FetchReading.ContentTypeOf(fetched);
        var definition = catalog.Recognise(fetched.Body, fetched.FinalUrl, type);
        var page = definition is null ? null : SiteReader.Read(fetched.Body, fetched.FinalUrl, type, definition);
        if (page is null || page.Items.Count == 0)
        {
            return new SourceReading
            {
                Outcome = CheckOutcome.NoReviewsFound,
                Status = fetched.Status,
                Detail = definition?.Name ?? fetched.ContentType,
            };
        }
        return FetchReading.Of(fetched, CheckOutcome.NewItems) with
        {
            Items = [.. page.Items.Select(i => Item(i, fetched.FinalUrl))],
            OlderPage = page.NextPage == fetched.FinalUrl ? null : page.NextPage,
            Title = page.Items[0].Item ?? definition!.Title,
        };
    }

    private static RawItem Item(SiteItem item, string pageUrl) =>
        new()
        {
            Kind = item.Rating is null ? MentionKind.Comment : MentionKind.Review,
            // A post's number is unique on its site; the page it was found on changes as others are added.
            ExternalId = item.Id,
            Url = item.Url ?? pageUrl,
            Title = item.Title,
            Text = item.Body ?? "",
            AuthorName = item.Author,
            PublishedAt = item.Date,
            Rating = item.Rating is { } value ? new Rating(value, item.Best ?? 5, Math.Min(1, value)) : null,
            ItemReviewed = item.Item,
        };
}
