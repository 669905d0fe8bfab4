using ReputationWatch.Sentiment.Evaluation;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>The mean difference of two models on the same texts, with a 95 % interval by paired bootstrap.</summary>
internal static class PairedGain
{
    private const int Resamples = 2000;

    public static Estimate Of(IReadOnlyList<bool> before, IReadOnlyList<bool> after, int seed) =>
        Of(before, after, [.. Enumerable.Repeat(1.0, before.Count)], seed);

    /// <param name="weights">What each text counts.</param>
    public static Estimate Of(
        IReadOnlyList<bool> before,
        IReadOnlyList<bool> after,
        IReadOnlyList<double> weights,
        int seed
    )
    {
        if (before.Count == 0)
        {
            return new Estimate(0, 0, 0);
        }
        var difference = new double[before.Count];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = (Convert.ToInt32(after[i]) - Convert.ToInt32(before[i])) * weights[i];
        }
        var means = Resample(difference, weights, new Random(seed));
        Array.Sort(means);
        return new Estimate(
            difference.Sum() / weights.Sum(),
            means[(int)(Resamples * 0.025)],
            means[(int)(Resamples * 0.975)]
        );
    }

    private static double[] Resample(double[] difference, IReadOnlyList<double> weights, Random random)
    {
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            var (sum, total) = (0.0, 0.0);
            for (var i = 0; i < difference.Length; i++)
            {
                var drawn = random.Next(difference.Length);
                sum += difference[drawn];
                total += weights[drawn];
            }
            means[r] = sum / total;
        }
        return means;
    }
}
