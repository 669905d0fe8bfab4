namespace ReputationWatch.Core.Search;

/// <summary>Why an index that lives elsewhere did not do what it was asked: the small vocabulary that pages and the follower decide on.</summary>
public enum IndexTrouble
{
    /// <summary>No answer, or one from nobody who knows: switched off, wrong address, a timeout, a gateway.</summary>
    Unreachable,

    /// <summary>It has too much to do and asks to come back later.</summary>
    Throttled,

    /// <summary>It takes no writes, usually because its disk is full. Searching may still work.</summary>
    ReadOnly,

    /// <summary>The credentials are wrong or do not allow this.</summary>
    Denied,

    /// <summary>The index was wiped or exchanged meanwhile; its position has to be read again.</summary>
    Replaced,

    /// <summary>It understood and said no: a query beyond its limits, or a version of the server that is not supported.</summary>
    Refused,
}

/// <param name="message">A sentence for people: what happened and what to do. Never holds a secret.</param>
public sealed class IndexUnavailableException(
    IndexTrouble trouble,
    string message,
    TimeSpan? retryAfter = null,
    Exception? inner = null
) : Exception(message, inner)
{
    public IndexTrouble Trouble { get; } = trouble;

    /// <summary>How long the index itself asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
