using System.Text.Json;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Connectors.Social.AppStore;
using ReputationWatch.Connectors.Social.Bluesky;
using ReputationWatch.Connectors.Social.Discourse;
using ReputationWatch.Connectors.Social.GoogleBusiness;
using ReputationWatch.Connectors.Social.HackerNews;
using ReputationWatch.Connectors.Social.Mastodon;
using ReputationWatch.Connectors.Social.Reddit;
using ReputationWatch.Connectors.Social.StackExchange;
using ReputationWatch.Connectors.Social.Trustpilot;
using ReputationWatch.Connectors.Social.X;
using ReputationWatch.Connectors.Social.YouTube;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Social;

/// <summary>Reads what the networks' APIs answer. One folder a network; bytes in, items out, nothing thrown.</summary>
public static class SocialItems
{
    private delegate IEnumerable<RawItem> ReadAnswer(JsonElement answer, Uri? address);

    private static readonly Dictionary<string, ReadAnswer> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["appstore"] = (answer, _) => AppStoreItems.Read(answer),
        ["bluesky"] = (answer, _) => BlueskyItems.Read(answer),
        ["discourse"] = DiscourseItems.Read,
        ["googlebusiness"] = (answer, _) => GoogleBusinessItems.Read(answer),
        ["hackernews"] = (answer, _) => HackerNewsItems.Read(answer),
        ["mastodon"] = (answer, _) => MastodonItems.Read(answer),
        ["reddit"] = (answer, _) => RedditItems.Read(answer),
        ["stackexchange"] = (answer, _) => StackExchangeItems.Read(answer),
        ["trustpilot"] = (answer, _) => TrustpilotItems.Read(answer),
        ["x"] = (answer, _) => XItems.Read(answer),
        ["youtube"] = YouTubeItems.Read,
    };

    public static IEnumerable<string> Networks => Readers.Keys;

    /// <summary>The items of an answer in its order, each once; null when the network is unknown or the answer is no JSON.</summary>
    /// <param name="url">Where the answer came from; networks with many hosts need it for addresses.</param>
    public static IReadOnlyList<RawItem>? Read(string network, ReadOnlyMemory<byte> answer, string? url)
    {
        using var document = Document(network, answer);
        return document is null
            ? null
            : ReadAll(network, document.RootElement, url)
                ?.Where(i => !i.Deleted || i.Text.Length > 0 || i.Title is not null)
                .ToList();
    }

    /// <summary>Also those of which nothing is left but that they were taken away.</summary>
    internal static IReadOnlyList<RawItem>? ReadAll(string network, JsonElement answer, string? url)
    {
        if (!Readers.TryGetValue(network, out var read))
        {
            return null;
        }
        Uri.TryCreate(url, UriKind.Absolute, out var address);
        return [.. read(answer, address).DistinctBy(i => i.ExternalId ?? i.Url ?? i.Text)];
    }

    /// <summary>JSON is UTF-8 (RFC 8259); mended first, because the framework's strings throw on broken bytes.</summary>
    internal static JsonDocument? Document(string network, ReadOnlyMemory<byte> answer) =>
        network.Equals("appstore", StringComparison.OrdinalIgnoreCase) && AppStoreXml.IsXml(answer.Span)
            ? AppStoreXml.ToJson(answer)
            : LenientJson.Parse(CharsetDetector.Decode(answer.Span, "utf-8"));
}
