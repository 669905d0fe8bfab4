namespace ReputationWatch.Connectors.Articles;

/// <summary>An article as read from its page.</summary>
public sealed record Article
{
    public string? Title { get; init; }

    /// <summary>Names, joined by commas.</summary>
    public string? Author { get; init; }

    /// <summary>When it was published; see <see cref="PublishedHasTime"/>.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>False when only the day is known.</summary>
    public bool PublishedHasTime { get; init; }
    public DateTimeOffset? Modified { get; init; }
    public string? Language { get; init; }
    public string? Site { get; init; }
    public string? Description { get; init; }
    public string? Image { get; init; }

    /// <summary>The address that the page gives for itself.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>The main text, one block a line.</summary>
    public string? Text { get; init; }

    /// <summary>Comments of readers, where the page marks them up.</summary>
    public IReadOnlyList<ArticleComment> Comments { get; init; } = [];
}

public sealed record ArticleComment(string Text, string? Author, DateTimeOffset? Date, string? Url);
