namespace ReputationWatch.Sentiment.Quantification;

/// <summary>An estimated share of a batch and its 95 % interval, all 0-1.</summary>
public readonly record struct ShareEstimate(double Share, double Low, double High);

/// <summary>The estimated shares of the three NPS classes in a batch.</summary>
public sealed record NpsShares(int Count, ShareEstimate Detractors, ShareEstimate Passives, ShareEstimate Promoters)
{
    /// <summary>Promoters less detractors, -100 to 100.</summary>
    public double Score => 100 * (Promoters.Share - Detractors.Share);
}

/// <summary>
/// Counts classes over many mentions. Adding up probabilities is unbiased only where the classes are mixed as in the
/// validation texts, so the sum is corrected by what the model is known to answer for texts of each true class
/// (probabilistic adjusted count: Bella et al. 2010), held towards the plain sum because that knowledge is rough.
/// </summary>
public sealed class Quantifier
{
    private const int Classes = 3;
    private const double Normal95 = 1.96;

    // Weight of the plain sum against the corrected one: best on sets left out of training as they come. Mixtures shifted on
    // purpose would have half of it.
    private const double Ridge = 1;
    private const int ProjectionRounds = 200;
    private const double ProjectionStep = 0.5;

    private readonly double[] _answers;
    private readonly double _transfer;

    /// <param name="answers">Mean probabilities (three) for texts of each true class (three rows).</param>
    /// <param name="transfer">Standard error of a share that stays however large the batch: texts differ by source.</param>
    internal Quantifier(double[] answers, double transfer)
    {
        (_answers, _transfer) = (answers, transfer);
    }

    internal double[] Answers => _answers;
    internal double Transfer => _transfer;

    public NpsShares Estimate(IReadOnlyCollection<NpsProbabilities> batch)
    {
        if (batch.Count == 0)
        {
            var unknown = new ShareEstimate(double.NaN, 0, 1);
            return new NpsShares(0, unknown, unknown, unknown);
        }
        Span<double> mean = stackalloc double[Classes];
        Span<double> variance = stackalloc double[Classes];
        mean.Clear();
        variance.Clear();
        foreach (var p in batch)
        {
            Add(p.Detractor, 0, mean, variance);
            Add(p.Passive, 1, mean, variance);
            Add(p.Promoter, 2, mean, variance);
        }
        var shares = Correct(mean, batch.Count);
        return new NpsShares(
            batch.Count,
            Interval(shares[0], variance[0], batch.Count),
            Interval(shares[1], variance[1], batch.Count),
            Interval(shares[2], variance[2], batch.Count)
        );
    }

    private static void Add(double p, int k, Span<double> sum, Span<double> variance)
    {
        sum[k] += p;
        variance[k] += p * (1 - p);
    }

    // Finds the mixture whose expected answer is the mean answer, by projected descent on the simplex.
    private double[] Correct(Span<double> sum, int count)
    {
        var mean = new double[Classes];
        for (var k = 0; k < Classes; k++)
        {
            mean[k] = sum[k] / count;
        }
        var shares = (double[])mean.Clone();
        var miss = new double[Classes];
        for (var round = 0; round < ProjectionRounds; round++)
        {
            for (var k = 0; k < Classes; k++)
            {
                miss[k] = -mean[k];
                for (var j = 0; j < Classes; j++)
                {
                    miss[k] += shares[j] * _answers[j * Classes + k];
                }
            }
            for (var j = 0; j < Classes; j++)
            {
                var slope = Ridge * (shares[j] - mean[j]);
                for (var k = 0; k < Classes; k++)
                {
                    slope += _answers[j * Classes + k] * miss[k];
                }
                shares[j] -= ProjectionStep * slope;
            }
            Project(shares);
        }
        return shares;
    }

    // The nearest point with non-negative parts that sum to one.
    private static void Project(double[] shares)
    {
        for (var round = 0; round < Classes; round++)
        {
            var positive = shares.Count(s => s > 0);
            var excess = (shares.Where(s => s > 0).Sum() - 1) / Math.Max(1, positive);
            for (var k = 0; k < Classes; k++)
            {
                shares[k] = shares[k] > 0 ? Math.Max(0, shares[k] - excess) : 0;
            }
        }
    }

    private ShareEstimate Interval(double share, double variance, int count)
    {
        var error = Math.Sqrt(variance / ((double)count * count) + _transfer * _transfer);
        return new ShareEstimate(share, Math.Max(0, share - Normal95 * error), Math.Min(1, share + Normal95 * error));
    }

    /// <summary>Learns the mean answers from texts with known class.</summary>
    internal static Quantifier Learn(
        IEnumerable<(NpsClass Truth, NpsProbabilities P, double Weight)> texts,
        double transfer
    )
    {
        var answers = new double[Classes * Classes];
        var totals = new double[Classes];
        foreach (var (truth, p, weight) in texts)
        {
            var row = (int)truth * Classes;
            answers[row] += weight * p.Detractor;
            answers[row + 1] += weight * p.Passive;
            answers[row + 2] += weight * p.Promoter;
            totals[(int)truth] += weight;
        }
        for (var i = 0; i < answers.Length; i++)
        {
            var (row, column) = (i / Classes, i % Classes);
            // A class never seen: as if the model knew it perfectly, which corrects nothing.
            answers[i] = totals[row] > 0 ? answers[i] / totals[row] : Convert.ToDouble(row == column);
        }
        return new Quantifier(answers, transfer);
    }
}
