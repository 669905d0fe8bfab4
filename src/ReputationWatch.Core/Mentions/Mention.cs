using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Mentions;

/// <summary>One post, review, article or comment that matched at least one topic, as stored.</summary>
public sealed record Mention
{
    public long Id { get; init; }
    public required MentionKind Kind { get; init; }
    public required long SourceId { get; init; }
    public string? ExternalId { get; init; }
    public string? Url { get; init; }

    /// <summary>Where it stands, for people: the site's name, else its host.</summary>
    public required string Site { get; init; }
    public string? Title { get; init; }
    public required string Text { get; init; }

    /// <summary>fr, en, de, it, es, pt, nl or other.</summary>
    public required string Language { get; init; }
    public required Author Author { get; init; }

    /// <summary>When it was published; when the source does not say, when it was first seen (then <see cref="Dated"/> is false).</summary>
    public required DateTimeOffset PublishedAt { get; init; }
    public required bool Dated { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When its text last changed at the source, if we saw that.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When the source was first seen to have taken it away; null while it stands there.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
    public Rating? Rating { get; init; }
    public string? ItemReviewed { get; init; }
    public long? Likes { get; init; }
    public long? Replies { get; init; }
    public long? Shares { get; init; }
    public long? Reach { get; init; }
    public required MentionSentiment Sentiment { get; init; }

    /// <summary>The first mention of the story it belongs to; its own id when it is the first.</summary>
    public long StoryId { get; init; }

    /// <summary>How many other mentions say the same thing.</summary>
    public int Copies { get; init; }
    public IReadOnlyList<long> TopicIds { get; init; } = [];
}

/// <param name="Key">Tells authors of one platform apart: its id, handle or, for want of both, name. Empty when anonymous.</param>
public sealed record Author(string Key, string? Name, string? Handle, string? Url);

/// <summary>Where an NPS class comes from. The three are never mixed in one figure.</summary>
public enum NpsBasis
{
    Inferred,
    StarMapped,
    Declared,
}

public sealed record MentionSentiment
{
    public required SentimentLabel Label { get; init; }
    public required double Negative { get; init; }
    public required double Neutral { get; init; }
    public required double Positive { get; init; }

    /// <summary>How likely one would recommend, 0 to 10.</summary>
    public required double Score10 { get; init; }
    public required NpsClass Nps { get; init; }
    public required NpsBasis NpsBasis { get; init; }

    /// <summary>Reasons to doubt the label; none when the model is sure.</summary>
    public Doubt Doubt { get; init; }
    public double Urgency { get; init; }
    public double Spam { get; init; }
    public required string ModelVersion { get; init; }

    /// <summary>Set when a person corrected the label; then <see cref="Label"/> is theirs.</summary>
    public bool Corrected { get; init; }

    /// <summary>
    /// With a person's label. An NPS class inferred from the same text follows the label, so that a mention never counts as a
    /// negative promoter; one mapped from stars stays, as the stars do.
    /// </summary>
    public MentionSentiment CorrectedTo(SentimentLabel label)
    {
        var corrected = this with { Label = label, Corrected = true, Doubt = Doubt.None };
        return NpsBasis == NpsBasis.Inferred
            ? label switch
            {
                SentimentLabel.Negative => corrected with { Nps = NpsClass.Detractor, Score10 = Math.Min(Score10, 6) },
                SentimentLabel.Positive => corrected with { Nps = NpsClass.Promoter, Score10 = Math.Max(Score10, 9) },
                _ => corrected with { Nps = NpsClass.Passive, Score10 = Math.Clamp(Score10, 7, 8) },
            }
            : corrected;
    }
}

/// <summary>Keyset position in a list of mentions, newest publication first, then the higher id.</summary>
public readonly record struct MentionCursor(DateTimeOffset PublishedAt, long MentionId);
