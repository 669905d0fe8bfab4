using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>A tiny invented corpus and a model trained on it, for tests of the training itself.</summary>
internal static class InventedTexts
{
    private static readonly string[] Good =
    [
        "excellent",
        "parfait",
        "rapide",
        "super",
        "ravi",
        "agréable",
        "great",
        "lovely",
    ];
    private static readonly string[] Bad = ["nul", "horrible", "lent", "déçu", "cassé", "arnaque", "awful", "broken"];
    private static readonly string[] Plain =
    [
        "mardi",
        "horaire",
        "adresse",
        "modèle",
        "couleur",
        "taille",
        "size",
        "monday",
    ];
    private static readonly string[] Filler =
    [
        "le",
        "service",
        "et",
        "la",
        "commande",
        "hier",
        "chez",
        "avec",
        "the",
        "it",
    ];

    public static readonly TrainingOptions Small = new()
    {
        FeatureBits = 14,
        KeptFeatures = 6000,
        Epochs = 6,
        PlainVariants = 0,
        CopiedPosts = 0,
    };

    public static Example[] Make(int count, int seed, string set = "invented")
    {
        var random = new Random(seed);
        var examples = new Example[count];
        for (var i = 0; i < count; i++)
        {
            var label = (SentimentLabel)random.Next(3);
            var stars = label switch
            {
                SentimentLabel.Negative => 1 + random.Next(2),
                SentimentLabel.Neutral => 3,
                _ => 4 + random.Next(2),
            };
            examples[i] = new Example(
                set,
                label,
                stars,
                (stars - 1) * 2.5f,
                "fr",
                "service-review",
                Words(random, label)
            );
        }
        return examples;
    }

    private static string Words(Random random, SentimentLabel label)
    {
        var telling = label switch
        {
            SentimentLabel.Negative => Bad,
            SentimentLabel.Neutral => Plain,
            _ => Good,
        };
        var words = Enumerable.Range(0, 8).Select(i => i % 3 == 0 ? Pick(telling) : Pick(Filler));
        return string.Join(' ', words) + ".";

        string Pick(string[] from) => from[random.Next(from.Length)];
    }

    public static LanguageIdentifier NoLanguages { get; } =
        new(new sbyte[8 << LanguageIdentifier.Bits], new float[8], new float[8]);

    public static SentimentModel Train(IReadOnlyList<Example> train, TrainingOptions? options = null) =>
        ModelTrainer.Train(train, Make(200, 99), NoLanguages, AspectModel.Untrained, options ?? Small);

    public static byte[] BytesOf(SentimentModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
