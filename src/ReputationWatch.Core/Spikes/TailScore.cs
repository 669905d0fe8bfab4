namespace ReputationWatch.Core.Spikes;

/// <summary>How far above expectation a count is, as minus log10 of a bound of the tail's probability.</summary>
internal static class TailScore
{
    private const double Ln10 = 2.302585092994046;

    /// <summary>
    /// Chernoff bound of P(X ≥ x) for a negative binomial of mean <paramref name="mu"/> and dispersion
    /// <paramref name="k"/> (variance mu + mu²/k). Closed form: no gamma functions, never underflows, and works for
    /// the fractional counts that collapsed copies give. Zero when x is not above mu.
    /// </summary>
    public static double Above(double x, double mu, double k)
    {
        if (!(x > mu) || mu <= 0 || k <= 0)
        {
            return 0;
        }
        return Math.Max(0, ((x * Math.Log(x / mu)) - ((x + k) * Math.Log((x + k) / (mu + k)))) / Ln10);
    }

    /// <summary>Chernoff bound of P(X ≥ x) for a binomial of <paramref name="n"/> trials of probability
    /// <paramref name="p"/>: n times the Kullback-Leibler divergence. Zero when x/n is not above p.</summary>
    public static double ShareAbove(double x, double n, double p)
    {
        if (n <= 0 || p is <= 0 or >= 1 || x / n <= p)
        {
            return 0;
        }
        var q = Math.Min(1, x / n);
        var yes = q * Math.Log(q / p);
        var no = q < 1 ? (1 - q) * Math.Log((1 - q) / (1 - p)) : 0;
        return n * (yes + no) / Ln10;
    }
}
