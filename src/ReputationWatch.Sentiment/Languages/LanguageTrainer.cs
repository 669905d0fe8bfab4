using System.Runtime.InteropServices;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Languages;

/// <summary>Trains the language table from plain texts, one a line, in one file a language (<c>fr.txt</c>, <c>other.txt</c>).</summary>
internal static class LanguageTrainer
{
    private const int Epochs = 4;
    private const float Rate = 0.1f;
    private const float Damping = 1e-3f;

    public static IReadOnlyList<(int Language, string Text)> ReadFolder(string folder) =>
        [
            .. LanguageCodes.All.SelectMany(
                (code, index) => File.ReadLines(Path.Combine(folder, code + ".txt")).Select(line => (index, line))
            ),
        ];

    public static LanguageIdentifier Train(IReadOnlyList<(int Language, string Text)> texts, int seed)
    {
        var weights = new float[LanguageCodes.Count << LanguageIdentifier.Bits];
        var squares = new float[weights.Length];
        var biases = new float[LanguageCodes.Count];
        var order = Enumerable.Range(0, texts.Count).ToArray();
        var random = new Random(seed);
        Span<float> p = stackalloc float[LanguageCodes.Count];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var features = LanguageFeatures.Current;
                features.Read(texts[i].Text);
                Predict(features.Used, weights, biases, p);
                p[texts[i].Language] -= 1;
                Update(features.Used, weights, squares, p);
            }
        }
        return Round(weights, biases);
    }

    private static void Predict(ReadOnlySpan<uint> hashes, float[] weights, float[] biases, Span<float> p)
    {
        biases.CopyTo(p);
        var value = LanguageFeatures.ValueOf(hashes.Length);
        foreach (var hash in hashes)
        {
            var row = RowOf(weights, hash);
            for (var k = 0; k < p.Length; k++)
            {
                p[k] += value * row[k];
            }
        }
        Outputs.Softmax(p);
    }

    private static void Update(ReadOnlySpan<uint> hashes, float[] weights, float[] squares, ReadOnlySpan<float> error)
    {
        var value = LanguageFeatures.ValueOf(hashes.Length);
        foreach (var hash in hashes)
        {
            var row = RowOf(weights, hash);
            var square = RowOf(squares, hash);
            for (var k = 0; k < error.Length; k++)
            {
                var gradient = value * error[k];
                square[k] += gradient * gradient;
                row[k] -= Rate * gradient / MathF.Sqrt(square[k] + Damping);
            }
        }
    }

    private static Span<float> RowOf(float[] table, uint hash) =>
        table.AsSpan((int)(hash >> (32 - LanguageIdentifier.Bits)) * LanguageCodes.Count, LanguageCodes.Count);

    private static LanguageIdentifier Round(float[] weights, float[] biases)
    {
        var top = weights.Select(Math.Abs).Order().ElementAt((int)(weights.Length * 0.9998));
        var scale = Math.Max(top, 1e-6f) / sbyte.MaxValue;
        var rows = new sbyte[weights.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scale), -sbyte.MaxValue, sbyte.MaxValue);
        }
        var scales = new float[LanguageCodes.Count];
        scales.AsSpan().Fill(scale);
        return new LanguageIdentifier(rows, scales, biases);
    }
}
