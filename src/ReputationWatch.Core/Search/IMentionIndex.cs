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

    /// <summary>
    /// Applies upserts and deletions; only when all of them are searchable, the position moves. Applying twice is harmless, and so
    /// is applying late: what has been applied with a higher position stays. A mention in both lists is kept.
    /// </summary>
    /// <exception cref="IndexUnavailableException">Nothing is lost: the position has not moved.</exception>
    Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    );

    /// <summary>Empties the index and sets its position to 0.</summary>
    Task ResetAsync(CancellationToken cancel);

    /// <summary>
    /// Begins to build the index anew. Where the engine can, this happens beside the old one, which goes on answering until
    /// <see cref="IIndexRebuild.CompleteAsync"/>; otherwise the index is emptied first.
    /// </summary>
    Task<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel);

    /// <summary>Mentions that the engine could not take in, for the health page; they are missing from searches.</summary>
    Task<IReadOnlyList<SetAsideMention>> SetAsideAsync(CancellationToken cancel);

    Task<SearchPage> SearchAsync(MentionSearch search, CancellationToken cancel);

    /// <summary>How the matches spread over sources, languages, kinds, sentiments and topics; the largest first.</summary>
    Task<SearchFacets> FacetsAsync(MentionSearch search, CancellationToken cancel);

    /// <summary>Counts by time and sentiment.</summary>
    Task<SearchSeries> SeriesAsync(MentionSearch search, TimeSpan bucket, TimeSpan offset, CancellationToken cancel);

    /// <summary>How many authors, how many people reached, and the words that stand out; pages and size of the search do not matter.</summary>
    Task<SearchInsights> InsightsAsync(MentionSearch search, CancellationToken cancel);
}

/// <summary>An index being built. Disposing it without completing leaves the old index as it was, where there is one.</summary>
public interface IIndexRebuild : IAsyncDisposable
{
    /// <summary>As <see cref="IMentionIndex.ApplyAsync"/>, on the index being built. Position 0 while it is filled.</summary>
    Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    );

    /// <summary>How far an earlier walk came that was interrupted; null when this one begins with the first mention.</summary>
    RebuildPoint? Resumes => null;

    /// <summary>Applies a piece of the walk and remembers, where the engine can, how far it came.</summary>
    Task ApplyAsync(IReadOnlyList<IndexDocument> upserts, RebuildPoint reached, CancellationToken cancel) =>
        ApplyAsync(upserts, [], 0, cancel);

    /// <summary>Puts it in the place of the old one, in one step, and removes the old one.</summary>
    Task CompleteAsync(CancellationToken cancel);
}

/// <param name="StartedAt">The newest outbox sequence when the walk began: what changed since is followed at its end.</param>
/// <param name="LastId">All mentions up to this one are in the index.</param>
public sealed record RebuildPoint(long StartedAt, long LastId);

/// <param name="Reason">In the engine's own words.</param>
public sealed record SetAsideMention(long MentionId, string Reason);

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

    /// <summary>One to five.</summary>
    public double? Stars { get; init; }
    public long? Likes { get; init; }
    public long? Replies { get; init; }
    public long? Shares { get; init; }
    public string? ItemReviewed { get; init; }
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
            Stars = mention.Rating?.Stars,
            Likes = mention.Likes,
            Replies = mention.Replies,
            Shares = mention.Shares,
            ItemReviewed = mention.ItemReviewed,
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

/// <param name="AreExact">Else they are those of the newest matches only: there are at least as many.</param>
public sealed record SearchFacets(
    IReadOnlyList<(long SourceId, long Count)> Sources,
    IReadOnlyList<(string Language, long Count)> Languages,
    IReadOnlyList<(MentionKind Kind, long Count)> Kinds,
    IReadOnlyList<(SentimentLabel Sentiment, long Count)> Sentiments,
    IReadOnlyList<(long TopicId, long Count)> Topics,
    bool AreExact = true
);

/// <param name="Buckets">Those that hold something, oldest first.</param>
/// <param name="AreExact">Else they are those of the newest matches only: there are at least as many, and older ones.</param>
public sealed record SearchSeries(IReadOnlyList<SearchBucket> Buckets, bool AreExact = true);

public sealed record SearchBucket(DateTimeOffset Start, long Negative, long Neutral, long Positive);
