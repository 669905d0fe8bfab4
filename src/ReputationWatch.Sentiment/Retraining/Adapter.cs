using System.Numerics;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>
/// Moves the weights of a model a little towards users' corrections. Only weights of features in those texts move, and
/// they are pulled back to their shipped values, so that texts of other kinds keep their answers.
/// </summary>
internal static class Adapter
{
    private const float Damping = 1e-2f;

    /// <summary>The weights in hand: shipped rows as numbers, new rows for features that the shipped model dropped.</summary>
    private sealed class Weights(FeatureTable shipped)
    {
        private readonly Dictionary<int, float[]> _rows = [];
        private readonly Dictionary<int, float[]> _squares = [];

        public IEnumerable<KeyValuePair<int, float[]>> Touched => _rows;

        public float[] Row(int slot)
        {
            if (!_rows.TryGetValue(slot, out var row))
            {
                _rows[slot] = row = Shipped(slot);
            }
            return row;
        }

        public float[] Squares(int slot) =>
            _squares.TryGetValue(slot, out var squares) ? squares : _squares[slot] = new float[Outputs.Labels];

        public float[] Shipped(int slot)
        {
            var row = new float[Outputs.Count];
            var at = shipped.RowOf(slot);
            for (var k = 0; k < row.Length && at >= 0; k++)
            {
                row[k] = shipped.Rows[at * Outputs.Count + k] * shipped.Scale[k];
            }
            return row;
        }
    }

    public static SentimentModel Adapt(
        SentimentModel model,
        IReadOnlyList<Correction> corrections,
        AdaptationOptions options
    )
    {
        var parts = model.Parts;
        var weights = new Weights(parts.Table);
        var texts = corrections.Select(c => Prepare(c, model)).ToArray();
        var importance = Importance(texts, options.Balance);
        var common = Common(texts, parts.Table.Bits, options.CommonShare);
        var order = Enumerable.Range(0, texts.Length).ToArray();
        var random = new Random(options.Seed);
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                Learn(texts[i], parts, weights, common, options.Rate, importance[(int)texts[i].Label]);
            }
            PullBack(weights, options.Pull);
        }
        var table = Rebuild(parts.Table, weights);
        return new SentimentModel(parts with { Table = table, Version = ModelTrainer.VersionOf(table, parts.Biases) });
    }

    private static PreparedText Prepare(Correction correction, SentimentModel model)
    {
        var language = correction.Language ?? model.IdentifyLanguage(correction.Text).Language;
        var example = new Example("corrections", correction.Label, float.NaN, float.NaN, language, "", correction.Text);
        return PreparedText.Read(example, model.Parts.Names, correction.Channel);
    }

    private static void Learn(
        PreparedText text,
        ModelParts parts,
        Weights weights,
        HashSet<int> common,
        float rate,
        float importance
    )
    {
        var slots = Slots(text, parts.Table.Bits);
        Span<float> error = stackalloc float[Outputs.Labels];
        Predict(text, slots, parts, weights, error);
        error[(int)text.Label] -= 1;
        for (var i = 0; i < slots.Length; i++)
        {
            if (common.Contains(slots[i]))
            {
                continue;
            }
            var value = text.ValueAt(i / 2) * importance;
            var row = weights.Row(slots[i]);
            var squares = weights.Squares(slots[i]);
            for (var k = 0; k < error.Length; k++)
            {
                var gradient = value * error[k];
                squares[k] += gradient * gradient;
                row[k] -= rate * gradient / MathF.Sqrt(squares[k] + Damping);
            }
        }
    }

    private static float[] Importance(PreparedText[] texts, float balance)
    {
        var importance = new float[Outputs.Labels];
        for (var k = 0; k < importance.Length; k++)
        {
            var own = texts.Count(t => (int)t.Label == k);
            importance[k] = MathF.Pow(texts.Length / (float)Outputs.Labels / Math.Max(1, own), balance);
        }
        return importance;
    }

    private static HashSet<int> Common(PreparedText[] texts, int bits, float share)
    {
        var counts = new Dictionary<int, int>();
        foreach (var text in texts)
        {
            foreach (var slot in Slots(text, bits).Distinct())
            {
                counts[slot] = counts.GetValueOrDefault(slot) + 1;
            }
        }
        return [.. counts.Where(c => c.Value > share * texts.Length).Select(c => c.Key)];
    }

    private static int[] Slots(PreparedText text, int bits)
    {
        var slots = new int[text.Hashes.Length * 2];
        for (var i = 0; i < text.Hashes.Length; i++)
        {
            slots[2 * i] = (int)(text.Hashes[i] >> (32 - bits));
            slots[2 * i + 1] = (int)(FeatureTable.InChannel(text.Hashes[i], text.Channel) >> (32 - bits));
        }
        return slots;
    }

    private static void Predict(PreparedText text, int[] slots, ModelParts parts, Weights weights, Span<float> p)
    {
        var calibration = parts.Calibrations[(int)text.Channel];
        parts.Biases.AsSpan(Biases.Offset(text.Channel, text.Language), p.Length).CopyTo(p);
        for (var i = 0; i < slots.Length; i++)
        {
            var row = weights.Row(slots[i]);
            var value = text.ValueAt(i / 2);
            for (var k = 0; k < p.Length; k++)
            {
                p[k] += value * row[k];
            }
        }
        for (var k = 0; k < p.Length; k++)
        {
            p[k] = p[k] * calibration.LabelSlope + calibration.Offsets[k];
        }
        Outputs.Softmax(p);
    }

    private static void PullBack(Weights weights, float pull)
    {
        foreach (var (slot, row) in weights.Touched)
        {
            var shipped = weights.Shipped(slot);
            for (var k = 0; k < Outputs.Labels; k++)
            {
                row[k] += pull * (shipped[k] - row[k]);
            }
        }
    }

    private static FeatureTable Rebuild(FeatureTable shipped, Weights weights)
    {
        var rounded = weights.Touched.ToDictionary(t => t.Key, t => Round(t.Value, shipped.Scale));
        var present = (ulong[])shipped.Present.Clone();
        foreach (var (slot, row) in rounded)
        {
            if (row.AsSpan().ContainsAnyExcept((sbyte)0))
            {
                present[slot / 64] |= 1UL << (slot % 64);
            }
        }
        var rows = new sbyte[present.Sum(w => BitOperations.PopCount(w)) * Outputs.Count];
        var next = 0;
        for (var word = 0; word < present.Length; word++)
        {
            for (var bits = present[word]; bits != 0; bits &= bits - 1)
            {
                var slot = word * 64 + BitOperations.TrailingZeroCount(bits);
                var row = rounded.TryGetValue(slot, out var own)
                    ? own
                    : shipped.Rows.AsSpan(shipped.RowOf(slot) * Outputs.Count, Outputs.Count);
                row.CopyTo(rows.AsSpan(next));
                next += Outputs.Count;
            }
        }
        return new FeatureTable(shipped.Bits, present, rows, shipped.Scale);
    }

    private static sbyte[] Round(float[] row, float[] scale)
    {
        var rounded = new sbyte[row.Length];
        for (var k = 0; k < row.Length; k++)
        {
            rounded[k] = (sbyte)Math.Clamp(MathF.Round(row[k] / scale[k]), -sbyte.MaxValue, sbyte.MaxValue);
        }
        return rounded;
    }
}
