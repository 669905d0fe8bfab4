using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Adaptation;

/// <summary>The model that scores: the shipped one, or what this installation made of it. Exchanged while others read.</summary>
public sealed class ModelInUse(SentimentModel shipped)
{
    private volatile SentimentModel _current = shipped;

    public SentimentModel Shipped { get; } = shipped;
    public SentimentModel Current => _current;

    /// <summary>A version that was promoted, but cannot run on this shipped model; null when all is well.</summary>
    public string? Refused { get; private set; }

    internal void Use(SentimentModel model, string? refused) => (_current, Refused) = (model, refused);
}
