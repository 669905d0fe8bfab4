using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Evaluation;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Tests.Sentiment;

public sealed class QuantificationCheckTests
{
    private static readonly SentimentModel Model = InventedTexts.Train(InventedTexts.Make(300, 1));

    private static string[] Names(IEnumerable<Example> texts) =>
        [.. QuantificationCheck.Run(Model, [.. texts], seed: 1).Select(r => r.Name)];

    [Fact]
    public void Run_Reviews_AreMixedInThreeWays() =>
        Assert.Equal(
            [
                "invented as it comes",
                "all reviews, 10 % detractors",
                "all reviews, 30 % detractors",
                "all reviews, 60 % detractors",
            ],
            Names(InventedTexts.Make(300, 2))
        );

    [Fact]
    public void Run_NoTextWithStars_ChecksNothing() =>
        Assert.Empty(Names(InventedTexts.Make(300, 2).Select(t => t with { Stars = float.NaN })));

    [Fact]
    public void Run_OnlyPromoters_AreNotMixed() =>
        Assert.Equal(
            ["invented as it comes"],
            Names(InventedTexts.Make(300, 2).Select(t => t with { Stars = 5, Score10 = 10 }))
        );
}
