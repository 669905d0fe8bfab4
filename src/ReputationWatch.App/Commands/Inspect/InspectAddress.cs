using System.CommandLine;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect address</c>: whether the guard of the private network would let the crawler fetch an address.</summary>
internal static class InspectAddress
{
    private static readonly PrivateNetworkGuard Guard = new(new CrawlOptions());

    public static Command Create() =>
        new Command("address", "Tell whether an address may be fetched, given what its name resolves to.").WithBatch<
            Question,
            Answer
        >(Judge);

    public sealed record Question(
        JsonElement Id,
        [property: JsonConverter(typeof(LenientString))] string? Url,
        Dictionary<string, JsonElement>? Resolve
    );

    public sealed record Answer(JsonElement Id, bool Allowed);

    private static Answer Judge(Question question) =>
        new(question.Id, Guard.Allows(question.Url ?? "", host => Resolve(question.Resolve ?? [], host)));

    /// <summary>An answer that is no address is kept as one that nothing allows: half a list must not pass.</summary>
    private static List<IPAddress> Resolve(Dictionary<string, JsonElement> names, string host) =>
        [
            .. names
                .Where(n => PrivateNetworkGuard.IsSameHost(n.Key, host))
                .SelectMany(n => Answers(n.Value))
                .Select(a => IPAddress.TryParse(a, out var address) ? address : IPAddress.Any),
        ];

    /// <summary>A list of addresses, or one address alone.</summary>
    private static IEnumerable<string?> Answers(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value
                .EnumerateArray()
                .Select(a => a.ValueKind == JsonValueKind.String ? a.GetString() : null),
            JsonValueKind.String => [value.GetString()],
            _ => [],
        };
}
