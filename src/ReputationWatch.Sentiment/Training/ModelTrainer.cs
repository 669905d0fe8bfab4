using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>Trains a whole model from labelled texts. The same texts, options and seed give the same bytes.</summary>
public static class ModelTrainer
{
    /// <param name="languages">The language table to put in: trained apart, from other texts.</param>
    /// <param name="progress">Told the step and how much of it is done, 0-1; called from several threads.</param>
    public static SentimentModel Train(
        IReadOnlyList<Example> train,
        IReadOnlyList<Example> validation,
        LanguageIdentifier languages,
        TrainingOptions options,
        Action<string, double>? progress = null
    )
    {
        progress?.Invoke("read", 0);
        var names = ProperNamesLearner.Learn(train);
        var texts = PreparedText.ReadAll(train, names);
        progress?.Invoke("read", 1);
        var weights = new ExampleWeights(train, options);
        var runs = RunAll(texts, weights, options, progress);
        var table = WeightPacker.Pack(runs, options);
        var biases = AverageBiases(runs);
        progress?.Invoke("calibrate", 0);
        var calibrations = Calibrate(table, biases, validation, names);
        progress?.Invoke("calibrate", 1);
        return new SentimentModel(
            new ModelParts
            {
                Version = VersionOf(table, biases),
                Table = table,
                Biases = biases,
                Calibrations = calibrations,
                Names = names,
                Languages = languages,
            }
        );
    }

    private static LinearTrainer[] RunAll(
        PreparedText[] texts,
        ExampleWeights weights,
        TrainingOptions options,
        Action<string, double>? progress
    )
    {
        var runs = new LinearTrainer[options.Runs];
        Parallel.For(
            0,
            runs.Length,
            run =>
            {
                runs[run] = new LinearTrainer(options);
                runs[run].Run(texts, weights, options.Seed * 1000 + run, run == 0 ? Report : null);
            }
        );
        progress?.Invoke("learn", 1);
        return runs;

        void Report(double share) => progress?.Invoke("learn", share);
    }

    private static float[] AverageBiases(LinearTrainer[] runs)
    {
        var biases = new float[Biases.Count];
        for (var i = 0; i < biases.Length; i++)
        {
            biases[i] = runs.Sum(r => r.BiasValues[i]) / runs.Length;
        }
        return biases;
    }

    private static Calibration[] Calibrate(
        FeatureTable table,
        float[] biases,
        IReadOnlyList<Example> validation,
        ProperNames names
    )
    {
        var analyser = new Analyser(table, biases, []);
        var sizes = validation.CountBy(e => e.Set).ToDictionary(StringComparer.Ordinal);
        var scored = new (Channel Channel, Scored Text)[validation.Count];
        Parallel.For(0, scored.Length, i => scored[i] = (validation[i].Channel, Score(validation[i])));
        var calibrations = new Calibration[Biases.Channels];
        for (var c = 0; c < calibrations.Length; c++)
        {
            calibrations[c] = Calibrator.Fit([.. scored.Where(s => (int)s.Channel == c).Select(s => s.Text)], false);
        }
        return calibrations;

        Scored Score(Example example)
        {
            var raw = new float[Outputs.Count];
            var language = LanguageCodes.IndexOf(example.Language);
            Workspace.Current.Read(example.Text, names, language);
            analyser.RawOutputs(Workspace.Current.Features, example.Channel, language, raw);
            return new Scored(raw, Targets.Of(example.Label, example.Score10), 1f / MathF.Sqrt(sizes[example.Set]));
        }
    }

    private static string VersionOf(FeatureTable table, float[] biases)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<ulong>(table.Present));
        hash.AppendData(MemoryMarshal.AsBytes<sbyte>(table.Rows));
        hash.AppendData(MemoryMarshal.AsBytes<float>(biases));
        return $"{ModelFile.Version}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4))}";
    }
}

/// <summary>What the eight outputs should be for a labelled text.</summary>
internal static class Targets
{
    private const float PointsPerStar = 2.5f;

    public static float[] Of(SentimentLabel label, float score10)
    {
        var target = new float[Outputs.Count];
        target[(int)label] = 1;
        AddStars(score10, target.AsSpan(Outputs.FirstStar));
        return target;
    }

    /// <summary>A score between two stars belongs to both; an unknown one to none.</summary>
    public static void AddStars(float score10, Span<float> stars)
    {
        if (float.IsNaN(score10))
        {
            return;
        }
        var place = Math.Clamp(score10 / PointsPerStar, 0, Outputs.Stars - 1);
        var below = Math.Min(Outputs.Stars - 2, (int)place);
        stars[below] += 1 - (place - below);
        stars[below + 1] += place - below;
    }
}
