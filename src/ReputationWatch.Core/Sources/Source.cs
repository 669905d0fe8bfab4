namespace ReputationWatch.Core.Sources;

/// <summary>One place that is crawled, with its schedule and its health.</summary>
public sealed record Source
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required string Url { get; init; }

    /// <summary>Which connector reads it: <c>feed</c>, <c>reviews</c>, …: an <see cref="ISourceReader.Connector"/>.</summary>
    public required string Connector { get; init; }

    /// <summary>The connector's own settings as JSON; null when it has none.</summary>
    public string? Settings { get; init; }

    /// <summary>The language most of its texts are in (fr, en, …), a prior for language identification.</summary>
    public string? Language { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>A person's own schedule; null leaves the source to find its pace.</summary>
    public TimeSpan? Every { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public SourceHealth Health { get; init; } = new();
}

/// <summary>What the last checks of a source found. Rows, not memory: a restart knows everything.</summary>
public sealed record SourceHealth
{
    /// <summary>"Due" is this column: a source is due when it lies in the past. "Check now" sets it.</summary>
    public DateTimeOffset NextCheckAt { get; init; }
    public DateTimeOffset? LastCheckedAt { get; init; }
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>When an item that we did not have yet last arrived.</summary>
    public DateTimeOffset? LastNewItemAt { get; init; }
    public CheckOutcome Outcome { get; init; } = CheckOutcome.NeverChecked;

    /// <summary>HTTP status of the last check; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>A value the sentence needs: the host, the redirect target, the parser's word. Hostile: encode when shown.</summary>
    public string? Detail { get; init; }
    public int ConsecutiveFailures { get; init; }

    /// <summary>Since when nothing could be read; null while the source answers. Hours after it are blind, not zero.</summary>
    public DateTimeOffset? BlindSince { get; init; }

    /// <summary>Set when the site said that the page is gone for good (410).</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Time between checks that fits how often the source publishes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(15);
    public string? ETag { get; init; }
    public string? LastModified { get; init; }

    /// <summary>Where a back-fill goes on (the address of the next older page); null when there is none under way.</summary>
    public string? BackfillPage { get; init; }

    /// <summary>The way back: the one under way, or the last one; null when there was none.</summary>
    public Backfill? Backfill { get; init; }

    /// <summary>Items read so far from this source, new ones only.</summary>
    public long ItemsTotal { get; init; }
}

/// <summary>What one check came to. The pages word it in the reader's language and say what to do.</summary>
public enum CheckOutcome
{
    NeverChecked,

    // Good.
    NewItems,
    NothingNew,
    NotModified,

    // The site answers, but not with something we can read.
    HtmlInsteadOfFeed,
    NotAFeed,
    NoReviewsFound,
    TooLarge,
    Truncated,

    // The site refuses.
    Forbidden,
    LoginRequired,
    ChallengePage,
    DisallowedByRobots,
    RateLimited,
    NotFound,
    Gone,
    OtherStatus,
    ServerError,
    RedirectLoop,

    // Nothing answers.
    DnsFailed,
    ConnectionRefused,
    TimedOut,
    TlsFailed,
    PrivateAddress,
    Unreachable,
    InvalidUrl,

    /// <summary>Our own failure: a connector threw. The log has the details.</summary>
    ConnectorFailed,

    // Stored as numbers: new ones come last.

    /// <summary>A successful answer without a single character.</summary>
    EmptyAnswer,

    /// <summary>robots.txt answers with an error, which forbids everything until it can be read (RFC 9309, 2.3.1.4).</summary>
    RobotsUnavailable,

    /// <summary>What came is no HTTP, or its coding cannot be read.</summary>
    UnreadableAnswer,

    /// <summary>A network's API wants a key and there is none, or the stored one can no longer be opened.</summary>
    KeyMissing,

    /// <summary>A network's API does not accept the key.</summary>
    WrongKey,

    /// <summary>The key is good, but not for this: a scope, a plan or an enabled API is missing.</summary>
    MissingScope,

    /// <summary>The quota of the key is used up; it comes back by itself.</summary>
    QuotaUsedUp,
}

public static class CheckOutcomes
{
    public static bool IsSuccess(this CheckOutcome outcome) =>
        outcome is CheckOutcome.NewItems or CheckOutcome.NothingNew or CheckOutcome.NotModified;

    /// <summary>A failure that waiting may cure by itself.</summary>
    public static bool MayPass(this CheckOutcome outcome) =>
        outcome
            is CheckOutcome.RateLimited
                or CheckOutcome.ServerError
                or CheckOutcome.DnsFailed
                or CheckOutcome.ConnectionRefused
                or CheckOutcome.TimedOut
                or CheckOutcome.TlsFailed
                or CheckOutcome.Truncated
                or CheckOutcome.Unreachable
                or CheckOutcome.ConnectorFailed
                or CheckOutcome.EmptyAnswer
                or CheckOutcome.RobotsUnavailable
                or CheckOutcome.UnreadableAnswer
                or CheckOutcome.QuotaUsedUp;
}

/// <summary>One past check of a source: the history strip on the Sources page.</summary>
public sealed record SourceCheck(
    long SourceId,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    CheckOutcome Outcome,
    int? Status,
    string? Detail,
    int ItemsRead,
    int ItemsNew
);
