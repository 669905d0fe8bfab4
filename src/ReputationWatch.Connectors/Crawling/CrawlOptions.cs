using System.Net;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>How the crawler behaves. Section <c>Crawl</c> of the settings.</summary>
public sealed record CrawlOptions
{
    /// <summary>The name that robots.txt rules are matched against and that servers see.</summary>
    public string ProductToken { get; init; } = "ReputationWatch";

    /// <summary>An e-mail or web address at which a site's owner reaches whoever runs this crawler.</summary>
    public string? Contact { get; init; }

    /// <summary>From name resolution to the end of the TLS handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the request being sent to the last header.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For one whole fetch with its redirects, waiting for the host's turn excepted.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of the decoded body.</summary>
    public long MaxBodyBytes { get; init; } = 20 * 1024 * 1024;

    public int MaxRedirects { get; init; } = 10;

    /// <summary>Requests under way at once to one host, whatever the number of its sources.</summary>
    public int MaxPerHost { get; init; } = 1;

    /// <summary>From the end of a request to the start of the next one to the same host.</summary>
    public TimeSpan MinimumGap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A longer Crawl-delay in robots.txt is cut to this, so that one host cannot stall a worker for a day.</summary>
    public TimeSpan MaxCrawlDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a robots.txt is used before it is read again (RFC 9309, 2.4: at most 24 hours).</summary>
    public TimeSpan RobotsLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Intranet places that may be crawled although their addresses are private: host names, addresses, networks
    /// (<c>10.1.0.0/16</c>), each with or without a port (<c>wiki.corp.example:8080</c>, <c>[fd00::1]:8080</c>).
    /// </summary>
    public IReadOnlyList<string> AllowedPrivate { get; init; } = [];

    public string UserAgent =>
        string.IsNullOrWhiteSpace(Contact) ? $"{ProductToken}/1.0" : $"{ProductToken}/1.0 (+{Contact})";

    /// <summary>A sentence for each setting that cannot work, with the way to mend it; empty when all is well.</summary>
    public IEnumerable<string> Validate()
    {
        if (ProductToken.Length == 0 || !ProductToken.All(c => char.IsAsciiLetter(c) || c is '-' or '_'))
        {
            yield return "Crawl:ProductToken may hold only letters, - and _ (RFC 9309): for example ReputationWatch.";
        }
        if (Contact is not null && Contact.Any(c => c is < ' ' or > '~' or '(' or ')'))
        {
            yield return "Crawl:Contact must be plain ASCII without parentheses: an e-mail or a web address.";
        }
        foreach (var (name, value) in Durations())
        {
            if (value <= TimeSpan.Zero)
            {
                yield return $"Crawl:{name} must be longer than zero, for example 00:00:30.";
            }
        }
        if (MinimumGap < TimeSpan.Zero)
        {
            yield return "Crawl:MinimumGap must not be negative; 00:00:01 is the default.";
        }
        if (RobotsLifetime > TimeSpan.FromHours(24))
        {
            yield return "Crawl:RobotsLifetime must be at most 24 hours (RFC 9309): set 1.00:00:00 (a day) or less.";
        }
        if (MaxBodyBytes < 1024 || MaxPerHost < 1 || MaxRedirects < 0)
        {
            yield return "Crawl: MaxBodyBytes must be at least 1024, MaxPerHost at least 1 and MaxRedirects at least 0.";
        }
        foreach (var entry in AllowedPrivate.Where(e => AllowedPlace.Parse(e) is null))
        {
            yield return $"Crawl:AllowedPrivate has \"{entry}\", which is no host name, address or network: write wiki.corp.example, 10.1.0.0/16 or 127.0.0.1:8080.";
        }
    }

    private IEnumerable<(string Name, TimeSpan Value)> Durations() =>
        [
            (nameof(ConnectTimeout), ConnectTimeout),
            (nameof(HeadersTimeout), HeadersTimeout),
            (nameof(TotalTimeout), TotalTimeout),
            (nameof(MaxCrawlDelay), MaxCrawlDelay),
            (nameof(RobotsLifetime), RobotsLifetime),
        ];
}
