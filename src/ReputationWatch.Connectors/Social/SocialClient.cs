using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Social;

/// <summary>An answer of an API, or why there is none.</summary>
internal sealed record ApiAnswer(FetchOutcome.Fetched? Page, SourceReading? Trouble);

/// <summary>Asks one network's API: signed in when there are keys, with a fresh token when the old one has run out.</summary>
internal sealed class SocialClient(SocialApi api, PoliteFetcher fetcher, ApiKeys keys, TimeProvider time)
{
    private readonly TokenCache? tokens = api.Exchange is { } exchange ? new TokenCache(exchange, fetcher, time) : null;

    public SocialApi Api => api;

    public async Task<ApiAnswer> AskAsync(
        string url,
        SocialSettings settings,
        Validators validators,
        CancellationToken cancel
    )
    {
        List<string> Secrets(string? token) =>
            [.. keys.All(api.Name, settings, url), .. token is null ? [] : new[] { token }];
        string? Key(string name) => keys.Find(api.Name, settings, name, url);
        if (keys.IsLocked(settings) || api.NeededKeys.Any(n => Key(n) is null))
        {
            return new ApiAnswer(null, new SourceReading { Outcome = CheckOutcome.KeyMissing });
        }
        var request = Request(url, validators);
        if (tokens is null || api.Exchange!.Request(Key) is not { } exchange)
        {
            var signed = api.Authorise(request, Key);
            return Judge(await fetcher.FetchAsync(signed, cancel), Secrets(null), isSignedIn: signed != request);
        }
        var token = await tokens.GetAsync(exchange, cancel);
        var outcome = await AskWithAsync(request, token, Key, cancel);
        if (token.Token is not null && ApiTroubles.IsExpired(outcome))
        {
            tokens.Forget(token);
            token = await tokens.GetAsync(exchange, cancel);
            outcome = await AskWithAsync(request, token, Key, cancel);
        }
        return Judge(outcome, Secrets(token.Token), isSignedIn: true);
    }

    /// <summary>The network asked for a pause: other sources of its server keep it too.</summary>
    public void Pause(string url, TimeSpan duration) => fetcher.Pause(url, duration);

    private async Task<FetchOutcome> AskWithAsync(
        FetchRequest request,
        TokenAnswer token,
        Func<string, string?> key,
        CancellationToken cancel
    ) =>
        token.Token is null
            ? token.Outcome
            : await fetcher.FetchAsync(
                api.Authorise(request, name => name == "token" ? token.Token : key(name)),
                cancel
            );

    private static FetchRequest Request(string url, Validators validators) =>
        new(url)
        {
            Accept = "application/json",
            // A documented API is an invitation to programs, on its terms; robots.txt is for pages.
            ObeyRobots = false,
            KeepErrorBody = true,
            Validators = validators,
        };

    private ApiAnswer Judge(FetchOutcome outcome, IReadOnlyCollection<string> secrets, bool isSignedIn) =>
        outcome is FetchOutcome.Fetched fetched
            ? new ApiAnswer(fetched, null)
            : new ApiAnswer(null, ApiTroubles.Read(api.Name, outcome, isSignedIn, secrets, time.GetUtcNow()));
}
