using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>Trains a whole model from labelled texts. The same texts, options and seed give the same bytes.</summary>
public static class ModelTrainer
{
    /// <param name="languages">The language table to put in: trained apart, from other texts.</param>
    /// <param name="aspects">The trained aspects to put in.</param>
    /// <param name="progress">Told the step and how much of it is done, 0-1; called from several threads.</param>
    public static SentimentModel Train(
        IReadOnlyList<Example> train,
        IReadOnlyList<Example> validation,
        LanguageIdentifier languages,
        AspectModel aspects,
        TrainingOptions options,
        Action<string, double>? progress = null
    )
    {
        progress?.Invoke("read", 0);
        var names = ProperNamesLearner.Learn(train);
        train = [.. train, .. ChannelCopies.Of(train, options), .. PlainTexts.All(options.PlainVariants, options.Seed)];
        var texts = PreparedText.ReadAll(train, names);
        progress?.Invoke("read", 1);
        var weights = new ExampleWeights(train, options);
        var runs = RunAll(texts, weights, options, progress);
        var table = WeightPacker.Pack(runs, options);
        var biases = AverageBiases(runs);
        progress?.Invoke("calibrate", 0);
        var fitted = ValidationFit.Of(new Analyser(table, biases, []), validation, names, options);
        progress?.Invoke("calibrate", 1);
        return new SentimentModel(
            new ModelParts
            {
                Version = VersionOf(table, biases, fitted),
                Table = table,
                Biases = biases,
                Calibrations = fitted.Calibrations,
                Quantifier = fitted.Quantifier,
                Aspects = aspects,
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
        var sets = texts.Max(t => t.Set) + 1;
        var counts = FeatureCounts.Of(texts, options.FeatureBits);
        Parallel.For(
            0,
            runs.Length,
            run =>
            {
                var scales =
                    run % 2 == 1 && options.ScaledRun ? FeatureScales.Learn(texts, weights, options.FeatureBits) : null;
                runs[run] = new LinearTrainer(options, sets, counts, scales);
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

    /// <summary>Names a model by what it holds, so that equal weights have equal names.</summary>
    private static string VersionOf(FeatureTable table, float[] biases, ValidationFit fitted)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<ulong>(table.Present));
        hash.AppendData(MemoryMarshal.AsBytes<sbyte>(table.Rows));
        hash.AppendData(MemoryMarshal.AsBytes<float>(biases));
        foreach (var calibration in fitted.Calibrations)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>([calibration.LabelSlope, calibration.StarSlope]));
            hash.AppendData(MemoryMarshal.AsBytes<float>(calibration.Offsets));
            hash.AppendData(MemoryMarshal.AsBytes<float>(calibration.NeutralWeights));
        }
        hash.AppendData(MemoryMarshal.AsBytes<double>(fitted.Quantifier.Answers));
        hash.AppendData(MemoryMarshal.AsBytes<double>([fitted.Quantifier.Transfer]));
        return $"{ModelFile.Version}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4))}";
    }
}
