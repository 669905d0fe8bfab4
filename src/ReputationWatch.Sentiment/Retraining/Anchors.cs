namespace ReputationWatch.Sentiment.Retraining;

/// <summary>Texts that hold the model in place while it learns from corrections.</summary>
/// <param name="Unjudged">Of this installation, in a random order; as many as are wanted are taken from the front.</param>
/// <param name="General">Plain sentences.</param>
internal sealed record Anchors(IReadOnlyList<UnjudgedText> Unjudged, IReadOnlyList<Correction> General)
{
    public static readonly Anchors None = new([], []);

    /// <summary>The answers of the shipped model on the unjudged texts; the known ones on the plain sentences.</summary>
    public IEnumerable<Lesson> Lessons(SentimentModel shipped, int corrections, AdaptationOptions options) =>
        Unjudged
            .Take((int)(corrections * options.AnchorsPerCorrection))
            .Select(a => Lesson.Of(a, shipped, options.AnchorWeight))
            .Concat(
                corrections == 0
                    ? []
                    : General.Select(g =>
                        Lesson.Of(g, shipped, options.AnchorWeight, options.Trust) with
                        {
                            Moves = false,
                        }
                    )
            );
}
