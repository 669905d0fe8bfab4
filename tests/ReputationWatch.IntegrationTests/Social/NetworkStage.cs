using System.Text;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Core.Sources;
using ReputationWatch.IntegrationTests.Crawling;

namespace ReputationWatch.IntegrationTests.Social;

/// <summary>A secret box whose contents can be read: what was sealed stands in brackets.</summary>
internal sealed class OpenBox : ISecretBox
{
    public string Seal(string secret) => $"[{secret}]";

    public string? Open(string sealedSecret) => sealedSecret.StartsWith('[') ? sealedSecret[1..^1] : null;
}

/// <summary>One network's reader that asks a loopback server.</summary>
internal sealed class NetworkStage : IDisposable
{
    private readonly PoliteFetcher _fetcher = new(PoliteFetcherTests.Loopback, TimeProvider.System);
    private readonly string _network;

    /// <param name="tokenAddress">Where this network's tokens are asked for, in place of its own address.</param>
    public NetworkStage(string network, string? tokenAddress = null, SocialOptions? options = null)
    {
        _network = network;
        Keys = new ApiKeys(new OpenBox(), options ?? new SocialOptions());
        var api = SocialApis.All.Single(a => a.Name == network);
        Client = new SocialClient(
            tokenAddress is null ? api : api with { Exchange = api.Exchange! with { Address = tokenAddress } },
            _fetcher,
            Keys,
            TimeProvider.System
        );
    }

    public ApiKeys Keys { get; }
    public SocialClient Client { get; }

    public Task<SourceReading> ReadAsync(string url, string? page = null, params (string Name, string Value)[] keys) =>
        new SocialSourceReader(Client, TimeProvider.System).ReadAsync(
            new SourceReadRequest(
                new Source
                {
                    Name = "",
                    Url = url,
                    Connector = _network,
                    Settings = Settings(keys).ToJson(),
                    CreatedAt = DateTimeOffset.UnixEpoch,
                },
                page
            ),
            TestContext.Current.CancellationToken
        );

    public static SocialSettings Settings(params (string Name, string Value)[] keys) =>
        new() { Secrets = keys.ToDictionary(k => k.Name, k => $"[{k.Value}]") };

    /// <summary>What each network wants before it can be asked at all.</summary>
    public static (string, string)[] NeededKeys(string network) =>
        [.. SocialApis.All.Single(a => a.Name == network).NeededKeys.Select(name => (name, "secret"))];

    public static string Json(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}Content-Type: application/json\r\n\r\n{body}";

    public void Dispose() => _fetcher.Dispose();
}
