namespace ReputationWatch.Sentiment.Retraining;

/// <summary>A text whose label a user set right (or confirmed).</summary>
public sealed record Correction(string Text, string? Language, Channel Channel, SentimentLabel Label);

/// <summary>How the shipped weights are adapted. The defaults were chosen on simulated corrections of validation texts.</summary>
public sealed record AdaptationOptions
{
    public int Seed { get; init; } = 1;
    public int Epochs { get; init; } = 6;
    public float Rate { get; init; } = 0.01f;

    /// <summary>Share of its distance from the shipped value that a weight loses in each epoch.</summary>
    public float Pull { get; init; } = 0.1f;

    /// <summary>
    /// How far corrections of rare labels count more (0: not at all, 1: all labels alike). Users correct what was wrong, so the mixture of
    /// their labels says nothing about the mixture of texts.
    /// </summary>
    public float Balance { get; init; } = 0.5f;

    /// <summary>
    /// Features in more than this share of the corrected texts do not move: they are the common words of the language,
    /// and other texts need them as they are.
    /// </summary>
    public float CommonShare { get; init; } = 0.1f;

    /// <summary>Parts of the shadow run: each is judged by a model that learned from the others.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Fewer corrections than this are not worth a candidate.</summary>
    public int MinCorrections { get; init; } = 50;
}
