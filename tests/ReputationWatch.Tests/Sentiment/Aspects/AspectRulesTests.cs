using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Tests.Sentiment.Modelling;
using static ReputationWatch.Tests.Sentiment.Modelling.HandMade;

namespace ReputationWatch.Tests.Sentiment.Aspects;

/// <summary>Which aspect a clause speaks of and what it says of it, with a model of which every weight is known.</summary>
public sealed class AspectRulesTests
{
    /// <summary>"bon" says positive, "nul" as much negative, "moyen" hardly anything.</summary>
    private static SentimentModel Judge(sbyte votes = 20) =>
        Model(
            (Word("bon"), Votes(positive: votes)),
            (Word("nul"), Votes(negative: votes)),
            (Word("moyen"), Votes(positive: 1))
        );

    private static IReadOnlyList<AspectOpinion> Opinions(string text, string language = "en") =>
        Judge().Aspects(text, language, Channel.Post);

    private static string Said(string text) =>
        string.Join(' ', Opinions(text).Select(o => $"{o.Aspect}:{o.Label}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("prix bon", "Price:Positive")]
    [InlineData("bon prix", "Price:Positive")]
    [InlineData("nul le prix", "Price:Negative")]
    [InlineData("prix bon, livraison nul", "Delay:Negative Price:Positive")]
    [InlineData("prix bon. livraison nul", "Delay:Negative Price:Positive")]
    [InlineData("prix bon ; livraison nul", "Delay:Negative Price:Positive")]
    [InlineData("prix bon ! livraison nul", "Delay:Negative Price:Positive")]
    [InlineData("prix bon ? livraison nul", "Delay:Negative Price:Positive")]
    [InlineData("prix bon (livraison nul)", "Delay:Negative Price:Positive")]
    [InlineData("prix bon mais livraison nul", "Delay:Negative Price:Positive")]
    [InlineData("bof bof bof, bon prix, bof", "Price:Positive")]
    [InlineData("bon, prix, nul", "Price:Neutral")]
    [InlineData("prix bon et livraison bon", "Delay:Positive Price:Positive")]
    [InlineData("nul : prix", "Price:Negative")]
    public void Aspects_OfAClause_GetWhatItsWordsSay(string text, string expected) =>
        Assert.Equal(expected, Said(text));

    [Theory]
    [InlineData("accueil", Aspect.Welcome)]
    [InlineData("tarif", Aspect.Price)]
    [InlineData("finition", Aspect.Quality)]
    [InlineData("retard", Aspect.Delay)]
    [InlineData("vendeuse", Aspect.Staff)]
    [InlineData("chambre", Aspect.Product)]
    [InlineData("appli", Aspect.App)]
    [InlineData("sav", Aspect.AfterSales)]
    public void Aspects_OfAWord_IsItsOwn(string word, Aspect aspect) =>
        Assert.Equal([(aspect, SentimentLabel.Positive)], Opinions($"bon {word}").Select(o => (o.Aspect, o.Label)));

    [Fact]
    public void Aspects_OfSeveralWords_NeedThemAll()
    {
        Assert.Equal("Welcome:Positive", Said("front desk bon"));
        Assert.Equal("Delay:Positive", Said("bon, arrivé à l'heure bon"));
        Assert.Equal("", Said("desk bon"));
        Assert.Equal("", Said("bon front"));
        Assert.Equal("", Said("front, desk"));
    }

    [Fact]
    public void Aspects_NamedTwice_AddUp()
    {
        // Each clause gives 20 votes over the root of the number of word features.
        var once = Assert.Single(Judge(1).Aspects("prix bon, bof bof", "en", Channel.Post));
        var twice = Assert.Single(Judge(1).Aspects("prix bon, prix bon", "en", Channel.Post));

        Assert.Equal(SentimentLabel.Neutral, once.Label);
        Assert.Equal(SentimentLabel.Positive, twice.Label);
        Assert.Equal(1 / (1 + Math.Exp(-2 / Math.Sqrt(8))), twice.Probability, 1e-6);
    }

    [Theory]
    // Four word features: a vote counts half. Neutral lies within a logit of ln(0.625 / 0.375) = 0.51.
    [InlineData(1, SentimentLabel.Neutral, 1 - 0.244919)]
    [InlineData(2, SentimentLabel.Positive, 0.731059)]
    [InlineData(8, SentimentLabel.Positive, 0.982014)]
    public void Probability_OfALabel_GrowsWithTheVotes(sbyte votes, SentimentLabel label, double probability)
    {
        var praised = Assert.Single(Judge(votes).Aspects("prix bon", "en", Channel.Post));
        var blamed = Assert.Single(Judge(votes).Aspects("prix nul", "en", Channel.Post));

        Assert.Equal(label, praised.Label);
        Assert.Equal(probability, praised.Probability, 1e-5);
        Assert.Equal((SentimentLabel)(2 - (int)label), blamed.Label);
        Assert.Equal(probability, blamed.Probability, 1e-5);
        Assert.False(praised.Trained);
    }

    [Fact]
    public void Aspects_OfARestaurantInFrench_AreWhatTheTrainedModelSays()
    {
        // Its biases alone: price positive, food not mentioned, service negative.
        var biases = new float[AspectModel.RowBytes];
        (biases[2], biases[4 + 3], biases[8 + 0]) = (3, 3, 3);
        var trained = new AspectModel(new sbyte[AspectModel.RowBytes << AspectModel.Bits], 1, biases);
        var model = new SentimentModel(Judge().Parts with { Aspects = trained });
        const string text = "bon restaurant, plat nul, livraison bon";

        var french = model.Aspects(text, "fr", Channel.Post);

        Assert.Equal(
            [
                (Aspect.Price, SentimentLabel.Positive, true),
                (Aspect.Delay, SentimentLabel.Positive, false),
                (Aspect.Staff, SentimentLabel.Negative, true),
            ],
            french.Select(o => (o.Aspect, o.Label, o.Trained))
        );
        Assert.Equal(Math.Exp(3) / (Math.Exp(3) + 3), french[0].Probability, 1e-5);
        Assert.All(model.Aspects(text, "en", Channel.Post), o => Assert.False(o.Trained));
        // One word alone makes no restaurant.
        Assert.All(model.Aspects("bon plat, livraison bon", "fr", Channel.Post), o => Assert.False(o.Trained));
    }

    private static uint[] Extra(string text)
    {
        AspectModel.Read(text);
        return Workspace.Current.Features[Block.Words].Used[Read(text, Block.Words).Count..].ToArray();
    }

    [Theory]
    [InlineData("bof bof", 0)]
    [InlineData("le prix est froid", 4)]
    [InlineData("le prix du plat", 8)]
    [InlineData("bof. le prix", 2)]
    [InlineData("le prix. bof bof", 4)]
    [InlineData("le prix. bof bof. le plat", 6)]
    [InlineData("le prix (bof) : bof", 4)]
    [InlineData("le prix mais bof", 4)]
    public void AspectFeatures_EachWord_IsReadOnceMoreWithEachSubject(string text, int count) =>
        Assert.Equal(count, Extra(text).Length);

    [Fact]
    public void AspectFeatures_SubjectOfAClause_TellsItsWordsApart()
    {
        Assert.NotEqual(Extra("prix bof")[1], Extra("plat bof")[1]);
        Assert.NotEqual(Extra("service bof")[1], Extra("plat bof")[1]);
        Assert.Equal(Extra("prix bof")[1], Extra("tarif bof")[1]);
        Assert.Equal(Extra("prix bof")[1], Extra("prix, bof")[1]);
        Assert.NotEqual(Extra("prix tres bof")[2], Extra("prix pas bof")[2]);
        // A clause that names two things gives its words to both.
        Assert.Equal([Extra("prix bof")[1], Extra("plat bof")[1]], Extra("prix plat bof")[4..]);
    }

    [Fact]
    public void AspectFeatures_BelongToTheirWord()
    {
        AspectModel.Read("le prix, bof");
        var list = Workspace.Current.Features[Block.Words];

        Assert.Equal([0, 1, 3], list.Owners[(list.Count - 3)..list.Count]);
    }

    [Fact]
    public void AspectModel_Probabilities_AreOfFourAnswersEach()
    {
        AspectModel.Read("bof");
        var features = Workspace.Current.Features;
        var word = features[Block.Words].Hashes[0] >> 16;
        var letters = features[Block.Letters].Hashes[0] >> 16;
        var rows = new sbyte[AspectModel.RowBytes << AspectModel.Bits];
        rows[word * AspectModel.RowBytes + 1] = 10;
        rows[letters * AspectModel.RowBytes + 5] = -10;
        var biases = new float[AspectModel.RowBytes];
        biases[8] = 1;

        var p = new float[12];
        new AspectModel(rows, 0.5f, biases).Probabilities(features, p);

        Assert.All(p.Chunk(4), answers => Assert.Equal(1, answers.Sum(), 1e-5f));
        Assert.Equal(10 * 0.5 / Math.Sqrt(features[Block.Words].Count), Math.Log(p[1] / p[0]), 1e-3);
        Assert.Equal(-10 * 0.5 / Math.Sqrt(features[Block.Letters].Count), Math.Log(p[5] / p[4]), 1e-3);
        Assert.Equal(1, Math.Log(p[8] / p[9]), 1e-4);
    }
}
