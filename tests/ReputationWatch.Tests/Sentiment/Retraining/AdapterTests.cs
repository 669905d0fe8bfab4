using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment.Retraining;

public sealed class AdapterTests
{
    private static readonly AdaptationOptions Options = new();

    private static List<Correction> Corrections(int count = 80) =>
        [.. JudgementBook.Of(Trade.Judge(count, 1)).Corrections];

    private static ModelDelta Adapt(AdaptationOptions options, Anchors? anchors = null, int count = 80) =>
        Adapter.Adapt(Trade.Model, Corrections(count), anchors ?? Anchors.None, options);

    private static double PositiveOf(ModelDelta delta, string text = "tissu lourd et dense") =>
        delta.ApplyTo(Trade.Model).Classify(text, "fr", Channel.Review).P.Positive;

    [Fact]
    public void Adapt_Nothing_ChangesNothing()
    {
        var delta = Adapter.Adapt(Trade.Model, [], Anchors.None, Options);

        Assert.Equal((0, Trade.Model.Version), (delta.Count, delta.Version));
        Assert.Equal(
            Trade.Model.Classify("nul et cassé", "fr", Channel.Post),
            delta.ApplyTo(Trade.Model).Classify("nul et cassé", "fr", Channel.Post)
        );
    }

    [Fact]
    public void Adapt_LeavesTheShippedModelAsItWas()
    {
        var before = InventedTexts.BytesOf(Trade.Model);

        Adapt(Options).ApplyTo(Trade.Model);

        Assert.Equal(before, InventedTexts.BytesOf(Trade.Model));
    }

    [Fact]
    public void Adapt_StrongerPull_StaysCloserToShipped() =>
        Assert.True(PositiveOf(Adapt(Options with { Pull = 0.8f })) < PositiveOf(Adapt(Options with { Pull = 0 })));

    [Fact]
    public void Adapt_LessTrust_MovesLess() =>
        Assert.True(PositiveOf(Adapt(Options with { Trust = 0.4f })) < PositiveOf(Adapt(Options with { Trust = 1 })));

    [Fact]
    public void Adapt_WordsInEveryCorrection_DoNotMove()
    {
        // "tissu" and "fils" stand in all of them.
        var text = "tissu fils";

        Assert.Equal(
            Trade.Model.Classify(text, "fr", Channel.Article).P.Positive,
            PositiveOfArticle(Adapt(Options), text),
            0.03
        );

        static double PositiveOfArticle(ModelDelta delta, string text) =>
            delta.ApplyTo(Trade.Model).Classify(text, "fr", Channel.Article).P.Positive;
    }

    [Fact]
    public void Adapt_Anchors_HoldTheirTextsInPlace()
    {
        var text = "tissu lourd et beaucoup de fils";
        var anchors = new Anchors([.. Enumerable.Repeat(new UnjudgedText(text, "fr", Channel.Review), 400)], []);
        var free = Adapt(Options);
        var held = Adapt(Options with { AnchorsPerCorrection = 5 }, anchors);
        var shipped = Trade.Model.Classify(text, "fr", Channel.Review).P.Positive;

        Assert.True(Math.Abs(PositiveOf(held, text) - shipped) < Math.Abs(PositiveOf(free, text) - shipped));
    }

    [Fact]
    public void Adapt_OtherChannel_MovesLessThanItsOwn()
    {
        var adapted = Adapt(Options).ApplyTo(Trade.Model);
        double Moved(Channel channel) =>
            adapted.Classify("tissu lourd et dense", "fr", channel).P.Positive
            - Trade.Model.Classify("tissu lourd et dense", "fr", channel).P.Positive;

        Assert.True(Moved(Channel.Review) > Moved(Channel.Post));
        Assert.True(Moved(Channel.Post) > 0);
    }

    [Fact]
    public void Weights_OfAFlood_CountAtMostWhatAllOthersDo()
    {
        List<Correction> corrections =
        [
            .. Enumerable.Range(0, 100).Select(_ => Of(1)),
            .. Enumerable.Range(0, 1000).Select(_ => Of(2)),
        ];

        var persons = CorrectionWeights.Persons(corrections, least: 50);

        Assert.Equal(1, persons[1]);
        Assert.Equal(0.1, persons[2], 1e-12);

        static Correction Of(long person) => new("x", "fr", Channel.Post, SentimentLabel.Negative) { Person = person };
    }

    [Fact]
    public void Weights_OfOnePersonAlone_AreWhole() => Assert.Equal(1, CorrectionWeights.Persons(Corrections(), 50)[1]);

    [Fact]
    public void Weights_OfARareLabel_AreHigher()
    {
        List<Correction> corrections =
        [
            .. Enumerable.Range(0, 90).Select(_ => Of(SentimentLabel.Negative)),
            .. Enumerable.Range(0, 10).Select(_ => Of(SentimentLabel.Positive)),
        ];

        var weights = CorrectionWeights.Of(corrections, balance: 1);

        Assert.Equal(9, weights[^1] / weights[0], 1e-4);
        Assert.Equal(1, CorrectionWeights.Of(corrections, balance: 0)[^1]);

        static Correction Of(SentimentLabel label) => new("x", "fr", Channel.Post, label) { Person = 1 };
    }
}
