using System.Globalization;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Search;

/// <summary>An indexed mention as the query language sees it; every engine must agree with the matcher on this record.</summary>
public static class IndexQueryDocument
{
    public static QueryDocument ToQueryDocument(this IndexDocument document) =>
        new()
        {
            Title = document.Title,
            Body = document.Body,
            Author = AuthorText(document.Author, document.AuthorHandle),
            Site = document.Site,
            Url = document.Url,
            Lang = document.Language,
            Source = document.SourceName,
            Kind = Name(document.Kind),
            Sentiment = Name(document.Sentiment),
            Score = document.Score10,
            Reach = document.Reach,
            Published = document.PublishedAt,
            Extra = document.Extra(),
        };

    /// <summary>The further fields that this mention has.</summary>
    public static IReadOnlyDictionary<string, string>? Extra(this IndexDocument document) =>
        Extra(document.Stars, document.Likes, document.Replies, document.Shares, document.ItemReviewed);

    /// <summary>The fields that the product stores beside those of the query language itself.</summary>
    public static IReadOnlyList<string> ExtraFields { get; } = ["stars", "likes", "replies", "shares", "item"];

    /// <summary>The further fields of a record by their names, numbers in invariant form; null when there are none.</summary>
    public static IReadOnlyDictionary<string, string>? Extra(
        double? stars,
        long? likes,
        long? replies,
        long? shares,
        string? item
    )
    {
        Dictionary<string, string>? extra = null;
        Add("stars", stars?.ToString(CultureInfo.InvariantCulture));
        Add("likes", likes?.ToString(CultureInfo.InvariantCulture));
        Add("replies", replies?.ToString(CultureInfo.InvariantCulture));
        Add("shares", shares?.ToString(CultureInfo.InvariantCulture));
        Add("item", item);
        return extra;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                (extra ??= new Dictionary<string, string>(StringComparer.Ordinal)).Add(name, value);
            }
        }
    }

    /// <summary>What <c>kind:</c> compares with.</summary>
    public static string Name(MentionKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What <c>sentiment:</c> compares with.</summary>
    public static string Name(SentimentLabel label) => label.ToString().ToLowerInvariant();

    /// <summary>Name and handle in one field, so that <c>author:</c> finds either.</summary>
    public static string? AuthorText(string? name, string? handle)
    {
        if (string.IsNullOrWhiteSpace(handle))
        {
            return name;
        }
        var at = handle.StartsWith('@') ? handle : "@" + handle;
        return string.IsNullOrWhiteSpace(name) ? at : $"{name} {at}";
    }

    /// <summary>
    /// Who wrote it, to tell authors of one search apart: the handle, or else the name, on its site. Null when nobody is named.
    /// </summary>
    /// <param name="author">As <see cref="AuthorText"/> gives it.</param>
    public static string? AuthorKey(string site, string? author)
    {
        if (string.IsNullOrWhiteSpace(author))
        {
            return null;
        }
        var handle = author.LastIndexOf(" @", StringComparison.Ordinal);
        var who = handle < 0 ? author : author[(handle + 1)..];
        return $"{FieldValues.SiteKey(site)} {who.Trim().ToLowerInvariant()}";
    }
}
