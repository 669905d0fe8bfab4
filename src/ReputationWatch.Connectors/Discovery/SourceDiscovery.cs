using System.Globalization;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews;
using ReputationWatch.Connectors.Sites;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
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
/// <param name="Network">The network whose page it is, with what the address fills in.</param>
public sealed record DiscoveryResult(
    IReadOnlyList<SourceCandidate> Candidates,
    SourceReading Reading,
    FilledForm? Network = null
);

/// <summary>
/// Turns any pasted address into sources: a feed, a page that names or has feeds, a page with reviews. What it offers has been
/// fetched and parsed, politely, so that nothing is added blindly.
/// </summary>
public sealed class SourceDiscovery(PoliteFetcher fetcher, SiteCatalog catalog)
{
    /// <summary>A page may name dozens of feeds; a person chooses among a handful.</summary>
    private const int MostNamedFeeds = 6;

    /// <summary>Guesses (known paths of platforms) are made only when the page names no feed.</summary>
    private const int MostGuesses = 6;

    /// <summary>A person waits for it: what was found until then is better than more later.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task<DiscoveryResult> ExploreAsync(string input, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Longest);
        try
        {
            return await ExploreAsync(input, patience.Token, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new DiscoveryResult([], new SourceReading { Outcome = CheckOutcome.TimedOut });
        }
    }

    private async Task<DiscoveryResult> ExploreAsync(string input, CancellationToken patience, CancellationToken cancel)
    {
        var address = PastedAddress.Of(input);
        if (address.Url is null)
        {
            return new DiscoveryResult(
                [],
                new SourceReading { Outcome = CheckOutcome.InvalidUrl, Detail = input.Trim() }
            );
        }
        if (WebUrl.Parse(address.Url) is { } pasted && SocialForms.Recognise(pasted) is { } network)
        {
            return new DiscoveryResult([], new SourceReading { Outcome = CheckOutcome.NeverChecked }, network);
        }
        var outcome = await fetcher.FetchAsync(new FetchRequest(address.Url), patience);
        if (address.IsGuessedSecure && IsWithoutTls(outcome))
        {
            outcome = await fetcher.FetchAsync(new FetchRequest("http" + address.Url["https".Length..]), patience);
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
        else if (SiteSourceReader.Parse(page, catalog) is { Items.Count: > 0 } site)
        {
            candidates.Add(Candidate(SiteSourceReader.Name, page.FinalUrl, site));
        }
        await AddFeedsAsync(page, candidates, patience, cancel);
        return new DiscoveryResult(candidates, candidates.Count > 0 ? reviews : feed, NetworkOf(page));
    }

    /// <summary>Feeds found before the patience ended are kept.</summary>
    private async Task AddFeedsAsync(
        FetchOutcome.Fetched page,
        List<SourceCandidate> candidates,
        CancellationToken patience,
        CancellationToken cancel
    )
    {
        var html = HtmlEncoding.Decode(page.Body, page.ContentType);
        var addresses = FeedDiscovery.Find(html, page.FinalUrl);
        var before = candidates.Count;
        try
        {
            var named = addresses.Where(a => a.Source != FeedCandidateSource.KnownPath).Take(MostNamedFeeds);
            await ReadAsync(named, candidates, patience);
            if (candidates.Count == before)
            {
                var guesses = addresses.Where(a => a.Source == FeedCandidateSource.KnownPath).Take(MostGuesses);
                await ReadAsync(guesses, candidates, patience, stopAtFirst: true);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { }
    }

    /// <summary>Software of networks that runs on anybody's server gives itself away on its pages.</summary>
    private static FilledForm? NetworkOf(FetchOutcome.Fetched page) =>
        WebUrl.Parse(page.FinalUrl) is { } url
            ? SocialForms.Recognise(url, HtmlEncoding.Decode(page.Body, page.ContentType))
            : null;

    private static bool IsWithoutTls(FetchOutcome outcome) =>
        outcome
            is FetchOutcome.Unreachable
            {
                Reason: UnreachableReason.TlsFailed
                    or UnreachableReason.ConnectionRefused
                    or UnreachableReason.TimedOut
                    or UnreachableReason.Truncated
            };

    private async Task ReadAsync(
        IEnumerable<FeedCandidate> addresses,
        List<SourceCandidate> found,
        CancellationToken cancel,
        bool stopAtFirst = false
    )
    {
        var before = found.Count;
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
            if (stopAtFirst && found.Count > before)
            {
                break;
            }
        }
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
