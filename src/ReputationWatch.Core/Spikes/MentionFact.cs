namespace ReputationWatch.Core.Spikes;

/// <summary>What the detector needs to know of one mention of one topic. Texts stay in the store.</summary>
/// <param name="Id">Identity of the mention: the same id given twice counts once.</param>
/// <param name="PublishedAt">When it was published; equal to <paramref name="SeenAt"/> when the source gives no date.</param>
/// <param name="SeenAt">When it was collected.</param>
/// <param name="AuthorKey">Author on one platform. Empty when unknown: then the source stands in for the author.</param>
/// <param name="StoryKey">Mentions that say the same thing share it. Empty: a story of its own.</param>
/// <param name="Negative">Whether it counts as negative for this topic.</param>
/// <param name="Dated">False when the source gave no date, so that <paramref name="PublishedAt"/> is a guess.</param>
public sealed record MentionFact(
    string Id,
    DateTimeOffset PublishedAt,
    DateTimeOffset SeenAt,
    string AuthorKey,
    string SourceId,
    string StoryKey,
    bool Negative,
    bool Dated = true
);

/// <summary>
/// Effective counts of one source in one hour of publication: what is kept of the time before
/// <see cref="TopicSpikeDetector.FactMemory"/>.
/// </summary>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Negative">Effective negative mentions (copies collapsed, authors capped).</param>
/// <param name="All">Effective mentions of any sentiment.</param>
/// <param name="New">The part of <paramref name="Negative"/> by authors new to the topic.</param>
public sealed record HourCount(DateTimeOffset Hour, string SourceId, double Negative, double All, double New = 0);

/// <summary>A time in which a source could not be read. <see cref="EverySource"/> stands for the whole topic.</summary>
/// <param name="To">End, or null while it lasts.</param>
public sealed record BlindSpan(string SourceId, DateTimeOffset From, DateTimeOffset? To)
{
    public const string EverySource = "*";
}
