using ReputationWatch.Sentiment.Evaluation;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>What a retraining found; everything that its page shows.</summary>
/// <param name="Agreement">Share of the corrections on which the current model already agreed with the user.</param>
/// <param name="CurrentAccuracy">The current model on the held-back corrections of the shadow run.</param>
/// <param name="Gain">Accuracy of the candidate less that of the current model, with a 95 % interval.</param>
/// <param name="CandidateVersion">Version of the adapted model; null if none was made.</param>
/// <param name="Reason">One sentence that says why the candidate was promoted or not.</param>
public sealed record RetrainingReport(
    DateTimeOffset At,
    string CurrentVersion,
    string? CandidateVersion,
    int Corrections,
    double Agreement,
    double CurrentAccuracy,
    double CandidateAccuracy,
    Estimate Gain,
    bool Promoted,
    string Reason
);

/// <summary>
/// Learns from users' corrections, without risk: the candidate is judged only on corrections that it did not learn from
/// (every fold in turn), beside the current model, and promoted only if better by the whole interval.
/// </summary>
public static class CorrectionLearning
{
    private const int Resamples = 2000;

    /// <param name="corrections">Labels that users set or confirmed. Confirmed ones matter: they keep what is right.</param>
    /// <param name="now">Time of the run, for the report.</param>
    /// <returns>The report, and the candidate if it was promoted.</returns>
    public static (RetrainingReport Report, SentimentModel? Promoted) Run(
        SentimentModel current,
        IReadOnlyList<Correction> corrections,
        AdaptationOptions options,
        DateTimeOffset now
    )
    {
        var right = corrections.Select(c => IsRight(current, c)).ToArray();
        var agreement = Share(right);
        if (corrections.Count < options.MinCorrections)
        {
            var reason =
                $"{corrections.Count} corrections are too few: a candidate is made from {options.MinCorrections} on.";
            var nothing = new Estimate(0, 0, 0);
            return (
                new(
                    now,
                    current.Version,
                    null,
                    corrections.Count,
                    agreement,
                    agreement,
                    agreement,
                    nothing,
                    false,
                    reason
                ),
                null
            );
        }
        var shadow = ShadowRun(current, corrections, options);
        var gain = Gain(right, shadow, options.Seed);
        var candidate = Adapter.Adapt(current, corrections, options);
        var promoted = gain.Low > 0;
        var report = new RetrainingReport(
            now,
            current.Version,
            candidate.Version,
            corrections.Count,
            agreement,
            agreement,
            Share(shadow),
            gain,
            promoted,
            promoted
                ? $"Better on held-back corrections by {Points(gain)} points."
                : $"Not surely better on held-back corrections ({Points(gain)} points): the current model stays."
        );
        return (report, promoted ? candidate : null);
    }

    internal static bool IsRight(SentimentModel model, Correction correction) =>
        model.Classify(correction.Text, correction.Language, correction.Channel).Label == correction.Label;

    // Each fold judged by a model that never saw it.
    private static bool[] ShadowRun(
        SentimentModel current,
        IReadOnlyList<Correction> corrections,
        AdaptationOptions options
    )
    {
        var right = new bool[corrections.Count];
        var order = Enumerable.Range(0, corrections.Count).ToArray();
        new Random(options.Seed).Shuffle(order);
        for (var fold = 0; fold < options.Folds; fold++)
        {
            var held = order.Where((_, at) => at % options.Folds == fold).ToArray();
            // The same text corrected twice must not stand on both sides.
            var heldTexts = held.Select(i => corrections[i].Text).ToHashSet(StringComparer.Ordinal);
            var candidate = Adapter.Adapt(current, [.. corrections.Where(c => !heldTexts.Contains(c.Text))], options);
            foreach (var i in held)
            {
                right[i] = IsRight(candidate, corrections[i]);
            }
        }
        return right;
    }

    /// <summary>The mean difference of two models on the same texts, with a paired bootstrap interval.</summary>
    internal static Estimate Gain(bool[] before, bool[] after, int seed)
    {
        var difference = new int[before.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = Convert.ToInt32(after[i]) - Convert.ToInt32(before[i]);
        }
        var random = new Random(seed);
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            var sum = 0;
            for (var i = 0; i < difference.Length; i++)
            {
                sum += difference[random.Next(difference.Length)];
            }
            means[r] = sum / (double)difference.Length;
        }
        Array.Sort(means);
        return new Estimate(difference.Average(), means[(int)(Resamples * 0.025)], means[(int)(Resamples * 0.975)]);
    }

    private static double Share(bool[] right) =>
        right.Length == 0 ? double.NaN : right.Count(r => r) / (double)right.Length;

    private static string Points(Estimate gain) =>
        FormattableString.Invariant(
            $"{100 * gain.Value:+0.0;-0.0} ({100 * gain.Low:+0.0;-0.0} to {100 * gain.High:+0.0;-0.0})"
        );
}
