using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Training;

/// <summary>Averages the runs, keeps the features that matter most and rounds their weights to bytes.</summary>
internal static class WeightPacker
{
    private const int SampleEvery = 7;

    // Rounding everything to the largest weight would waste the byte on a handful of outliers.
    private const double ClipQuantile = 0.9995;

    public static FeatureTable Pack(IReadOnlyList<LinearTrainer> runs, TrainingOptions options)
    {
        var slots = 1 << options.FeatureBits;
        var weights = Average(runs, slots);
        var threshold = Threshold(weights, slots, options.KeptFeatures);
        var kept = new List<int>();
        var present = new ulong[Math.Max(1, slots / 64)];
        for (var slot = 0; slot < slots; slot++)
        {
            if (Importance(weights, slot) > threshold)
            {
                present[slot / 64] |= 1UL << (slot % 64);
                kept.Add(slot);
            }
        }
        var scale = Scales(weights, kept);
        return new FeatureTable(options.FeatureBits, present, Round(weights, kept, scale), scale);
    }

    private static float[] Average(IReadOnlyList<LinearTrainer> runs, int slots)
    {
        var weights = new float[slots * Outputs.Count];
        Parallel.For(
            0,
            slots,
            slot =>
            {
                for (var k = 0; k < Outputs.Count; k++)
                {
                    var sum = 0f;
                    foreach (var run in runs)
                    {
                        sum += run.WeightOf(slot, k);
                    }
                    weights[slot * Outputs.Count + k] = sum / runs.Count;
                }
            }
        );
        return weights;
    }

    private static float Importance(float[] weights, int slot)
    {
        var sum = 0f;
        for (var k = 0; k < Outputs.Count; k++)
        {
            sum += Math.Abs(weights[slot * Outputs.Count + k]) * (k < Outputs.Labels ? 1f : 0.4f);
        }
        return sum;
    }

    private static float Threshold(float[] weights, int slots, int keep)
    {
        var importances = new List<float>(slots);
        for (var slot = 0; slot < slots; slot++)
        {
            var importance = Importance(weights, slot);
            if (importance > 0)
            {
                importances.Add(importance);
            }
        }
        if (importances.Count <= keep)
        {
            return 0;
        }
        importances.Sort();
        return importances[importances.Count - keep - 1];
    }

    private static float[] Scales(float[] weights, List<int> kept)
    {
        var scale = new float[Outputs.Count];
        for (var k = 0; k < Outputs.Count; k++)
        {
            var sample = kept.Where((_, i) => i % SampleEvery == 0)
                .Select(s => Math.Abs(weights[s * Outputs.Count + k]));
            var sorted = sample.Order().ToArray();
            var top = sorted.Length == 0 ? 1 : sorted[(int)(ClipQuantile * (sorted.Length - 1))];
            scale[k] = Math.Max(top, 1e-6f) / sbyte.MaxValue;
        }
        return scale;
    }

    private static sbyte[] Round(float[] weights, List<int> kept, float[] scale)
    {
        var rows = new sbyte[kept.Count * Outputs.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            for (var k = 0; k < Outputs.Count; k++)
            {
                var steps = MathF.Round(weights[kept[i] * Outputs.Count + k] / scale[k]);
                rows[i * Outputs.Count + k] = (sbyte)Math.Clamp(steps, -sbyte.MaxValue, sbyte.MaxValue);
            }
        }
        return rows;
    }
}
