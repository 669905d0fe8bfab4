namespace ReputationWatch.Sentiment.Modelling;

/// <summary>The 0-10 estimate from the probabilities of one to five stars.</summary>
internal static class ScoreEstimate
{
    private const double PromoterFrom = 8.5;
    private const double PassiveFrom = 6.5;
    private const float Step = 2.5f;

    // The median loses least in absolute error, the mean moves smoothly and ranks better: half of each.
    public static double FromStars(ReadOnlySpan<float> stars) => (Mean(stars) + Median(stars)) / 2;

    /// <summary>The class of an answer, rounded to a whole one.</summary>
    public static NpsClass ClassOf(double score) =>
        score >= PromoterFrom ? NpsClass.Promoter
        : score >= PassiveFrom ? NpsClass.Passive
        : NpsClass.Detractor;

    /// <summary>One to three stars stand for detractors, four for passives, five for promoters.</summary>
    public static NpsProbabilities Nps(ReadOnlySpan<float> stars) =>
        new(stars[0] + stars[1] + stars[2], stars[3], stars[4]);

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
