namespace ReputationWatch.Core.Spikes;

/// <summary>What the detector needs of the stored mentions: facts, no texts.</summary>
public interface IMentionFactStore
{
    /// <summary>
    /// Facts of the mentions of one topic that were published or seen since <paramref name="since"/>, by the time they were seen.
    /// </summary>
    Task<IReadOnlyList<MentionFact>> FactsAsync(long topicId, DateTimeOffset since, CancellationToken cancel);

    /// <summary>Facts of some mentions.</summary>
    Task<IReadOnlyList<MentionFact>> FactsOfAsync(IReadOnlyList<long> mentionIds, CancellationToken cancel);

    /// <summary>When the oldest mention of each topic was published; topics without mentions are missing.</summary>
    Task<IReadOnlyDictionary<long, DateTimeOffset>> FirstMentionsAsync(CancellationToken cancel);

    /// <summary>Facts of mentions that changed after an outbox sequence, with the topics they belong to.</summary>
    Task<IReadOnlyList<TopicFact>> FactsSinceAsync(long sequence, int count, CancellationToken cancel);
}

/// <param name="Sequence">The outbox sequence of the change.</param>
public sealed record TopicFact(long Sequence, IReadOnlyList<long> TopicIds, MentionFact Fact);
