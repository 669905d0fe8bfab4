using ReputationWatch.Sentiment.Evaluation;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>What simulated corrections of one set gained on the rest of it and cost on the other sets.</summary>
/// <param name="InSet">On texts of the set that nobody judged and nothing watched.</param>
/// <param name="Elsewhere">On the validation texts of all other sets.</param>
public sealed record RetrainingOutcome(
    string Set,
    SimulatedUsers Users,
    int Seed,
    RetrainingReport Report,
    Comparison? InSet,
    double F1Before,
    double F1After,
    Comparison? Elsewhere
);

/// <summary>Simulates users' corrections with labelled texts of a set that a model never saw.</summary>
public static class RetrainingExperiment
{
    private const int MostUnjudged = 1500;

    /// <param name="own">Texts of the set; the model never saw them.</param>
    /// <param name="others">Texts of other sets, to see what is lost.</param>
    public static RetrainingOutcome Run(
        SentimentModel model,
        IReadOnlyList<Example> own,
        IReadOnlyList<Example> others,
        SimulatedUsers users,
        int count,
        int seed,
        AdaptationOptions? adaptation = null
    )
    {
        var options = adaptation ?? new AdaptationOptions();
        var texts = own.DistinctBy(e => TextKey.Of(e.Text)).ToArray();
        var random = new Random(seed);
        random.Shuffle(texts);
        var (seen, rest) = (texts[..(texts.Length / 2)], texts[(texts.Length / 2)..]);
        var judgements = Simulation.Judge(users, model, seen, count, random);
        var judged = judgements.Select(j => j.Text).ToHashSet(StringComparer.Ordinal);
        var unjudged = seen.Where(t => !judged.Contains(t.Text)).Take(MostUnjudged).Select(Unjudged);
        var (report, candidate) = CorrectionLearning.Run(
            new TrialModels(model, model, null),
            JudgementBook.Of(judgements),
            [.. unjudged],
            options,
            DateTimeOffset.UnixEpoch
        );
        if (candidate is null)
        {
            return new RetrainingOutcome(own[0].Set, users, seed, report, null, double.NaN, double.NaN, null);
        }
        var adapted = candidate.ApplyTo(model);
        var (before, after) = (Evaluator.Judge(model, rest), Evaluator.Judge(adapted, rest));
        return new RetrainingOutcome(
            own[0].Set,
            users,
            seed,
            report,
            Compare(before, after),
            Metrics.MacroF1(before),
            Metrics.MacroF1(after),
            Compare(Evaluator.Judge(model, others), Evaluator.Judge(adapted, others))
        );
    }

    private static UnjudgedText Unjudged(Example text) => new(text.Text, text.Language, text.Channel);

    private static Comparison Compare(Judged[] before, Judged[] after)
    {
        var (was, isNow) = (Array.ConvertAll(before, IsRight), Array.ConvertAll(after, IsRight));
        return new Comparison(
            before.Length,
            was.Count(r => r),
            isNow.Count(r => r),
            PairedGain.Of(was, isNow, seed: 1)
        );
    }

    private static bool IsRight(Judged text) => text.Label == text.Truth;
}
