using System.Collections.Concurrent;
using System.Security.Cryptography;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.Connectors.Social.Access;

/// <param name="Token">Null when the exchange failed; then <paramref name="Outcome"/> says how.</param>
internal sealed record TokenAnswer(string Key, string? Token, FetchOutcome Outcome);

/// <summary>Tokens are asked for once in their life, however many sources use the same keys. Kept in memory only.</summary>
internal sealed class TokenCache(TokenExchange exchange, PoliteFetcher fetcher, TimeProvider time)
{
    /// <summary>Renewed a little before its end, so that none runs out on the way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>Where the answer does not say: Bluesky's sessions last two hours.</summary>
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromMinutes(100);

    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<TokenAnswer>> asked = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public Task<TokenAnswer> GetAsync(TokenRequest request, CancellationToken cancel)
    {
        var key = KeyOf(request);
        lock (gate)
        {
            if (held.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
            {
                return Task.FromResult(new TokenAnswer(key, known.Token, known.Outcome));
            }
            if (!asked.TryGetValue(key, out var asking) || asking.IsCompleted)
            {
                // Not the caller's cancellation: others wait for the same token.
                asked[key] = asking = ExchangeAsync(key, request, CancellationToken.None);
            }
            return asking.WaitAsync(cancel);
        }
    }

    /// <summary>The API no longer accepts it before its time.</summary>
    public void Forget(TokenAnswer answer)
    {
        if (held.TryGetValue(answer.Key, out var known) && known.Token == answer.Token)
        {
            held.TryRemove(answer.Key, out _);
        }
    }

    private async Task<TokenAnswer> ExchangeAsync(string key, TokenRequest request, CancellationToken cancel)
    {
        var outcome = await fetcher.FetchAsync(request.ToRequest(exchange.Address), cancel);
        if (outcome is not FetchOutcome.Fetched fetched)
        {
            return new TokenAnswer(key, null, outcome);
        }
        using var document = LenientJson.Parse(CharsetDetector.Decode(fetched.Body.Span, "utf-8"));
        var root = document?.RootElement ?? default;
        if ((root.Plain("access_token") ?? root.Plain("accessJwt")) is not { } token)
        {
            return new TokenAnswer(key, null, AsRefusal(fetched));
        }
        var lifetime = root.Number("expires_in") is { } seconds and > 0 and < 1e8
            ? TimeSpan.FromSeconds(seconds)
            : UsualLifetime;
        held[key] = new Held(token, time.GetUtcNow() + lifetime - Margin, fetched);
        return new TokenAnswer(key, token, fetched);
    }

    /// <summary>Reddit says "invalid_grant" with status 200.</summary>
    private static FetchOutcome.Refused AsRefusal(FetchOutcome.Fetched fetched) =>
        new(401, RefusalReason.LoginRequired) { Error = new ErrorAnswer(401, fetched.Body, fetched.Headers) };

    private static string KeyOf(TokenRequest request) =>
        Convert.ToHexStringLower(
            SHA256.HashData([
                .. request.Body.Bytes.Span,
                .. System.Text.Encoding.UTF8.GetBytes(request.Authorization ?? ""),
            ])
        );

    private sealed record Held(string Token, DateTimeOffset Until, FetchOutcome Outcome);
}
