namespace ReputationWatch.Sentiment.Modelling;

/// <summary>
/// Turns raw outputs into probabilities that can be believed, for one channel: one slope for the labels, one for the
/// stars, an offset each, and what the cues of a neutral text are worth.
/// </summary>
internal sealed class Calibration
{
    private const int Neutral = (int)SentimentLabel.Neutral;

    public float LabelSlope { get; set; } = 1;
    public float StarSlope { get; set; } = 1;
    public float[] Offsets { get; init; } = new float[Outputs.Count];
    public float[] NeutralWeights { get; init; } = new float[NeutralCues.Count];

    /// <param name="words">How many features the words of the text have.</param>
    public void Apply(Span<float> raw, int words)
    {
        var neutral = NeutralBonus(raw, words);
        for (var i = 0; i < Outputs.Count; i++)
        {
            raw[i] = raw[i] * (i < Outputs.Labels ? LabelSlope : StarSlope) + Offsets[i];
        }
        raw[Neutral] += neutral;
    }

    private float NeutralBonus(ReadOnlySpan<float> raw, int words)
    {
        Span<float> cues = stackalloc float[NeutralCues.Count];
        NeutralCues.Read(raw, words, cues);
        var bonus = 0f;
        for (var i = 0; i < cues.Length; i++)
        {
            bonus += NeutralWeights[i] * cues[i];
        }
        return bonus;
    }
}

/// <summary>
/// What tells a neutral or mixed text beyond the votes of its words: middling stars, a small distance between positive and
/// negative, and length. They move the neutral output alone, so positive against negative stays a plain sum over words.
/// </summary>
internal static class NeutralCues
{
    public const int Count = MiddleStars + 3;

    private const int MiddleStars = 3;
    private const float NearDistance = 1;

    // Below this the probability of a star is as good as none.
    private const float LowestLog = -9;

    public static void Read(ReadOnlySpan<float> raw, int words, Span<float> cues)
    {
        var stars = raw.Slice(Outputs.FirstStar, Outputs.Stars);
        var top = float.NegativeInfinity;
        foreach (var star in stars)
        {
            top = MathF.Max(top, star);
        }
        var sum = 0f;
        foreach (var star in stars)
        {
            sum += MathF.Exp(star - top);
        }
        var total = top + MathF.Log(sum);
        for (var i = 0; i < MiddleStars; i++)
        {
            cues[i] = MathF.Max(LowestLog, stars[i + 1] - total);
        }
        var distance = MathF.Abs(raw[(int)SentimentLabel.Positive] - raw[(int)SentimentLabel.Negative]);
        cues[MiddleStars] = distance;
        cues[MiddleStars + 1] = MathF.Min(distance, NearDistance);
        cues[MiddleStars + 2] = MathF.Log(1 + words);
    }
}
