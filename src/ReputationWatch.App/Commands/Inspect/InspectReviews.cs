using System.CommandLine;
using ReputationWatch.Connectors.Reviews;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect reviews --batch</c>: which reviews and ratings are found in pages.</summary>
internal static class InspectReviews
{
    internal sealed record Request(string Id, string File, string? Url, string? Ctype);

    public static Command Create() =>
        new Command(
            "reviews",
            "Show which reviews are found in a page: {\"id\",\"file\",\"url\"} on each line."
        ).WithBatch<Request, object>(Answer);

    private static object Answer(Request request)
    {
        var (bytes, failure) = InspectedFile.Read(request.File);
        if (failure is not null)
        {
            return new
            {
                request.Id,
                page = new
                {
                    reviews = Array.Empty<object>(),
                    aggregates = Array.Empty<object>(),
                    error = failure,
                },
            };
        }
        var page = ReviewReader.Read(bytes, request.Url, request.Ctype);
        return new { request.Id, page = new { reviews = page.Reviews.Select(Show), page.Aggregates } };
    }

    private static object Show(Review review) =>
        new
        {
            review.Author,
            review.Rating,
            review.Best,
            review.Worst,
            date = Rfc3339.Utc(review.Date),
            review.Title,
            review.Body,
            review.Item,
            review.Url,
            reply = review.Reply is { } reply
                ? new
                {
                    reply.Text,
                    reply.Author,
                    date = Rfc3339.Utc(reply.Date),
                }
                : null,
        };
}
