namespace ReputationWatch.Core.Scores;

/// <summary>
/// An NPS-like score: share of promoters minus share of detractors, in points from −100 to +100, with the half width of its
/// 95 % interval. The variance of the difference of two shares of one multinomial sample is (p + d − (p − d)²) / n; one
/// pseudo-answer in each class keeps the interval honest for small n (Agresti and Min, 2005).
/// </summary>
public sealed record NpsScore(double Points, double HalfWidth, NpsCounts Split)
{
    private const double Z95 = 1.959964;

    /// <summary>Null when there is nothing to score.</summary>
    public static NpsScore? Of(NpsCounts split)
    {
        if (split.Total == 0)
        {
            return null;
        }
        var n = (double)split.Total;
        var points = (split.Promoters - split.Detractors) / n * 100;
        var adjusted = n + 3;
        var p = (split.Promoters + 1) / adjusted;
        var d = (split.Detractors + 1) / adjusted;
        var halfWidth = Z95 * Math.Sqrt(Math.Max(0, p + d - (p - d) * (p - d)) / adjusted) * 100;
        return new NpsScore(points, halfWidth, split);
    }
}
