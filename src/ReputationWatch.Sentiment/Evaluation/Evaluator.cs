using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Evaluation;

/// <summary>A measure and its 95 % interval (percentile bootstrap); NaN where the sample has nothing to measure.</summary>
public readonly record struct Estimate(double Value, double Low, double High);

/// <summary>The measures of one slice of the texts: a set, a language, a channel.</summary>
public sealed record EvaluationRow(
    string Name,
    int Count,
    Estimate MacroF1,
    Estimate MixedF1,
    Estimate Accuracy,
    Estimate AverageRecall,
    Estimate Polarity,
    Estimate CalibrationError,
    Estimate MeanAbsoluteError,
    Estimate RankCorrelation
);

/// <summary>Runs a model over labelled texts and measures it by set, language and channel.</summary>
public static class Evaluator
{
    private const int Resamples = 200;
    private const int MaxResampled = 5000;

    /// <param name="intervals">Without them the measures cost a tenth.</param>
    public static IReadOnlyList<EvaluationRow> Evaluate(
        SentimentModel model,
        IReadOnlyList<Example> examples,
        bool intervals = true
    )
    {
        var judged = Judge(model, examples);
        return
        [
            .. Slices(examples)
                .AsParallel()
                .AsOrdered()
                .Select(slice => Measure(slice.Name, [.. slice.Indices.Select(i => judged[i])], intervals)),
        ];
    }

    internal static Judged[] Judge(SentimentModel model, IReadOnlyList<Example> examples)
    {
        var judged = new Judged[examples.Count];
        Parallel.For(
            0,
            judged.Length,
            i =>
            {
                var (text, language) = (examples[i].Text, examples[i].Language);
                var result = model.Classify(text, language, examples[i].Channel);
                judged[i] = new Judged(
                    examples[i].Label,
                    result.Label,
                    result.P,
                    examples[i].Score10,
                    result.Score10,
                    result.Nps
                );
            }
        );
        return judged;
    }

    private static IEnumerable<(string Name, int[] Indices)> Slices(IReadOnlyList<Example> examples)
    {
        (string Kind, Func<Example, string> Key)[] kinds =
        [
            ("set", e => e.Set),
            ("language", e => e.Language),
            ("channel", e => e.Channel.ToString().ToLowerInvariant()),
        ];
        return kinds.SelectMany(kind =>
            Enumerable
                .Range(0, examples.Count)
                .GroupBy(i => kind.Key(examples[i]), StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => ($"{kind.Kind} {g.Key}", g.ToArray()))
        );
    }

    private static EvaluationRow Measure(string name, Judged[] sample, bool intervals)
    {
        return new EvaluationRow(
            name,
            sample.Length,
            Of(Metrics.MacroF1),
            Of(Metrics.MixedF1),
            Of(Metrics.Accuracy),
            Of(Metrics.AverageRecall),
            Of(Metrics.Polarity),
            Of(Metrics.CalibrationError),
            Of(Metrics.MeanAbsoluteError),
            Of(Metrics.RankCorrelation)
        );

        Estimate Of(MeasureOf measure)
        {
            var value = measure(sample);
            return intervals && !double.IsNaN(value) ? WithInterval(value, sample, measure) : new(value, value, value);
        }
    }

    private delegate double MeasureOf(ReadOnlySpan<Judged> sample);

    private static Estimate WithInterval(double value, Judged[] sample, MeasureOf measure)
    {
        // On very large slices a resample of part, its spread shrunk to the whole, is as good and much cheaper.
        var size = Math.Min(sample.Length, MaxResampled);
        var shrink = Math.Sqrt(size / (double)sample.Length);
        var random = new Random(sample.Length);
        var drawn = new Judged[size];
        var values = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            for (var i = 0; i < size; i++)
            {
                drawn[i] = sample[random.Next(sample.Length)];
            }
            values[r] = measure(drawn);
        }
        Array.Sort(values);
        var (low, high) = (values[(int)(Resamples * 0.025)], values[(int)(Resamples * 0.975)]);
        return new Estimate(value, value + (low - value) * shrink, value + (high - value) * shrink);
    }
}
