namespace ReputationWatch.Sentiment.Evaluation;

/// <summary>A text with its true answer and what the model said.</summary>
internal readonly record struct Judged(
    SentimentLabel Truth,
    SentimentLabel Label,
    LabelProbabilities P,
    double TrueScore,
    double Score,
    NpsProbabilities Nps
);

/// <summary>The measures; each takes a sample, so that an interval is the same measure on resamples.</summary>
internal static class Metrics
{
    private const int Classes = 3;
    private const int Bins = 15;

    // Negative, neutral, positive.
    private static readonly double[] UsualMix = [0.25, 0.1, 0.65];

    /// <summary>Mean F1 over the labels that occur in the truth.</summary>
    public static double MacroF1(ReadOnlySpan<Judged> sample)
    {
        return MeanOverPresent(Confusion(sample), F1);
    }

    /// <summary>
    /// Mean F1 with the texts weighed to a usual mix of reviews, so that sets of very different mixes compare; NaN if a label
    /// does not occur.
    /// </summary>
    public static double MixedF1(ReadOnlySpan<Judged> sample)
    {
        var counts = Confusion(sample);
        var shares = new double[Classes, Classes];
        for (var truth = 0; truth < Classes; truth++)
        {
            var total = Enumerable.Range(0, Classes).Sum(said => counts[truth, said]);
            for (var said = 0; said < Classes; said++)
            {
                shares[truth, said] = UsualMix[truth] * counts[truth, said] / total;
            }
        }
        return MeanOverPresent(shares, F1);
    }

    public static double AverageRecall(ReadOnlySpan<Judged> sample) =>
        MeanOverPresent(Confusion(sample), (hit, truth, _) => hit / truth);

    public static double Accuracy(ReadOnlySpan<Judged> sample)
    {
        var hits = 0;
        foreach (ref readonly var text in sample)
        {
            hits += text.Truth == text.Label ? 1 : 0;
        }
        return hits / (double)sample.Length;
    }

    /// <summary>On texts that are not neutral: is the likelier of positive and negative the right one?</summary>
    public static double Polarity(ReadOnlySpan<Judged> sample)
    {
        int hits = 0,
            total = 0;
        foreach (ref readonly var text in sample)
        {
            if (text.Truth == SentimentLabel.Neutral)
            {
                continue;
            }
            total++;
            hits += text.P.Positive > text.P.Negative == (text.Truth == SentimentLabel.Positive) ? 1 : 0;
        }
        return total == 0 ? double.NaN : hits / (double)total;
    }

    /// <summary>Expected calibration error of the label's probability, 15 bins of equal width (Guo et al. 2017).</summary>
    public static double CalibrationError(ReadOnlySpan<Judged> sample)
    {
        Span<double> gap = stackalloc double[Bins];
        gap.Clear();
        foreach (ref readonly var text in sample)
        {
            var p = text.P[text.Label];
            gap[Math.Min(Bins - 1, (int)(p * Bins))] += p - (text.Truth == text.Label ? 1 : 0);
        }
        var sum = 0.0;
        foreach (var bin in gap)
        {
            sum += Math.Abs(bin);
        }
        return sum / sample.Length;
    }

    public static double MeanAbsoluteError(ReadOnlySpan<Judged> sample)
    {
        double sum = 0;
        var total = 0;
        foreach (ref readonly var text in sample)
        {
            if (!double.IsNaN(text.TrueScore))
            {
                sum += Math.Abs(text.TrueScore - text.Score);
                total++;
            }
        }
        return total == 0 ? double.NaN : sum / total;
    }

    /// <summary>Spearman's correlation of true and estimated scores.</summary>
    public static double RankCorrelation(ReadOnlySpan<Judged> sample)
    {
        var known = sample.ToArray().Where(t => !double.IsNaN(t.TrueScore)).ToArray();
        if (known.Length < 3)
        {
            return double.NaN;
        }
        return Correlation(Ranks([.. known.Select(t => t.TrueScore)]), Ranks([.. known.Select(t => t.Score)]));
    }

    private static double F1(double hit, double truth, double said) => 2 * hit / (truth + said);

    private static double[,] Confusion(ReadOnlySpan<Judged> sample)
    {
        var counts = new double[Classes, Classes];
        foreach (ref readonly var text in sample)
        {
            counts[(int)text.Truth, (int)text.Label]++;
        }
        return counts;
    }

    private static double MeanOverPresent(double[,] counts, Func<double, double, double, double> measure)
    {
        double sum = 0;
        var present = 0;
        for (var k = 0; k < Classes; k++)
        {
            double truth = 0,
                said = 0;
            for (var j = 0; j < Classes; j++)
            {
                truth += counts[k, j];
                said += counts[j, k];
            }
            if (truth > 0 || double.IsNaN(truth))
            {
                present++;
                sum += measure(counts[k, k], truth, said);
            }
        }
        return sum / Math.Max(1, present);
    }

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var from = 0; from < order.Length; )
        {
            var to = from;
            while (to < order.Length && values[order[to]].Equals(values[order[from]]))
            {
                to++;
            }
            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double Correlation(double[] x, double[] y)
    {
        double meanX = x.Average(),
            meanY = y.Average();
        double xy = 0,
            xx = 0,
            yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }
}
