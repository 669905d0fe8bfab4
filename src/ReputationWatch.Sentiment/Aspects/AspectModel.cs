using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Aspects;

/// <summary>What a text says of one aspect; <see cref="NotMentioned"/> is an answer of its own.</summary>
internal enum AspectAnswer
{
    Negative = 0,
    Neutral = 1,
    Positive = 2,
    NotMentioned = 3,
}

/// <summary>
/// The trained part of the aspects: price, product (the food) and staff (the service) of restaurants in French. A small
/// hashed linear model, four answers for each of the three.
/// </summary>
public sealed class AspectModel
{
    internal const int Bits = 16;
    internal const int RowBytes = 16;
    internal const int Answers = 4;

    private readonly sbyte[] _rows;

    internal AspectModel(sbyte[] rows, float scale, float[] biases)
    {
        (_rows, Scale, Biases) = (rows, scale, biases);
    }

    /// <summary>The aspects that were trained, in the order of the outputs.</summary>
    public static IReadOnlyList<Aspect> Trained { get; } = [Aspect.Price, Aspect.Product, Aspect.Staff];

    internal sbyte[] Rows => _rows;
    internal float Scale { get; }
    internal float[] Biases { get; }

    /// <summary>A model that knows nothing: every aspect is left to the rules.</summary>
    public static AspectModel Untrained => new(new sbyte[RowBytes << Bits], 1, new float[RowBytes]);

    /// <summary>Takes over the aspects of a model file, whatever else the file holds.</summary>
    public static AspectModel FromModel(Stream model) => ModelParts.AspectsOf(ModelFile.Read(model));

    // The names of dishes and places are no brands: what is trained here reads them.
    private static readonly ProperNames NoNames = new(new WordsByCase([], [], []), maskUnknown: false);

    /// <summary>Reads a text into the workspace of the thread, as this model wants it.</summary>
    internal static void Read(string text)
    {
        var workspace = Workspace.Current;
        workspace.Read(text, NoNames, LanguageCodes.French);
        AspectFeatures.Add(workspace.Scratch, workspace.Features[Block.Words]);
    }

    /// <summary>Probabilities of the four answers, aspect after aspect.</summary>
    internal void Probabilities(TextFeatures features, Span<float> outputs)
    {
        Biases.AsSpan(0, outputs.Length).CopyTo(outputs);
        Span<int> sum = stackalloc int[RowBytes];
        foreach (var block in (ReadOnlySpan<Block>)[Block.Words, Block.Letters])
        {
            sum.Clear();
            foreach (var hash in features[block].Used)
            {
                var row = _rows.AsSpan((int)(hash >> (32 - Bits)) * RowBytes, RowBytes);
                for (var k = 0; k < outputs.Length; k++)
                {
                    sum[k] += row[k];
                }
            }
            var value = TextFeatures.ValueOf(block, features[block].Count) * Scale;
            for (var k = 0; k < outputs.Length; k++)
            {
                outputs[k] += sum[k] * value;
            }
        }
        for (var a = 0; a < outputs.Length; a += Answers)
        {
            Outputs.Softmax(outputs.Slice(a, Answers));
        }
    }
}
