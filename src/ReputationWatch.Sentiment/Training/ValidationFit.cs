using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Quantification;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>What is fitted on validation texts after the weights: calibration of each channel, and the confusions.</summary>
internal sealed record ValidationFit(Calibration[] Calibrations, Quantifier Quantifier)
{
    // The spread, over French sets left out of training one at a time, of the true share around the estimated one.
    private const double TransferError = 0.04;

    private readonly record struct Scored(Channel Channel, Training.Scored Text, float Score10);

    public static ValidationFit Of(
        Analyser analyser,
        IReadOnlyList<Example> validation,
        ProperNames names,
        TrainingOptions options
    )
    {
        var sizes = validation.CountBy(e => e.Set).ToDictionary(StringComparer.Ordinal);
        var scored = new Scored[validation.Count];
        Parallel.For(
            0,
            scored.Length,
            i => scored[i] = Score(analyser, validation[i], names, sizes[validation[i].Set])
        );
        var calibrations = new Calibration[Biases.Channels];
        for (var c = 0; c < calibrations.Length; c++)
        {
            calibrations[c] = Calibrator.Fit([.. scored.Where(s => (int)s.Channel == c).Select(s => s.Text)]);
            calibrations[c].Offsets[(int)SentimentLabel.Neutral] += options.NeutralLift[c];
        }
        return new ValidationFit(calibrations, Quantifier.Learn(Answers(scored, calibrations), TransferError));
    }

    private static Scored Score(Analyser analyser, Example example, ProperNames names, int setSize)
    {
        var raw = new float[Outputs.Count];
        var language = LanguageCodes.IndexOf(example.Language);
        var workspace = Workspace.Current;
        workspace.Read(example.Text, names, language);
        analyser.RawOutputs(workspace.Features, example.Channel, language, raw);
        var target = Targets.Of(example.Label, example.Score10);
        return new Scored(
            example.Channel,
            new(raw, target, 1f / MathF.Sqrt(setSize), workspace.Features[Block.Words].Count),
            example.Score10
        );
    }

    private static IEnumerable<(NpsClass, NpsProbabilities, double)> Answers(
        Scored[] scored,
        Calibration[] calibrations
    )
    {
        foreach (var text in scored.Where(s => s.Channel == Channel.Review && !float.IsNaN(s.Score10)))
        {
            var outputs = (float[])text.Text.Raw.Clone();
            calibrations[(int)text.Channel].Apply(outputs, text.Text.Words);
            Outputs.Softmax(outputs.AsSpan(Outputs.FirstStar));
            yield return (
                ScoreEstimate.ClassOf(text.Score10),
                ScoreEstimate.Nps(outputs.AsSpan(Outputs.FirstStar)),
                text.Text.Weight
            );
        }
    }
}
