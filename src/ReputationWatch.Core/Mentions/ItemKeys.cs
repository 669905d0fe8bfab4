namespace ReputationWatch.Core.Mentions;

/// <summary>
/// Writes the keys of <see cref="PreparedItem.Keys"/>. A key by id carries its scope (the host or network within which the id is
/// unique), because two items with different ids of one scope are two items, even when they share an address.
/// </summary>
public static class ItemKeys
{
    private const string IdPrefix = "id ";
    private const string UrlPrefix = "url ";

    /// <param name="scope">Host or network; must hold no space.</param>
    public static string OfId(string scope, string id) => $"{IdPrefix}{scope} {id}";

    public static string OfUrl(string canonicalUrl) => UrlPrefix + canonicalUrl;

    /// <summary>The scope of a key by id; null for a key by URL.</summary>
    public static string? ScopeOf(string key)
    {
        if (!key.StartsWith(IdPrefix, StringComparison.Ordinal))
        {
            return null;
        }
        var end = key.IndexOf(' ', IdPrefix.Length);
        return end < 0 ? key[IdPrefix.Length..] : key[IdPrefix.Length..end];
    }
}
