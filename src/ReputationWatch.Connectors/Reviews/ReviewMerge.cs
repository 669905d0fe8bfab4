namespace ReputationWatch.Connectors.Reviews;

/// <summary>Joins what a page says twice: the same review in two syntaxes, or repeated in one.</summary>
internal sealed class ReviewMerge
{
    // More are not on one page; comparing each with each would let a hostile one take minutes.
    private const int Most = 2_000;

    private readonly List<Review> _reviews = [];
    private readonly List<(string? Author, string? Body)> _keys = [];
    private readonly List<RatingSummary> _summaries = [];
    private int _earlierReviews;

    public ReviewPage Build() => new(_reviews, _summaries);

    /// <summary>What comes next is another syntax: looser likeness suffices there.</summary>
    public void EndSyntax() => _earlierReviews = _reviews.Count;

    public void Add(Review? review)
    {
        if (review is null || _reviews.Count >= Most)
        {
            return;
        }
        var index = _reviews.FindIndex(known => SameWithin(known, review));
        if (index < 0 && _earlierReviews > 0)
        {
            var keys = (Key(review.Author), Key(review.Body));
            index = Enumerable
                .Range(0, _earlierReviews)
                .FirstOrDefault(i => SameAcross(_reviews[i], _keys[i], review, keys), -1);
        }
        if (index < 0)
        {
            _reviews.Add(review);
            _keys.Add((Key(review.Author), Key(review.Body)));
        }
        else
        {
            _reviews[index] = Join(_reviews[index], review);
        }
    }

    public void Add(RatingSummary? summary)
    {
        if (summary is null || _summaries.Count >= Most)
        {
            return;
        }
        var index = _summaries.FindIndex(known => Same(known, summary));
        if (index < 0)
        {
            _summaries.Add(summary);
        }
        else
        {
            _summaries[index] = Join(_summaries[index], summary);
        }
    }

    private static bool SameWithin(Review a, Review b) =>
        a.Body is not null
        && a.Body == b.Body
        && Agree(a.Author, b.Author)
        && Agree(a.Rating, b.Rating)
        && Agree(a.Item, b.Item)
        && Agree(a.Date, b.Date);

    private static bool SameAcross(
        Review a,
        (string? Author, string? Body) keysA,
        Review b,
        (string? Author, string? Body) keysB
    )
    {
        if (!Agree(keysA.Author, keysB.Author))
        {
            return false;
        }
        if (keysA.Body is not { } first || keysB.Body is not { } second)
        {
            return a.Author is not null
                && b.Author is not null
                && Agree(a.Rating, b.Rating)
                && Agree(a.Date?.Date, b.Date?.Date);
        }
        var shared = Math.Min(Math.Min(first.Length, second.Length), 60);
        return shared > 0 && first.AsSpan(0, shared).SequenceEqual(second.AsSpan(0, shared));
    }

    private static bool Same(RatingSummary a, RatingSummary b) =>
        Agree(Key(a.Item), Key(b.Item))
        && a.Rating == b.Rating
        && Agree(a.ReviewCount, b.ReviewCount)
        && Agree(a.RatingCount, b.RatingCount);

    private static string? Key(string? text) =>
        text is null ? null : string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static bool Agree<T>(T? a, T? b) => a is null || b is null || a.Equals(b);

    private static Review Join(Review a, Review b) =>
        a with
        {
            Author = a.Author ?? b.Author,
            Rating = a.Rating ?? b.Rating,
            Best = a.Best ?? b.Best,
            Worst = a.Worst ?? b.Worst,
            Date = a.Date ?? b.Date,
            Title = a.Title ?? b.Title,
            Body = a.Body ?? b.Body,
            Item = a.Item ?? b.Item,
            Url = a.Url ?? b.Url,
            Language = a.Language ?? b.Language,
            Reply = a.Reply ?? b.Reply,
        };

    private static RatingSummary Join(RatingSummary a, RatingSummary b) =>
        a with
        {
            Item = a.Item ?? b.Item,
            Best = a.Best ?? b.Best,
            Worst = a.Worst ?? b.Worst,
            RatingCount = a.RatingCount ?? b.RatingCount,
            ReviewCount = a.ReviewCount ?? b.ReviewCount,
        };
}
