using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Core.Sources;

/// <summary>
/// Knows how to read one kind of source. Never throws for what the outside world does: that is an outcome.
/// </summary>
public interface ISourceReader
{
    /// <summary>The name stored in <see cref="Source.Connector"/>.</summary>
    string Connector { get; }

    Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel);
}

/// <param name="Source">The source with its validators (ETag, Last-Modified).</param>
/// <param name="Page">An older page to read instead of the source's own address (back-fill); null for a normal check.</param>
public sealed record SourceReadRequest(Source Source, string? Page = null);

/// <summary>What one read of one page came to.</summary>
public sealed record SourceReading
{
    public required CheckOutcome Outcome { get; init; }
    public int? Status { get; init; }
    public string? Detail { get; init; }
    public IReadOnlyList<RawItem> Items { get; init; } = [];

    /// <summary>The address of the next older page, when the answer names one.</summary>
    public string? OlderPage { get; init; }

    /// <summary>Set when the source has moved for good (301, 308).</summary>
    public string? MovedTo { get; init; }
    public string? ETag { get; init; }
    public string? LastModified { get; init; }

    /// <summary>The site asked not to be asked before this much time has passed (Retry-After).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long the answer stays fresh by its own word (Cache-Control, Expires); a check sooner is pointless.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>What the source calls itself; becomes the name of a source that has none.</summary>
    public string? Title { get; init; }
    public string? Language { get; init; }
}
