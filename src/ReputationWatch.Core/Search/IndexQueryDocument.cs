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
        };

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
}
