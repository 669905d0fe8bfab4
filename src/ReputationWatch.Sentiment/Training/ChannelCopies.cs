using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>
/// French reviews once more as if they were posts and articles. The labelled posts in French speak of politics and there
/// are no labelled articles: without these the model does not know what customers say outside review pages.
/// </summary>
internal static class ChannelCopies
{
    private const string Language = "fr";
    private const int MinLength = 15;

    // Three stars are mostly mixed feelings, which posts seldom have.
    private const double NeutralShare = 0.3;

    private static readonly string[] NotOfServices = ["film", "series"];

    public static IEnumerable<Example> Of(IReadOnlyList<Example> train, TrainingOptions options)
    {
        var reviews = train.Where(IsReviewOfService).ToArray();
        return
        [
            .. Copies(reviews, "tweet", options.CopiedPosts, maxLength: 240),
            .. Copies(reviews, "news", options.CopiedPosts / 2, maxLength: 500),
        ];
    }

    private static bool IsReviewOfService(Example example) =>
        example.Channel == Channel.Review
        && example.Language == Language
        && example.Text.Length >= MinLength
        && !NotOfServices.Any(d => example.Domain.Contains(d, StringComparison.Ordinal));

    private static IEnumerable<Example> Copies(Example[] reviews, string domain, int perLabel, int maxLength) =>
        from label in Enum.GetValues<SentimentLabel>()
        let count = label == SentimentLabel.Neutral ? (int)(perLabel * NeutralShare) : perLabel
        from review in TakeInTurns(reviews.Where(r => r.Label == label), domain, count)
        select review with
        {
            Set = $"copies_{domain}_{Language}",
            Domain = domain,
            Text = Shorten(review.Text, maxLength),
            Stars = float.NaN,
            Score10 = float.NaN,
        };

    // Sets take turns, so that the largest does not fill the copies alone; inside a set the hash of the text decides.
    private static IEnumerable<Example> TakeInTurns(IEnumerable<Example> reviews, string salt, int count) =>
        reviews
            .GroupBy(r => r.Set)
            .SelectMany(g => g.OrderBy(r => Hashing.OfText(salt + r.Text)).Index())
            .OrderBy(r => r.Index)
            .Take(count)
            .Select(r => r.Item);

    private static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }
        var end = text.AsSpan(0, maxLength).LastIndexOfAny('.', '!', '?');
        return end > maxLength / 3 ? text[..(end + 1)] : text[..maxLength];
    }
}
