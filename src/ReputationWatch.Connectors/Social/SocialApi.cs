using System.Text.Json;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Social.Access;

namespace ReputationWatch.Connectors.Social;

/// <summary>How one network's API is asked: where the key goes and where the next page is.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Authorise">Puts the key where this API wants it, given the keys by name.</param>
/// <param name="NextPage">The address of the next older page, or null.</param>
internal sealed record SocialApi(
    string Name,
    Func<FetchRequest, Func<string, string?>, FetchRequest> Authorise,
    Func<ApiPage, string?> NextPage
)
{
    /// <summary>Without these, asking is pointless.</summary>
    public IReadOnlyList<string> NeededKeys { get; init; } = [];

    /// <summary>Null where the key itself is sent; otherwise it is exchanged for a <c>token</c>.</summary>
    public TokenExchange? Exchange { get; init; }

    /// <summary>Least time between two checks of one source, so that dozens of sources stay within the quota.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Older pages read in one go back; where each costs money or the API gives no more.</summary>
    public int MostPages { get; init; } = 200;
}

/// <summary>A page of an answer: its address, its JSON and its headers.</summary>
internal sealed record ApiPage(string Url, JsonElement Root, IReadOnlyDictionary<string, string> Headers, int ItemCount)
{
    /// <summary>The same address with one query parameter set.</summary>
    public string With(string name, string value) => ApiAddress.With(Url, name, value);
}
