namespace ReputationWatch.Sentiment.Retraining;

/// <summary>
/// What each correction counts. In learning all people count alike, and rare labels more. In judging nobody outvotes the others by their
/// number alone: a person's corrections together count at most as much as those of all others together, or as the fewest that are enough
/// to learn from.
/// </summary>
internal static class CorrectionWeights
{
    /// <summary>In learning.</summary>
    public static float[] Of(IReadOnlyList<Correction> corrections, float balance)
    {
        var counts = new double[Enum.GetValues<SentimentLabel>().Length];
        foreach (var correction in corrections)
        {
            counts[(int)correction.Label]++;
        }
        var mean = corrections.Count / (double)counts.Length;
        return [.. corrections.Select(c => (float)Math.Pow(mean / counts[(int)c.Label], balance))];
    }

    /// <summary>In judging: what one correction of each person counts.</summary>
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
}
