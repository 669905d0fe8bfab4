using System.Globalization;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Discovery;

/// <summary>A source that an address leads to, already read once.</summary>
/// <param name="Connector">Which connector reads it.</param>
/// <param name="Items">How many items its first page has.</param>
/// <param name="NewestAt">When the newest of them was published; null when they carry no time.</param>
public sealed record SourceCandidate(
    string Connector,
    string Url,
    string? Title,
    string? Language,
    int Items,
    DateTimeOffset? NewestAt
);

/// <summary>What an address leads to. Without candidates, <see cref="Reading"/> says what happened.</summary>
public sealed record DiscoveryResult(IReadOnlyList<SourceCandidate> Candidates, SourceReading Reading);

/// <summary>
/// Turns any pasted address into sources: a feed, a page that names or has feeds, a page with reviews. What it offers has been
/// fetched and parsed, politely, so that nothing is added blindly.
/// </summary>
public sealed class SourceDiscovery(PoliteFetcher fetcher)
{
    /// <summary>A page may name dozens of feeds; a person chooses among a handful.</summary>
    private const int MostNamedFeeds = 6;

    /// <summary>Guesses (known paths of platforms) are made only when the page names no feed.</summary>
    private const int MostGuesses = 6;

    public async Task<DiscoveryResult> ExploreAsync(string input, CancellationToken cancel)
    {
        var address = PastedAddress.Of(input);
        if (address.Url is null)
        {
            return new DiscoveryResult(
                [],
                new SourceReading { Outcome = CheckOutcome.InvalidUrl, Detail = input.Trim() }
            );
        }
        var outcome = await fetcher.FetchAsync(new FetchRequest(address.Url), cancel);
        if (address.IsGuessedSecure && IsWithoutTls(outcome))
        {
            outcome = await fetcher.FetchAsync(new FetchRequest("http" + address.Url["https".Length..]), cancel);
        }
        if (outcome is not FetchOutcome.Fetched page)
        {
            return new DiscoveryResult([], FetchReading.Of(outcome));
        }
        var feed = FeedSourceReader.Parse(page);
        if (feed.Outcome.IsSuccess())
        {
            return new DiscoveryResult([Candidate(FeedSourceReader.Name, page.FinalUrl, feed)], feed);
        }
        var candidates = new List<SourceCandidate>();
        var reviews = ReviewSourceReader.Parse(page);
        if (reviews.Outcome.IsSuccess())
        {
            candidates.Add(Candidate(ReviewSourceReader.Name, page.FinalUrl, reviews));
        }
        candidates.AddRange(await FeedsOfAsync(page, cancel));
        return new DiscoveryResult(candidates, candidates.Count > 0 ? reviews : feed);
    }

    private static bool IsWithoutTls(FetchOutcome outcome) =>
        outcome
            is FetchOutcome.Unreachable
            {
                Reason: UnreachableReason.TlsFailed
                    or UnreachableReason.ConnectionRefused
                    or UnreachableReason.TimedOut
                    or UnreachableReason.Truncated
            };

    private async Task<IReadOnlyList<SourceCandidate>> FeedsOfAsync(FetchOutcome.Fetched page, CancellationToken cancel)
    {
        var html = HtmlEncoding.Decode(page.Body, page.ContentType);
        var addresses = FeedDiscovery.Find(html, page.FinalUrl);
        var named = addresses.Where(a => a.Source != FeedCandidateSource.KnownPath).Take(MostNamedFeeds);
        var found = await ReadAsync(named, cancel);
        return found.Count > 0
            ? found
            : await ReadAsync(
                addresses.Where(a => a.Source == FeedCandidateSource.KnownPath).Take(MostGuesses),
                cancel,
                stopAtFirst: true
            );
    }

    private async Task<List<SourceCandidate>> ReadAsync(
        IEnumerable<FeedCandidate> addresses,
        CancellationToken cancel,
        bool stopAtFirst = false
    )
    {
        var found = new List<SourceCandidate>();
        foreach (var address in addresses)
        {
            if (await fetcher.FetchAsync(new FetchRequest(address.Url), cancel) is not FetchOutcome.Fetched fetched)
            {
                continue;
            }
            var reading = FeedSourceReader.Parse(fetched);
            if (reading.Outcome.IsSuccess() && found.TrueForAll(f => f.Url != fetched.FinalUrl))
            {
                found.Add(Candidate(FeedSourceReader.Name, fetched.FinalUrl, reading, address.Title));
            }
            if (stopAtFirst && found.Count > 0)
            {
                break;
            }
        }
        return found;
    }

    private static SourceCandidate Candidate(
        string connector,
        string url,
        SourceReading reading,
        string? title = null
    ) =>
        new(
            connector,
            url,
            reading.Title ?? title,
            LanguageOf(reading.Language),
            reading.Items.Count,
            reading.Items.Max(i => i.PublishedAt)
        );

    /// <summary>"fr" of "fr-CH"; null for what is no language.</summary>
    private static string? LanguageOf(string? tag)
    {
        var primary = tag?.Split('-', '_')[0].ToLower(CultureInfo.InvariantCulture);
        return primary is { Length: 2 } && primary.All(char.IsAsciiLetterLower) ? primary : null;
    }
}
