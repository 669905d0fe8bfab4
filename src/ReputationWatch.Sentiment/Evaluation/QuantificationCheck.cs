using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Evaluation;

/// <summary>How far the estimated share of detractors lies from the true one in random batches of one mixture.</summary>
public sealed record QuantificationRow(string Name, int BatchSize, int Batches, double MeanError, double Coverage);

/// <summary>Draws batches of reviews with known scores, as they come and with more or fewer detractors.</summary>
public static class QuantificationCheck
{
    private const int BatchSize = 500;
    private const int Batches = 200;

    public static IReadOnlyList<QuantificationRow> Run(SentimentModel model, IReadOnlyList<Example> examples, int seed)
    {
        var reviews = examples.Where(e => e.Channel == Channel.Review && !float.IsNaN(e.Stars)).ToArray();
        var judged = Evaluator.Judge(model, reviews);
        var rows = new List<QuantificationRow>();
        foreach (var set in reviews.Select(r => r.Set).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var own = Enumerable
                .Range(0, reviews.Length)
                .Where(i => reviews[i].Set == set)
                .Select(i => judged[i])
                .ToArray();
            if (own.Length >= BatchSize / 2)
            {
                rows.Add(Check($"{set} as it comes", model, own, null, seed));
            }
        }
        // A mixture needs texts of both kinds.
        var detractors = judged.Count(IsDetractor);
        foreach (var share in detractors > 0 && detractors < judged.Length ? (double[])[0.1, 0.3, 0.6] : [])
        {
            rows.Add(
                Check(FormattableString.Invariant($"all reviews, {share:P0} detractors"), model, judged, share, seed)
            );
        }
        return rows;
    }

    private static QuantificationRow Check(string name, SentimentModel model, Judged[] pool, double? share, int seed)
    {
        var random = new Random(seed);
        var isDetractor = pool.ToLookup(IsDetractor);
        var (bad, good) = (isDetractor[true].ToArray(), isDetractor[false].ToArray());
        double error = 0;
        var covered = 0;
        for (var b = 0; b < Batches; b++)
        {
            var batch = new NpsProbabilities[BatchSize];
            var truth = 0;
            for (var i = 0; i < BatchSize; i++)
            {
                var from = share is { } s ? (random.NextDouble() < s ? bad : good) : pool;
                var text = from[random.Next(from.Length)];
                batch[i] = text.Nps;
                truth += IsDetractor(text) ? 1 : 0;
            }
            var estimate = model.Quantifier.Estimate(batch).Detractors;
            var real = truth / (double)BatchSize;
            error += Math.Abs(estimate.Share - real);
            covered += real >= estimate.Low && real <= estimate.High ? 1 : 0;
        }
        return new QuantificationRow(name, BatchSize, Batches, error / Batches, covered / (double)Batches);
    }

    private static bool IsDetractor(Judged text) => ScoreEstimate.ClassOf(text.TrueScore) == NpsClass.Detractor;
}
