namespace ReputationWatch.Core.Mentions;

public enum MentionKind
{
    Post,
    Review,
    Article,
    Comment,
}

/// <summary>What a connector read, before it is known whether any topic wants it. Everything in it is hostile.</summary>
public sealed record RawItem
{
    public required MentionKind Kind { get; init; }

    /// <summary>The network's or feed's own id; null when it gives none.</summary>
    public string? ExternalId { get; init; }
    public string? Url { get; init; }
    public string? Title { get; init; }

    /// <summary>Plain text; markup already removed.</summary>
    public required string Text { get; init; }
    public string? AuthorId { get; init; }
    public string? AuthorName { get; init; }
    public string? AuthorHandle { get; init; }
    public string? AuthorUrl { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string? Language { get; init; }

    /// <summary>The site or publication as it names itself, when it differs from the source.</summary>
    public string? Site { get; init; }
    public Rating? Rating { get; init; }

    /// <summary>What the review is about, by its own word.</summary>
    public string? ItemReviewed { get; init; }
    public string? ParentId { get; init; }
    public long? Likes { get; init; }
    public long? Replies { get; init; }
    public long? Shares { get; init; }

    /// <summary>The source says that it was taken away. Its text may be empty; what is stored of it stays, and is marked.</summary>
    public bool Deleted { get; init; }

    /// <summary>The answer to "would you recommend us", 0 to 10, given in a survey: declared, never mixed with what is inferred.</summary>
    public int? Recommends { get; init; }

    /// <summary>How many people may have seen it (followers, views), when the network says.</summary>
    public long? Reach { get; init; }
}

/// <summary>A rating as published, with the ends of its scale.</summary>
public sealed record Rating(double Value, double Best = 5, double Worst = 1)
{
    /// <summary>On the scale of one to five stars; null when the published scale makes no sense.</summary>
    public double? Stars =>
        Best > Worst && Value >= Worst && Value <= Best ? 1 + (Value - Worst) / (Best - Worst) * 4 : null;
}
