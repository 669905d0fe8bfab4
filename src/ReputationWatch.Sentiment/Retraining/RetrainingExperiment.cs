using ReputationWatch.Sentiment.Evaluation;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>What simulated corrections of one set gained on the rest of it and cost on the other sets.</summary>
public sealed record RetrainingOutcome(
    RetrainingReport Report,
    Estimate GainInSet,
    double F1Before,
    double F1After,
    Estimate GainElsewhere
)
{
    public IEnumerable<string> Lines =>
        [
            Report.Reason,
            FormattableString.Invariant($"agreement with the users before: {Report.Agreement:P1}"),
            FormattableString.Invariant(
                $"rest of the set: accuracy {Points(GainInSet)}, macro-F1 {100 * F1Before:F1} to {100 * F1After:F1}"
            ),
            FormattableString.Invariant($"other sets: accuracy {Points(GainElsewhere)}"),
        ];

    private static string Points(Estimate gain) =>
        FormattableString.Invariant(
            $"{100 * gain.Value:+0.00;-0.00} points (95 %: {100 * gain.Low:+0.00;-0.00} to {100 * gain.High:+0.00;-0.00})"
        );
}

/// <summary>Simulates users' corrections with labelled texts of a set that a model never saw.</summary>
public static class RetrainingExperiment
{
    public static RetrainingOutcome Run(
        SentimentModel model,
        IReadOnlyList<Example> train,
        IReadOnlyList<Example> validation,
        string set,
        int count,
        AdaptationOptions? adaptation = null
    )
    {
        var options = adaptation ?? new AdaptationOptions();
        var own = train.Concat(validation).Where(e => e.Set == set).ToArray();
        new Random(1).Shuffle(own);
        var corrections = own.Take(count).Select(e => new Correction(e.Text, e.Language, e.Channel, e.Label)).ToArray();
        var rest = own.Skip(count).ToArray();
        var others = validation.Where(e => e.Set != set).ToArray();
        var (report, promoted) = CorrectionLearning.Run(model, corrections, options, DateTimeOffset.UnixEpoch);
        var candidate = promoted ?? Adapter.Adapt(model, corrections, options);
        var (before, after) = (Evaluator.Judge(model, rest), Evaluator.Judge(candidate, rest));
        return new RetrainingOutcome(
            report,
            Difference(before, after),
            Metrics.MacroF1(before),
            Metrics.MacroF1(after),
            Difference(Evaluator.Judge(model, others), Evaluator.Judge(candidate, others))
        );
    }

    private static Estimate Difference(Judged[] before, Judged[] after) =>
        CorrectionLearning.Gain([.. before.Select(IsRight)], [.. after.Select(IsRight)], seed: 1);

    private static bool IsRight(Judged text) => text.Label == text.Truth;
}
