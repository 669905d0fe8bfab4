namespace ReputationWatch.Sentiment.Retraining;

/// <summary>How the shipped weights are adapted. The defaults were chosen on simulated corrections of validation texts.</summary>
public sealed record AdaptationOptions
{
    public int Seed { get; init; } = 1;
    public int Epochs { get; init; } = 6;
    public float Rate { get; init; } = 0.02f;

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

    /// <summary>
    /// How much a person's label is believed; the rest stays with what the model said. People click wrong now and then, and a label that is
    /// believed without reserve is learnt by heart.
    /// </summary>
    public float Trust { get; init; } = 0.9f;

    /// <summary>
    /// Unjudged texts learnt beside the corrections with the answer of the shipped model, for each correction: they hold the rest in place.
    /// </summary>
    public float AnchorsPerCorrection { get; init; } = 2;

    /// <summary>What an unjudged text counts against a correction.</summary>
    public float AnchorWeight { get; init; } = 0.5f;

    /// <summary>Parts of the shadow run: each is judged by a model that learned from the others.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Fewer corrections than this are not worth a candidate.</summary>
    public int MinCorrections { get; init; } = 50;

    /// <summary>What may be lost on texts other than the corrected ones, as a share.</summary>
    public double MayLose { get; init; } = 0.005;

    /// <summary>The share of the sure labels of unjudged texts that may change.</summary>
    public double MayChange { get; init; } = 0.05;

    /// <summary>The share of one label beyond which corrections are called one-sided, unless some confirm.</summary>
    public double MostOfOneLabel { get; init; } = 0.9;

    /// <summary>How often a person may say the opposite where the model is sure.</summary>
    public double MayOppose { get; init; } = 0.75;

    /// <summary>The probability from which a label of the current model is called sure.</summary>
    public double Sure { get; init; } = 0.8;
}
