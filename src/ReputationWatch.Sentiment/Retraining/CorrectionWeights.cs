namespace ReputationWatch.Sentiment.Retraining;

/// <summary>
/// What each correction counts. Rare labels count more, and nobody outvotes the others by their number alone: a person's corrections
/// together count at most as much as those of all others together, or as the fewest that are enough to learn from.
/// </summary>
internal static class CorrectionWeights
{
    public static float[] Of(IReadOnlyList<Correction> corrections, AdaptationOptions options)
    {
        var persons = Persons(corrections, options.MinCorrections);
        var labels = Labels(corrections, persons, options.Balance);
        var weights = new float[corrections.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(labels[(int)corrections[i].Label] * persons[corrections[i].Person]);
        }
        return weights;
    }

    /// <summary>What one correction of each person counts.</summary>
    public static Dictionary<long, double> Persons(IReadOnlyList<Correction> corrections, int least)
    {
        var counts = corrections.CountBy(c => c.Person).ToDictionary();
        return counts.ToDictionary(
            c => c.Key,
            c =>
                counts.Count == 1 || c.Key == Correction.SeveralPersons
                    ? 1
                    : Math.Min(1, Math.Max(least, corrections.Count - c.Value) / (double)c.Value)
        );
    }

    private static double[] Labels(
        IReadOnlyList<Correction> corrections,
        Dictionary<long, double> persons,
        float balance
    )
    {
        var totals = new double[Enum.GetValues<SentimentLabel>().Length];
        foreach (var correction in corrections)
        {
            totals[(int)correction.Label] += persons[correction.Person];
        }
        var mean = totals.Sum() / totals.Length;
        return [.. totals.Select(total => Math.Pow(mean / Math.Max(1, total), balance))];
    }
}
