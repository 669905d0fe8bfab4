using System.Runtime.Intrinsics;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Modelling;

/// <summary>The working memory of one thread: tokens and features of the text at hand.</summary>
internal sealed class Workspace
{
    [ThreadStatic]
    private static Workspace? _current;

    public TextScratch Scratch { get; } = new();
    public TextFeatures Features { get; } = new();

    public static Workspace Current => _current ??= new Workspace();

    /// <summary>Tokens and features of a text; the same steps in training and in use.</summary>
    public void Read(ReadOnlySpan<char> text, ProperNames names, int language)
    {
        Tokenizer.Run(text, Scratch);
        names.Mask(Scratch, language == LanguageCodes.German);
        Scopes.Mark(Scratch);
        FeatureExtractor.Extract(Scratch, Features);
    }
}

/// <summary>Raw and calibrated outputs of the linear model for the text in a workspace.</summary>
internal sealed class Analyser(FeatureTable table, float[] biases, Calibration[] calibrations)
{
    public FeatureTable Table => table;
    public float[] Biases => biases;
    public Calibration[] Calibrations => calibrations;

    /// <summary>What the features of a text weigh in every channel, for those who ask for several.</summary>
    public SharedSums Shared(TextFeatures features) =>
        new(
            table.SumShared(features[Block.Words].Used),
            table.SumShared(features[Block.Letters].Used),
            table.SumShared(features[Block.Style].Used)
        );

    public void RawOutputs(TextFeatures features, Channel channel, int language, Span<float> outputs) =>
        RawOutputs(features, Shared(features), channel, language, outputs);

    private void RawOutputs(
        TextFeatures features,
        in SharedSums shared,
        Channel channel,
        int language,
        Span<float> outputs
    )
    {
        var sum = Vector256<float>.Zero;
        for (var b = 0; b < TextFeatures.BlockCount; b++)
        {
            var block = features[(Block)b];
            var whole = shared[(Block)b] + table.SumOf(block.Used, channel);
            sum += Vector256.ConvertToSingle(whole) * TextFeatures.ValueOf((Block)b, block.Count);
        }
        var bias = Vector256.Create<float>(biases.AsSpan(Modelling.Biases.Offset(channel, language), Outputs.Count));
        (sum * Vector256.Create(table.Scale) + bias).CopyTo(outputs);
    }

    /// <summary>Probabilities of the three labels, then of one to five stars.</summary>
    public void Probabilities(
        TextFeatures features,
        in SharedSums shared,
        Channel channel,
        int language,
        Span<float> outputs
    )
    {
        RawOutputs(features, shared, channel, language, outputs);
        calibrations[(int)channel].Apply(outputs, features[Block.Words].Count);
        Outputs.Softmax(outputs[..Outputs.Labels]);
        Outputs.Softmax(outputs[Outputs.FirstStar..]);
    }
}

/// <summary>The sums of the weights that count in every channel, by block.</summary>
internal readonly record struct SharedSums(Vector256<int> Words, Vector256<int> Letters, Vector256<int> Style)
{
    public Vector256<int> this[Block block] =>
        block switch
        {
            Block.Words => Words,
            Block.Letters => Letters,
            _ => Style,
        };
}
