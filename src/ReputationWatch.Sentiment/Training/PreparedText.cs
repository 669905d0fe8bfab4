using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>A training text as the features it has: read once, used in every epoch.</summary>
internal sealed class PreparedText
{
    public required uint[] Hashes { get; init; }
    public required int WordCount { get; init; }
    public required int LetterCount { get; init; }
    public required Channel Channel { get; init; }
    public required int Language { get; init; }
    public required SentimentLabel Label { get; init; }
    public required float Score10 { get; init; }

    /// <summary>Which of the sets it came from; each has a base of its own while training.</summary>
    public int Set { get; set; }

    public static PreparedText[] ReadAll(IReadOnlyList<Example> examples, ProperNames names)
    {
        var prepared = new PreparedText[examples.Count];
        Parallel.For(0, prepared.Length, i => prepared[i] = Read(examples[i], names));
        var sets = examples.Select(e => e.Set).Distinct(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < prepared.Length; i++)
        {
            prepared[i].Set = Array.IndexOf(sets, examples[i].Set);
        }
        return prepared;
    }

    public static PreparedText Read(Example example, ProperNames names) => Read(example, names, example.Channel);

    public static PreparedText Read(Example example, ProperNames names, Channel channel)
    {
        var workspace = Workspace.Current;
        var language = LanguageCodes.IndexOf(example.Language);
        workspace.Read(example.Text, names, language);
        var features = workspace.Features;
        return new PreparedText
        {
            Hashes = [.. features[Block.Words].Used, .. features[Block.Letters].Used, .. features[Block.Style].Used],
            WordCount = features[Block.Words].Count,
            LetterCount = features[Block.Letters].Count,
            Channel = channel,
            Language = language,
            Label = example.Label,
            Score10 = example.Score10,
        };
    }

    /// <summary>What the feature at an index counts.</summary>
    public float ValueAt(int index) =>
        index < WordCount ? TextFeatures.ValueOf(Block.Words, WordCount)
        : index < WordCount + LetterCount ? TextFeatures.ValueOf(Block.Letters, LetterCount)
        : TextFeatures.ValueOf(Block.Style, 1);
}
