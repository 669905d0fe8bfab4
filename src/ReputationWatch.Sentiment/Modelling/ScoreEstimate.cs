namespace ReputationWatch.Sentiment.Modelling;

/// <summary>The 0-10 estimate from the probabilities of one to five stars.</summary>
internal static class ScoreEstimate
{
    private const float Step = 2.5f;

    // The median loses least in absolute error, the mean moves smoothly and ranks better: half of each.
    public static double FromStars(ReadOnlySpan<float> stars) => (Mean(stars) + Median(stars)) / 2;

    private static double Mean(ReadOnlySpan<float> stars)
    {
        var mean = 0f;
        for (var i = 0; i < stars.Length; i++)
        {
            mean += stars[i] * Step * i;
        }
        return mean;
    }

    private static double Median(ReadOnlySpan<float> stars)
    {
        var below = 0f;
        for (var i = 0; i < stars.Length; i++)
        {
            below += stars[i];
            if (below >= 0.5f)
            {
                return Step * i;
            }
        }
        return Step * (stars.Length - 1);
    }
}
