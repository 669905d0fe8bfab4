using System.IO.Compression;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Aspects;

/// <summary>A text with the answer for each trained aspect.</summary>
internal sealed record AspectExample(string Text, IReadOnlyList<AspectAnswer> Answers);

/// <summary>Trains the aspect model from labelled restaurant reviews.</summary>
public static class AspectTrainer
{
    private const int Epochs = 12;
    private const float Rate = 0.04f;
    private const float Damping = 1e-3f;
    private const int Outputs = 3 * AspectModel.Answers;

    /// <summary>Reads <c>absa_*/train_absa.tsv.gz</c>: the three answers, the stars, the text.</summary>
    internal static IReadOnlyList<AspectExample> Read(string folder)
    {
        var examples = new List<AspectExample>();
        foreach (
            var file in Directory
                .EnumerateFiles(folder, "train_absa.tsv.gz", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            reader.ReadLine();
            while (reader.ReadLine() is { } line)
            {
                if (line.Split('\t', 5) is [var price, var food, var service, _, var text])
                {
                    examples.Add(new AspectExample(text, [Parse(price), Parse(food), Parse(service)]));
                }
            }
        }
        return examples;
    }

    /// <summary>Trains from the labelled sets of a folder; knows nothing if there are none.</summary>
    public static AspectModel Train(string folder, int seed) => Train(Read(folder), seed);

    internal static AspectModel Train(IReadOnlyList<AspectExample> examples, int seed)
    {
        var weights = new float[AspectModel.RowBytes << AspectModel.Bits];
        var squares = new float[weights.Length];
        var biases = new float[AspectModel.RowBytes];
        var rarity = Rarity(examples);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                Learn(examples[i], weights, squares, biases, rarity);
            }
        }
        return Round(weights, biases);
    }

    private static AspectAnswer Parse(string word) =>
        word.Length == 0 || word is "NE" ? AspectAnswer.NotMentioned
        : word.StartsWith('P') ? AspectAnswer.Positive
        : word.StartsWith("Neu", StringComparison.Ordinal) ? AspectAnswer.Neutral
        : AspectAnswer.Negative;

    // Rare answers count more, by the square root: macro-F1 is what is wanted, without giving up accuracy.
    private static float[] Rarity(IReadOnlyList<AspectExample> examples)
    {
        var counts = new float[Outputs];
        foreach (var example in examples)
        {
            for (var a = 0; a < example.Answers.Count; a++)
            {
                counts[a * AspectModel.Answers + (int)example.Answers[a]]++;
            }
        }
        return [.. counts.Select(c => MathF.Pow(examples.Count / (float)AspectModel.Answers / Math.Max(1, c), 0.5f))];
    }

    private static void Learn(AspectExample example, float[] weights, float[] squares, float[] biases, float[] rarity)
    {
        AspectModel.Read(example.Text);
        var features = Workspace.Current.Features;
        Span<float> error = stackalloc float[Outputs];
        Predict(features, weights, biases, error);
        for (var a = 0; a < example.Answers.Count; a++)
        {
            var right = a * AspectModel.Answers + (int)example.Answers[a];
            error[right] -= 1;
            for (var k = 0; k < AspectModel.Answers; k++)
            {
                error[a * AspectModel.Answers + k] *= rarity[right];
            }
        }
        Update(features, weights, squares, error);
        for (var k = 0; k < Outputs; k++)
        {
            biases[k] -= 0.02f * error[k];
        }
    }

    private static void Predict(TextFeatures features, float[] weights, float[] biases, Span<float> p)
    {
        biases.AsSpan(0, Outputs).CopyTo(p);
        foreach (var block in (ReadOnlySpan<Block>)[Block.Words, Block.Letters])
        {
            var value = TextFeatures.ValueOf(block, features[block].Count);
            foreach (var hash in features[block].Used)
            {
                var row = Row(weights, hash);
                for (var k = 0; k < Outputs; k++)
                {
                    p[k] += value * row[k];
                }
            }
        }
        for (var a = 0; a < Outputs; a += AspectModel.Answers)
        {
            Modelling.Outputs.Softmax(p.Slice(a, AspectModel.Answers));
        }
    }

    private static void Update(TextFeatures features, float[] weights, float[] squares, ReadOnlySpan<float> error)
    {
        foreach (var block in (ReadOnlySpan<Block>)[Block.Words, Block.Letters])
        {
            var value = TextFeatures.ValueOf(block, features[block].Count);
            foreach (var hash in features[block].Used)
            {
                var row = Row(weights, hash);
                var square = Row(squares, hash);
                for (var k = 0; k < error.Length; k++)
                {
                    var gradient = value * error[k];
                    square[k] += gradient * gradient;
                    row[k] -= Rate * gradient / MathF.Sqrt(square[k] + Damping);
                }
            }
        }
    }

    private static Span<float> Row(float[] table, uint hash) =>
        table.AsSpan((int)(hash >> (32 - AspectModel.Bits)) * AspectModel.RowBytes, AspectModel.RowBytes);

    private static AspectModel Round(float[] weights, float[] biases)
    {
        var top = weights.Select(Math.Abs).Order().ElementAt((int)(weights.Length * 0.9998));
        var scale = Math.Max(top, 1e-6f) / sbyte.MaxValue;
        var rows = new sbyte[weights.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scale), -sbyte.MaxValue, sbyte.MaxValue);
        }
        return new AspectModel(rows, scale, biases);
    }
}
