using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Reviews;

/// <summary>The connector <c>reviews</c>: pages that carry reviews in their markup.</summary>
internal sealed class ReviewSourceReader(PoliteFetcher fetcher) : ISourceReader
{
    public const string Name = "reviews";

    public string Connector => Name;

    public Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel) =>
        FetchReading.ReadAsync(fetcher, request, Parse, cancel);

    internal static SourceReading Parse(FetchOutcome.Fetched fetched)
    {
        var page = ReviewReader.Read(fetched.Body, fetched.FinalUrl, FetchReading.ContentTypeOf(fetched));
        var items = page.Reviews.Select(review => Item(review, fetched.FinalUrl)).OfType<RawItem>().ToList();
        if (items.Count == 0)
        {
            // No validators: a 304 to a page without reviews would hide that it still has none.
            return new SourceReading
            {
                Outcome = IsBlank(fetched.Body.Span) ? CheckOutcome.EmptyAnswer : CheckOutcome.NoReviewsFound,
                Status = fetched.Status,
                Detail = fetched.ContentType,
            };
        }
        return FetchReading.Of(fetched, CheckOutcome.NewItems) with
        {
            Items = items,
            OlderPage = page.NextPage == fetched.FinalUrl ? null : page.NextPage,
            Title = items[0].ItemReviewed,
        };
    }

    private static bool IsBlank(ReadOnlySpan<byte> body) => body.IndexOfAnyExcept(" \t\r\n\0"u8) < 0;

    /// <summary>A review of stars alone has nothing to read, but its stars count: its text is empty and its title says the stars.</summary>
    private static RawItem? Item(Review review, string pageUrl)
    {
        var rating = review.Rating is { } value ? new Rating(value, review.Best ?? 5, review.Worst ?? 1) : null;
        if (string.IsNullOrWhiteSpace(review.Body) && string.IsNullOrWhiteSpace(review.Title) && rating is null)
        {
            return null;
        }
        return new RawItem
        {
            Kind = MentionKind.Review,
            Url = review.Url ?? pageUrl,
            Title = review.Title ?? (string.IsNullOrWhiteSpace(review.Body) ? Stars(rating) : null),
            Text = review.Body ?? "",
            AuthorName = review.Author,
            PublishedAt = review.Date,
            Language = review.Language,
            Rating = rating,
            ItemReviewed = review.Item,
        };
    }

    private static string? Stars(Rating? rating) =>
        rating is null ? null : FormattableString.Invariant($"{rating.Value:0.#} / {rating.Best:0.#}");
}
