using ReputationWatch.Sentiment.Evaluation;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>So many of so many.</summary>
public readonly record struct Share(int Hits, int Of)
{
    private const double Z = 1.959963984540054;

    public double Value => Of == 0 ? double.NaN : Hits / (double)Of;

    /// <summary>With its 95 % interval (Wilson 1927), which stays between 0 and 1 and holds for few observations too.</summary>
    public Estimate Interval()
    {
        if (Of == 0)
        {
            return new Estimate(double.NaN, 0, 1);
        }
        var centre = (Value + Z * Z / (2 * Of)) / (1 + Z * Z / Of);
        var half = Z / (1 + Z * Z / Of) * Math.Sqrt(Value * (1 - Value) / Of + Z * Z / (4.0 * Of * Of));
        return new Estimate(Value, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
