namespace ReputationWatch.Connectors.Reviews;

/// <summary>The reviews and ratings that a page carries in its markup.</summary>
public sealed record ReviewPage(IReadOnlyList<Review> Reviews, IReadOnlyList<RatingSummary> Aggregates)
{
    /// <summary>The next page of reviews (<c>rel=next</c>), when the page has one.</summary>
    public string? NextPage { get; init; }
}

/// <summary>One review. Ratings are as published; <see cref="Best"/> and <see cref="Worst"/> only when published.</summary>
public sealed record Review
{
    public string? Author { get; init; }
    public double? Rating { get; init; }
    public double? Best { get; init; }
    public double? Worst { get; init; }
    public DateTimeOffset? Date { get; init; }
    public string? Title { get; init; }
    public string? Body { get; init; }

    /// <summary>The name of what is reviewed.</summary>
    public string? Item { get; init; }
    public string? Url { get; init; }
    public string? Language { get; init; }

    /// <summary>The answer of the owner.</summary>
    public ReviewReply? Reply { get; init; }
}

public sealed record ReviewReply(string Text, string? Author, DateTimeOffset? Date);

/// <summary>The rating of many.</summary>
public sealed record RatingSummary
{
    public string? Item { get; init; }
    public double? Rating { get; init; }
    public double? Best { get; init; }
    public double? Worst { get; init; }
    public long? RatingCount { get; init; }
    public long? ReviewCount { get; init; }
}
