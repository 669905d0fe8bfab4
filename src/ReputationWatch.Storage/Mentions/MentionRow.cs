using System.Collections.Frozen;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Storage.Mentions;

/// <summary>A row of <c>mentions</c>, with the topics and the size of the story beside it.</summary>
internal sealed record MentionRow
{
    public const string Columns = """
        id, source_id, kind, external_id, parent_id, url, site, title, text, language, author_key, author_id, author_name,
        author_handle, author_url, published_at, dated, updated_at, seen_at, edited_at, rating_value, rating_best,
        rating_worst, item_reviewed, likes, replies, shares, reach, label, negative, neutral, positive, score10, nps,
        nps_basis, doubt, urgency, spam, model_version, corrected, story_id,
        deleted_at
        """;

    /// <summary>The places of the columns, so that a column added among them moves the others without anybody's help.</summary>
    private static readonly FrozenDictionary<string, int> At = Columns
        .Split(',', StringSplitOptions.TrimEntries)
        .Select((name, place) => (name, place))
        .ToFrozenDictionary(c => c.name, c => c.place, StringComparer.Ordinal);

    /// <summary>The columns of an item to be matched anew: with the name and address of its source.</summary>
    public const string KeptColumns = $"""
        {Columns}, (select s.name from sources s where s.id = mentions.source_id) as source_name,
        (select s.url from sources s where s.id = mentions.source_id) as source_url
        """;

    public long Id { get; init; }
    public long SourceId { get; init; }
    public long Kind { get; init; }
    public string? ExternalId { get; init; }
    public string? ParentId { get; init; }
    public string? Url { get; init; }
    public required string Site { get; init; }
    public string? Title { get; init; }
    public required string Text { get; init; }
    public required string Language { get; init; }
    public required string AuthorKey { get; init; }
    public string? AuthorId { get; init; }
    public string? AuthorName { get; init; }
    public string? AuthorHandle { get; init; }
    public string? AuthorUrl { get; init; }
    public long PublishedAt { get; init; }
    public long Dated { get; init; }
    public long? UpdatedAt { get; init; }
    public long SeenAt { get; init; }
    public long? EditedAt { get; init; }
    public long? DeletedAt { get; init; }
    public double? RatingValue { get; init; }
    public double? RatingBest { get; init; }
    public double? RatingWorst { get; init; }
    public string? ItemReviewed { get; init; }
    public long? Likes { get; init; }
    public long? Replies { get; init; }
    public long? Shares { get; init; }
    public long? Reach { get; init; }
    public long Label { get; init; }
    public double Negative { get; init; }
    public double Neutral { get; init; }
    public double Positive { get; init; }
    public double Score10 { get; init; }
    public long Nps { get; init; }
    public long NpsBasis { get; init; }
    public long Doubt { get; init; }
    public double Urgency { get; init; }
    public double Spam { get; init; }
    public required string ModelVersion { get; init; }
    public long Corrected { get; init; }
    public long? StoryId { get; init; }

    /// <summary>Only with <see cref="KeptColumns"/>.</summary>
    public string? SourceName { get; init; }

    /// <inheritdoc cref="SourceName"/>
    public string? SourceUrl { get; init; }

    public IReadOnlyList<long> TopicIds { get; set; } = [];
    public int Copies { get; set; }

    /// <summary>The mention its story is named after.</summary>
    public long Story => StoryId ?? Id;

    public Mention ToMention() =>
        new()
        {
            Id = Id,
            Kind = (MentionKind)Kind,
            SourceId = SourceId,
            ExternalId = ExternalId,
            Url = Url,
            Site = Site,
            Title = Title,
            Text = Text,
            Language = Language,
            Author = new Author(AuthorKey, AuthorName, AuthorHandle, AuthorUrl),
            PublishedAt = PublishedAt.ToTime(),
            Dated = Dated == 1,
            SeenAt = SeenAt.ToTime(),
            EditedAt = EditedAt.ToTime(),
            DeletedAt = DeletedAt.ToTime(),
            Rating = ToRating(),
            ItemReviewed = ItemReviewed,
            Likes = Likes,
            Replies = Replies,
            Shares = Shares,
            Reach = Reach,
            Sentiment = ToSentiment(),
            StoryId = Story,
            Copies = Copies,
            TopicIds = TopicIds,
        };

    public MentionSentiment ToSentiment() =>
        new()
        {
            Label = (SentimentLabel)Label,
            Negative = Negative,
            Neutral = Neutral,
            Positive = Positive,
            Score10 = Score10,
            Nps = (NpsClass)Nps,
            NpsBasis = (NpsBasis)NpsBasis,
            Doubt = (Doubt)Doubt,
            Urgency = Urgency,
            Spam = Spam,
            ModelVersion = ModelVersion,
            Corrected = Corrected == 1,
        };

    /// <summary>Reads the row of a select that begins with <see cref="Columns"/>.</summary>
    public static MentionRow Read(StatementRow row) =>
        new()
        {
            Id = row.Number(At["id"]),
            SourceId = row.Number(At["source_id"]),
            Kind = row.Number(At["kind"]),
            ExternalId = row.TextOrNull(At["external_id"]),
            ParentId = row.TextOrNull(At["parent_id"]),
            Url = row.TextOrNull(At["url"]),
            Site = row.Text(At["site"]),
            Title = row.TextOrNull(At["title"]),
            Text = row.Text(At["text"]),
            Language = row.Text(At["language"]),
            AuthorKey = row.Text(At["author_key"]),
            AuthorId = row.TextOrNull(At["author_id"]),
            AuthorName = row.TextOrNull(At["author_name"]),
            AuthorHandle = row.TextOrNull(At["author_handle"]),
            AuthorUrl = row.TextOrNull(At["author_url"]),
            PublishedAt = row.Number(At["published_at"]),
            Dated = row.Number(At["dated"]),
            UpdatedAt = row.NumberOrNull(At["updated_at"]),
            SeenAt = row.Number(At["seen_at"]),
            EditedAt = row.NumberOrNull(At["edited_at"]),
            RatingValue = row.RealOrNull(At["rating_value"]),
            RatingBest = row.RealOrNull(At["rating_best"]),
            RatingWorst = row.RealOrNull(At["rating_worst"]),
            ItemReviewed = row.TextOrNull(At["item_reviewed"]),
            Likes = row.NumberOrNull(At["likes"]),
            Replies = row.NumberOrNull(At["replies"]),
            Shares = row.NumberOrNull(At["shares"]),
            Reach = row.NumberOrNull(At["reach"]),
            Label = row.Number(At["label"]),
            Negative = row.Real(At["negative"]),
            Neutral = row.Real(At["neutral"]),
            Positive = row.Real(At["positive"]),
            Score10 = row.Real(At["score10"]),
            Nps = row.Number(At["nps"]),
            NpsBasis = row.Number(At["nps_basis"]),
            Doubt = row.Number(At["doubt"]),
            Urgency = row.Real(At["urgency"]),
            Spam = row.Real(At["spam"]),
            ModelVersion = row.Text(At["model_version"]),
            Corrected = row.Number(At["corrected"]),
            StoryId = row.NumberOrNull(At["story_id"]),
            DeletedAt = row.NumberOrNull(At["deleted_at"]),
        };

    /// <summary>The item as it was read, for matching it anew.</summary>
    public KeptItem ToKeptItem() =>
        new(
            Id,
            SourceId,
            SourceName ?? "",
            SourceUrl ?? "",
            Site,
            Language,
            PublishedAt.ToTime(),
            SeenAt.ToTime(),
            new RawItem
            {
                Kind = (MentionKind)Kind,
                ExternalId = ExternalId,
                ParentId = ParentId,
                Url = Url,
                Title = Title,
                Text = Text,
                AuthorId = AuthorId,
                AuthorName = AuthorName,
                AuthorHandle = AuthorHandle,
                AuthorUrl = AuthorUrl,
                PublishedAt = Dated == 1 ? PublishedAt.ToTime() : null,
                UpdatedAt = UpdatedAt.ToTime(),
                Language = Language,
                Site = Site,
                Rating = ToRating(),
                ItemReviewed = ItemReviewed,
                Likes = Likes,
                Replies = Replies,
                Shares = Shares,
                Reach = Reach,
            }
        );

    private Rating? ToRating() =>
        RatingValue is { } value ? new Rating(value, RatingBest ?? 5, RatingWorst ?? 1) : null;
}
