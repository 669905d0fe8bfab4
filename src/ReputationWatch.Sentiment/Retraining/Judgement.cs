namespace ReputationWatch.Sentiment.Retraining;

/// <summary>What one person said of one mention, once.</summary>
public sealed record Judgement
{
    public required long Mention { get; init; }
    public required long Person { get; init; }
    public required DateTimeOffset At { get; init; }
    public required SentimentLabel Label { get; init; }

    /// <summary>What the model had said of the text, before anybody judged it (not what stars said).</summary>
    public required SentimentLabel ModelLabel { get; init; }
    public required string Text { get; init; }
    public string? Language { get; init; }
    public Channel Channel { get; init; }
}
