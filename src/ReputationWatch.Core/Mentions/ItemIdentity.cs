using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReputationWatch.Core.Mentions;

/// <summary>The names under which an item is recognised when it is read again, and the hash that tells whether it was edited.</summary>
internal static class ItemIdentity
{
    private const int MaxPlainId = 200;

    /// <summary>Ids from this length on, and those with a colon (addresses, tag:, urn:), are unique beyond their feed.</summary>
    private const int LongId = 20;

    [ThreadStatic]
    private static (string Url, string Scope)? _lastSource;

    /// <summary>Strongest first: the id within its host or source, then the canonical address, else what it says itself.</summary>
    public static IReadOnlyList<string> KeysOf(RawItem item, string sourceUrl)
    {
        var keys = new List<string>(2);
        if (item.ExternalId is { } id)
        {
            keys.Add(ItemKeys.OfId(ScopeOf(id, sourceUrl), Shorten(id)));
        }
        if (item.Kind is MentionKind.Article or MentionKind.Post && PageKey(item.Url) is { } page)
        {
            keys.Add(ItemKeys.OfUrl(page));
        }
        if (keys.Count == 0)
        {
            keys.Add(ItemKeys.OfId(Host(sourceUrl), Hash(SelfDescription(item))));
        }
        return keys;
    }

    /// <summary>Differs when title, text or rating do.</summary>
    public static long ContentHash(RawItem item)
    {
        var rating = item.Rating?.Value.ToString("R", CultureInfo.InvariantCulture);
        return BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Title}\0{item.Text}\0{rating}")));
    }

    /// <summary>Tells the authors of one site apart; empty when the item names none.</summary>
    public static Author AuthorOf(RawItem item, string site)
    {
        var own = item.AuthorId ?? item.AuthorHandle ?? item.AuthorUrl ?? item.AuthorName;
        return new Author(
            own is null ? "" : $"{site}:{own.ToLowerInvariant()}",
            item.AuthorName,
            item.AuthorHandle,
            item.AuthorUrl
        );
    }

    public static string Host(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : "unknown";

    /// <summary>
    /// A person writes one review of one thing at one time; the text is left out so that an edit is recognised. Without author or
    /// time only the text itself is left.
    /// </summary>
    private static string SelfDescription(RawItem item)
    {
        var author = item.AuthorId ?? item.AuthorHandle ?? item.AuthorName;
        return author is not null && item.PublishedAt is { } at
            ? $"{author}\0{at.ToUnixTimeSeconds()}\0{item.ItemReviewed}\0{item.ParentId}"
            : $"{author}\0{item.Url}\0{item.Title}\0{item.Text}";
    }

    private static string ScopeOf(string id, string sourceUrl) =>
        id.Length < LongId && !id.Contains(':', StringComparison.Ordinal) ? SourceScope(sourceUrl) : Host(sourceUrl);

    /// <summary>A batch is of one source, whose scope is worked out once.</summary>
    private static string SourceScope(string sourceUrl)
    {
        if (_lastSource is not { } last || last.Url != sourceUrl)
        {
            _lastSource = last = (sourceUrl, Hash(CanonicalUrl.Of(sourceUrl) ?? sourceUrl));
        }
        return last.Scope;
    }

    /// <summary>The canonical address of a page of its own; a home page is nobody's address.</summary>
    private static string? PageKey(string? url) =>
        url is not null
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.AbsolutePath != "/" || uri.Query.Length > 1)
            ? CanonicalUrl.Of(url)
            : null;

    private static string Shorten(string id) => id.Length <= MaxPlainId ? id : Hash(id);

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
