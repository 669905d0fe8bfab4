using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Search;

/// <summary>
/// Full-text search over the mentions. Derived from the store: it can be thrown away and rebuilt, and it says itself how far it
/// has come. Implementations: embedded (SQLite FTS5 in a file of its own) and Elasticsearch.
/// </summary>
public interface IMentionIndex
{
    /// <summary>The newest outbox sequence that is searchable; 0 when the index is empty or new.</summary>
    Task<long> PositionAsync(CancellationToken cancel);

    /// <summary>Applies upserts and deletions and, in the same step, moves the position. Applying twice is harmless.</summary>
    Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    );

    /// <summary>Empties the index and sets its position to 0.</summary>
    Task ResetAsync(CancellationToken cancel);

    Task<SearchPage> SearchAsync(MentionSearch search, CancellationToken cancel);

    /// <summary>How the matches spread over sources, languages, kinds, sentiments and topics; the largest first.</summary>
    Task<SearchFacets> FacetsAsync(MentionSearch search, CancellationToken cancel);

    Task<IReadOnlyList<SearchBucket>> SeriesAsync(
        MentionSearch search,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    );
}

/// <summary>What the index knows of a mention.</summary>
public sealed record IndexDocument
{
    public required long Id { get; init; }
    public string? Title { get; init; }
    public required string Body { get; init; }
    public string? Author { get; init; }
    public string? AuthorHandle { get; init; }
    public required string Site { get; init; }
    public string? Url { get; init; }
    public required string Language { get; init; }
    public required long SourceId { get; init; }
    public required string SourceName { get; init; }
    public required MentionKind Kind { get; init; }
    public required SentimentLabel Sentiment { get; init; }
    public required NpsClass Nps { get; init; }
    public required double Score10 { get; init; }
    public long? Reach { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required IReadOnlyList<long> TopicIds { get; init; }
    public required long StoryId { get; init; }

    public static IndexDocument Of(Mention mention, string sourceName) =>
        new()
        {
            Id = mention.Id,
            Title = mention.Title,
            Body = mention.Text,
            Author = mention.Author.Name,
            AuthorHandle = mention.Author.Handle,
            Site = mention.Site,
            Url = mention.Url,
            Language = mention.Language,
            SourceId = mention.SourceId,
            SourceName = sourceName,
            Kind = mention.Kind,
            Sentiment = mention.Sentiment.Label,
            Nps = mention.Sentiment.Nps,
            Score10 = mention.Sentiment.Score10,
            Reach = mention.Reach,
            PublishedAt = mention.PublishedAt,
            TopicIds = mention.TopicIds,
            StoryId = mention.StoryId,
        };
}

/// <summary>A search: a query of the one query language and filters, all of which must hold; an empty list filters nothing.</summary>
public sealed record MentionSearch
{
    /// <summary>Null searches by the filters alone.</summary>
    public Query? Query { get; init; }
    public IReadOnlyList<long> TopicIds { get; init; } = [];
    public IReadOnlyList<long> SourceIds { get; init; } = [];
    public IReadOnlyList<SentimentLabel> Sentiments { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<MentionKind> Kinds { get; init; } = [];
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Keyset: the last row of the page before; newest publication first, then the higher id.</summary>
    public MentionCursor? After { get; init; }
    public int Size { get; init; } = 50;
}

/// <param name="Total">Exact up to <paramref name="TotalIsExact"/>, else a lower bound.</param>
public sealed record SearchPage(IReadOnlyList<long> Ids, MentionCursor? Next, long Total, bool TotalIsExact);

public sealed record SearchFacets(
    IReadOnlyList<(long SourceId, long Count)> Sources,
    IReadOnlyList<(string Language, long Count)> Languages,
    IReadOnlyList<(MentionKind Kind, long Count)> Kinds,
    IReadOnlyList<(SentimentLabel Sentiment, long Count)> Sentiments,
    IReadOnlyList<(long TopicId, long Count)> Topics
);

public sealed record SearchBucket(DateTimeOffset Start, long Negative, long Neutral, long Positive);
