namespace ReputationWatch.Connectors.Crawling;

/// <summary>One address to read.</summary>
/// <param name="Url">Absolute, http or https.</param>
public sealed record FetchRequest(string Url)
{
    public const string AnyReadable =
        "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, application/xml;q=0.9, */*;q=0.5";

    /// <summary>What the last fetched answer said; sent as If-None-Match and If-Modified-Since.</summary>
    public Validators Validators { get; init; } = Validators.None;

    public string Accept { get; init; } = AnyReadable;

    public string? AcceptLanguage { get; init; }

    /// <summary>Further headers (an API's authorization). They do not follow a redirect to another origin.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = FetchOutcome.NoHeaders;

    /// <summary>When set, the request is a POST with this body.</summary>
    public FetchBody? Body { get; init; }

    /// <summary>False only for documented APIs and for robots.txt itself: these are meant for programs.</summary>
    public bool ObeyRobots { get; init; } = true;

    /// <summary>Whether a refusal brings what it says with it: APIs give their reasons in the body.</summary>
    public bool KeepErrorBody { get; init; }

    /// <summary>In place of <see cref="CrawlOptions.MaxBodyBytes"/>.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>A longer body is cut at the limit instead of refused: for files of which the beginning is enough.</summary>
    public bool CutAtLimit { get; init; }
}

public sealed record FetchBody(ReadOnlyMemory<byte> Bytes, string ContentType);
