namespace ReputationWatch.Connectors.Crawling;

/// <summary>Everything that a fetch can come to; a caller decides on it with one switch. Nothing else leaves <see cref="PoliteFetcher"/>.</summary>
public abstract record FetchOutcome
{
    private FetchOutcome() { }

    /// <summary>From the first byte sent to the last byte read, redirects included, waiting for the host's turn not.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The address that the source has moved to for good (301, 308 all the way), or null.</summary>
    public string? MovedTo { get; init; }

    /// <summary>What a 4xx or 5xx answer said, when the request asked to keep it.</summary>
    public ErrorAnswer? Error { get; init; }

    /// <summary>A 2xx answer with its decoded body.</summary>
    public sealed record Fetched : FetchOutcome
    {
        /// <summary>Content-coding removed, at most the size limit of the request.</summary>
        public required ReadOnlyMemory<byte> Body { get; init; }

        /// <summary>After redirects: what relative addresses in the body resolve against.</summary>
        public required string FinalUrl { get; init; }

        public int Status { get; init; } = 200;

        /// <summary>Media type in lower case without parameters, or null when not declared.</summary>
        public string? ContentType { get; init; }

        /// <summary>The charset parameter as declared, or null.</summary>
        public string? Charset { get; init; }

        /// <summary>To be sent with the next request for the same address.</summary>
        public Validators Validators { get; init; } = Validators.None;

        /// <summary>How long the answer stays fresh (RFC 9111), or null when the server does not say.</summary>
        public TimeSpan? MaxAge { get; init; }

        /// <summary>All response headers, by name in any case (rate limits, Link).</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;
    }

    /// <summary>304: nothing new since the validators that were sent.</summary>
    public sealed record NotModified(TimeSpan? MaxAge) : FetchOutcome;

    /// <summary>The server, or its robots.txt, does not want this request now or at all.</summary>
    public sealed record Refused(int Status, RefusalReason Reason, TimeSpan? RetryAfter = null, string? Detail = null)
        : FetchOutcome;

    /// <summary>410: removed on purpose; the source is to be retired with a notice.</summary>
    public sealed record Gone : FetchOutcome;

    /// <summary>404.</summary>
    public sealed record NotFound : FetchOutcome;

    /// <summary>5xx: the server's fault, worth trying again.</summary>
    public sealed record ServerError(int Status, TimeSpan? RetryAfter = null) : FetchOutcome;

    /// <summary>The decoded body passes the limit; nothing of it is kept.</summary>
    public sealed record TooLarge(long LimitBytes) : FetchOutcome;

    /// <summary>The redirects come back to an address already seen, or are too many.</summary>
    public sealed record RedirectLoop(string LastUrl) : FetchOutcome;

    /// <summary>No usable answer came.</summary>
    public sealed record Unreachable(UnreachableReason Reason, string? Detail = null) : FetchOutcome;

    internal static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    );
}

/// <summary>The beginning of a refusal's body, decoded, and its headers.</summary>
public sealed record ErrorAnswer(int Status, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Headers);

public enum RefusalReason
{
    /// <summary>429, or a host that asked earlier to be left alone and whose time has not come.</summary>
    RateLimited,
    Forbidden,
    LoginRequired,

    /// <summary>A bot wall: the site wants a browser that solves a challenge.</summary>
    ChallengePage,
    RobotsDisallow,

    /// <summary>robots.txt itself answers 5xx, which RFC 9309 (2.3.1.4) reads as a full disallow.</summary>
    RobotsUnavailable,

    /// <summary>Any other 4xx: the request is wrong for this server.</summary>
    BadRequest,
}

public enum UnreachableReason
{
    InvalidAddress,
    UnsupportedScheme,
    DnsFailed,
    ConnectionRefused,
    TimedOut,
    TlsFailed,

    /// <summary>The name leads to a private, reserved or otherwise special address that is not on the allow-list.</summary>
    PrivateAddress,

    /// <summary>The connection ended before the announced length or the end of the compressed stream.</summary>
    Truncated,

    /// <summary>What came is no HTTP, or its content coding cannot be read.</summary>
    InvalidAnswer,
}

/// <summary>What RFC 9110 (13.1) lets a client send to be told "not modified", kept exactly as the server sent it.</summary>
public sealed record Validators(string? ETag, string? LastModified)
{
    public static readonly Validators None = new(null, null);
}
