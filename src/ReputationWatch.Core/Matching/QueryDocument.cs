namespace ReputationWatch.Core.Matching;

/// <summary>What a query can ask about. Fields that are null are absent: no query on them matches.</summary>
public sealed record QueryDocument
{
    public string? Title { get; init; }

    /// <summary>The text (<c>text:</c>).</summary>
    public string? Body { get; init; }
    public string? Author { get; init; }

    /// <summary>A host or the name of a site; when null, the host of <see cref="Url"/> stands for it.</summary>
    public string? Site { get; init; }
    public string? Url { get; init; }

    /// <summary>BCP 47: "fr", "fr-CH".</summary>
    public string? Lang { get; init; }
    public string? Source { get; init; }
    public string? Kind { get; init; }

    /// <summary>"negative", "neutral", "positive", or a number as text.</summary>
    public string? Sentiment { get; init; }
    public double? Score { get; init; }
    public double? Reach { get; init; }
    public DateTimeOffset? Published { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Any other field by its name in lower case; numbers in invariant form.</summary>
    public IReadOnlyDictionary<string, string>? Extra { get; init; }
}
