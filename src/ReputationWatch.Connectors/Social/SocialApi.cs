using System.Text.Json;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Connectors.Social;

/// <summary>How one network's API is asked: where the token goes and where the next page is.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Authorise">Puts the token where this API wants it.</param>
/// <param name="NextPage">The address of the next older page, or null.</param>
internal sealed record SocialApi(
    string Name,
    Func<FetchRequest, string, FetchRequest> Authorise,
    Func<ApiPage, string?> NextPage
);

/// <summary>A page of an answer: its address, its JSON and its headers.</summary>
internal sealed record ApiPage(string Url, JsonElement Root, IReadOnlyDictionary<string, string> Headers, int ItemCount)
{
    /// <summary>The same address with one query parameter set.</summary>
    public string With(string name, string value) => ApiAddress.With(Url, name, value);
}
