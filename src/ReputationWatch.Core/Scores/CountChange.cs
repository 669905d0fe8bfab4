namespace ReputationWatch.Core.Scores;

public enum ChangeDirection
{
    /// <summary>Within what chance does with counts of this size.</summary>
    None,
    Rose,
    Fell,
}

/// <summary>
/// Whether one count is really above another of a period of the same length. Given their sum, the one is binomial with a half when
/// nothing changed (Przyborowski and Wilenski, 1940). Mentions come in bursts, more than that test knows, so it is asked for one
/// chance in a hundred rather than five: 1 → 4 is no news, 8 → 30 is.
/// </summary>
public static class CountChange
{
    private const double Doubt = 0.01;

    /// <summary>Beyond this the normal curve is exact enough, and no loop is needed.</summary>
    private const long Many = 1000;

    public static ChangeDirection Of(long now, long before) =>
        PValue(now, before) >= Doubt ? ChangeDirection.None
        : now > before ? ChangeDirection.Rose
        : ChangeDirection.Fell;

    /// <summary>Two-sided: how often chance alone does as much.</summary>
    internal static double PValue(long now, long before)
    {
        var (high, sum) = (Math.Max(now, before), now + before);
        if (sum == 0 || 2 * high == sum)
        {
            return 1;
        }
        return Math.Min(1, 2 * (sum > Many ? NormalTail(high, sum) : BinomialTail(high, sum)));
    }

    /// <summary>P(X ≥ high) for X binomial(sum, ½), summed from the far end in logarithms.</summary>
    private static double BinomialTail(long high, long sum)
    {
        var logTerm = -sum * Math.Log(2);
        var tail = Math.Exp(logTerm);
        for (var k = sum; k > high; k--)
        {
            // From C(n, k) to C(n, k − 1).
            logTerm += Math.Log((double)k / (sum - k + 1));
            tail += Math.Exp(logTerm);
        }
        return tail;
    }

    /// <summary>With the correction for continuity; Mills' ratio bounds the tail closely from 2 on, where it matters.</summary>
    private static double NormalTail(long high, long sum)
    {
        var z = (high - 0.5 - sum / 2.0) / (Math.Sqrt(sum) / 2);
        if (z < 1)
        {
            return 0.5;
        }
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return density / z * (1 - 1 / (z * z + 2));
    }
}
