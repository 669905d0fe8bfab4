using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Quantification;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment.Modelling;

/// <summary>Models of a few weights, each put there by hand, so that every number of an answer can be reckoned on paper.</summary>
internal static class HandMade
{
    public const int Bits = 20;

    /// <summary>All letters are ordinary words here: no name is masked.</summary>
    public static readonly ProperNames NoNames = new(new WordsByCase([], [], []), maskUnknown: false);

    public static float[] Ones { get; } = [1, 1, 1, 1, 1, 1, 1, 1];

    public static FeatureTable Table(int bits, float[] scale, params (uint Hash, sbyte[] Row)[] features)
    {
        var present = new ulong[1 << (bits - 6)];
        var rows = new SortedDictionary<uint, sbyte[]>();
        foreach (var (hash, row) in features)
        {
            var slot = hash >> (32 - bits);
            present[slot / 64] |= 1UL << (int)(slot % 64);
            rows.Add(slot, row);
        }
        return new FeatureTable(bits, present, [.. rows.Values.SelectMany(r => r)], scale);
    }

    public static ModelParts Parts(params (uint Hash, sbyte[] Row)[] features) =>
        new()
        {
            Version = "9-handmade",
            Table = Table(Bits, Ones, features),
            Biases = new float[Biases.Count],
            Calibrations = [new(), new(), new()],
            Names = NoNames,
            Languages = InventedTexts.NoLanguages,
            Quantifier = new Quantifier([1, 0, 0, 0, 1, 0, 0, 0, 1], 0),
            Aspects = AspectModel.Untrained,
        };

    public static SentimentModel Model(params (uint Hash, sbyte[] Row)[] features) => new(Parts(features));

    /// <summary>The features of a text, as a model reads it.</summary>
    public static FeatureList Read(string text, Block block)
    {
        var workspace = new Workspace();
        workspace.Read(text, NoNames, LanguageCodes.French);
        return workspace.Features[block];
    }

    /// <summary>The feature that a lone word gives.</summary>
    public static uint Word(string word) => Read(word, Block.Words).Hashes[0];

    public static sbyte[] Votes(
        sbyte negative = 0,
        sbyte neutral = 0,
        sbyte positive = 0,
        sbyte star = 0,
        int stars = 1
    )
    {
        var row = new sbyte[Outputs.Count];
        (row[0], row[1], row[2], row[Outputs.FirstStar + stars - 1]) = (negative, neutral, positive, star);
        return row;
    }
}
