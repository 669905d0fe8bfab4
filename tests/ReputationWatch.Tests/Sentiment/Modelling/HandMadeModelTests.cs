using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;
using static ReputationWatch.Tests.Sentiment.Modelling.HandMade;

namespace ReputationWatch.Tests.Sentiment.Modelling;

/// <summary>The way from words to an answer, on models whose every weight is known.</summary>
public sealed class HandMadeModelTests
{
    private static readonly double HalfRoot = 1 / Math.Sqrt(2);

    [Fact]
    public void Classify_OneWordThatVotes_GivesItsOdds()
    {
        // Two features in the block of words: the word and its pair with the beginning.
        var result = Model((Word("bon"), Votes(negative: -1, positive: 2))).Classify("bon", "fr", Channel.Post);

        Assert.Equal(SentimentLabel.Positive, result.Label);
        Assert.Equal(Math.Exp(3 * HalfRoot), result.P.Positive / result.P.Negative, 1e-4);
        Assert.Equal(Math.Exp(2 * HalfRoot), result.P.Positive / result.P.Neutral, 1e-4);
        Assert.Equal(1, result.P.Negative + result.P.Neutral + result.P.Positive, 1e-6);
        Assert.Equal(("fr", "9-handmade"), (result.Language, result.ModelVersion));
    }

    [Fact]
    public void Classify_ScaleOfAnOutput_MultipliesItsVotes()
    {
        var parts = Parts((Word("bon"), Votes(positive: 10)));
        parts = parts with
        {
            Table = new FeatureTable(Bits, parts.Table.Present, parts.Table.Rows, [9, 9, 0.25f, 9, 9, 9, 9, 9]),
        };

        var result = new SentimentModel(parts).Classify("bon", "fr", Channel.Post);

        Assert.Equal(Math.Exp(2.5 * HalfRoot), result.P.Positive / result.P.Negative, 1e-3);
    }

    [Fact]
    public void Classify_BiasOfAChannelAndLanguage_CountsThereAlone()
    {
        var parts = Parts();
        parts.Biases[Biases.Offset(Channel.Review, LanguageCodes.English)] = 2;
        var model = new SentimentModel(parts);

        Assert.Equal(SentimentLabel.Negative, model.Classify("bof", "en", Channel.Review).Label);
        var elsewhere = model.Classify("bof", "en", Channel.Post);
        Assert.Equal(elsewhere.P.Positive, elsewhere.P.Negative, 1e-6);
        var french = model.Classify("bof", "fr", Channel.Review);
        Assert.Equal(french.P.Positive, french.P.Negative, 1e-6);
    }

    [Fact]
    public void Classify_StarsOfAWord_GiveTheScoreAndItsClass()
    {
        var five = Model((Word("bon"), Votes(star: 30, stars: 5))).Classify("bon", "fr", Channel.Review);
        var four = Model((Word("bon"), Votes(star: 30, stars: 4))).Classify("bon", "fr", Channel.Review);
        var one = Model((Word("bon"), Votes(star: 30, stars: 1))).Classify("bon", "fr", Channel.Review);

        Assert.Equal((10, NpsClass.Promoter), (Math.Round(five.Score10, 3), five.NpsClass));
        Assert.Equal((7.5, NpsClass.Passive), (Math.Round(four.Score10, 3), four.NpsClass));
        Assert.Equal((0, NpsClass.Detractor), (Math.Round(one.Score10, 3), one.NpsClass));
        Assert.Equal(
            (1, 1, 1),
            (Math.Round(five.Nps.Promoter, 3), Math.Round(four.Nps.Passive, 3), Math.Round(one.Nps.Detractor, 3))
        );
    }

    [Theory]
    [InlineData(0, 0, 0, SentimentLabel.Neutral)]
    [InlineData(1, 0, 0, SentimentLabel.Negative)]
    [InlineData(0, 0, 1, SentimentLabel.Positive)]
    [InlineData(0, 1, 0, SentimentLabel.Neutral)]
    [InlineData(1, 1, 0, SentimentLabel.Neutral)]
    [InlineData(1, 0, 1, SentimentLabel.Positive)]
    [InlineData(0, 1, 1, SentimentLabel.Neutral)]
    public void Classify_Ties_AreNeverCalledNegative(
        sbyte negative,
        sbyte neutral,
        sbyte positive,
        SentimentLabel label
    ) =>
        Assert.Equal(
            label,
            Model((Word("bon"), Votes(negative, neutral, positive))).Classify("bon", "fr", Channel.Post).Label
        );

    [Fact]
    public void Doubt_TwoLikeliestClose_IsALowMargin()
    {
        Assert.Equal(Doubt.LowMargin, Model().Classify("bof", "fr", Channel.Post).Doubt);
        Assert.Equal(Doubt.None, Model((Word("bon"), Votes(positive: 5))).Classify("bon", "fr", Channel.Post).Doubt);
        Assert.Equal(
            Doubt.LowMargin,
            Model((Word("bon"), Votes(positive: 5, negative: 5))).Classify("bon", "fr", Channel.Post).Doubt
        );
    }

    [Fact]
    public void Doubt_LanguageThatIsNotRead_IsSaid_WhetherGivenOrGuessed()
    {
        var model = Model((Word("bon"), Votes(positive: 5)));

        Assert.Equal(Doubt.UnknownLanguage, model.Classify("bon", "ru", Channel.Post).Doubt);
        Assert.Equal("other", model.Classify("bon", "ru", Channel.Post).Language);
        Assert.Equal(Doubt.None, model.Classify("bon", "pt-BR", Channel.Post).Doubt);
        Assert.Equal(
            ("fr", Doubt.None),
            (model.Classify("bon", null, Channel.Post).Language, model.Classify("bon", "", Channel.Post).Doubt)
        );
    }

    [Fact]
    public void ClassifyAlsoAsReview_IsWhatTwoReadingsWouldSay()
    {
        var parts = Parts((Word("bon"), Votes(positive: 3, star: 9, stars: 5)));
        parts.Biases[Biases.Offset(Channel.Review, LanguageCodes.French) + Outputs.FirstStar] = 4;
        var model = new SentimentModel(parts);

        var (asPost, asReview) = model.ClassifyAlsoAsReview("bon", "fr", Channel.Post);

        Assert.Equal(model.Classify("bon", "fr", Channel.Post), asPost);
        Assert.Equal(model.Classify("bon", "fr", Channel.Review), asReview);
        Assert.NotEqual(asPost.Score10, asReview.Score10);
        var (review, same) = model.ClassifyAlsoAsReview("bon", "fr", Channel.Review);
        Assert.Equal((asReview, asReview), (review, same));
    }

    [Fact]
    public void Explain_VoteOfAWord_IsTheWords()
    {
        var explained = Model((Word("bon"), Votes(negative: 1, positive: 4)))
            .Explain("Un bon service", "fr", Channel.Post);

        Assert.Equal(["Un", "bon", "service"], explained.Words.Select(w => w.Word));
        Assert.Equal([0, 3, 7], explained.Words.Select(w => w.Start));
        // Six features: three words, three pairs.
        Assert.Equal((0.0, 0.0), (explained.Words[0].Weight, explained.Words[2].Weight));
        Assert.Equal(3 / Math.Sqrt(6), explained.Words[1].Weight, 1e-6);
        Assert.Equal((0.0, 0.0), (explained.Base, explained.Style));
    }

    [Fact]
    public void Explain_VoteOfAPair_IsHalfOfEach()
    {
        var pair = Read("bon service", Block.Words).Hashes[3];

        var explained = Model((pair, Votes(positive: 6))).Explain("bon service", "fr", Channel.Post);

        Assert.Equal(1.5, explained.Words[0].Weight, 1e-6);
        Assert.Equal(1.5, explained.Words[1].Weight, 1e-6);
    }

    [Fact]
    public void Explain_Style_BelongsToNoWord()
    {
        var style = Read("bon !!!", Block.Style).Hashes[0];

        var explained = Model((style, Votes(negative: 10))).Explain("bon !!!", "fr", Channel.Post);

        Assert.Equal(-3, explained.Style, 1e-6);
        Assert.All(explained.Words, w => Assert.Equal(0, w.Weight));
    }

    [Fact]
    public void Explain_Base_IsWhatChannelLanguageAndCalibrationSay()
    {
        var parts = Parts((Word("bon"), Votes(positive: 2)));
        var at = Biases.Offset(Channel.Article, LanguageCodes.French);
        (parts.Biases[at], parts.Biases[at + 2]) = (1, 4);
        var calibration = new Calibration { LabelSlope = 0.5f, Offsets = [0.25f, 0, 1, 0, 0, 0, 0, 0] };
        parts = parts with { Calibrations = [new(), new(), calibration] };

        var explained = new SentimentModel(parts).Explain("bon", "fr", Channel.Article);

        Assert.Equal(0.5 * 3 + 0.75, explained.Base, 1e-6);
        Assert.Equal(0.5 * 2 * HalfRoot, explained.Words[0].Weight, 1e-6);
        Assert.Equal(Math.Log(explained.Result.P.Positive / explained.Result.P.Negative), explained.Logit, 1e-9);
        Assert.Equal(explained.Logit, explained.Base + explained.Words[0].Weight, 1e-5);
    }

    [Fact]
    public void Explain_SoOneSidedThatAProbabilityIsZero_StillAddsUp()
    {
        var parts = Parts((Word("bon"), Votes(negative: -100, positive: 100)));
        parts = parts with
        {
            Table = new FeatureTable(Bits, parts.Table.Present, parts.Table.Rows, [50, 50, 50, 1, 1, 1, 1, 1]),
        };

        var explained = new SentimentModel(parts).Explain("bon", "fr", Channel.Post);

        Assert.Equal(0, explained.Result.P.Negative);
        Assert.Equal(10_000 * HalfRoot, explained.Logit, 1e-2);
        Assert.Equal(explained.Logit, explained.Base + explained.Style + explained.Words.Sum(w => w.Weight), 1e-6);
    }

    [Fact]
    public void Explain_NamesAndLinks_PointIntoTheText()
    {
        const string text = "Voir http://a.b/C, très  bon 😡🏽 !";

        var explained = Model().Explain(text, "fr", Channel.Post);

        Assert.Equal(["Voir", "http://a.b/C,", "très", "bon", "😡🏽", "!"], explained.Words.Select(w => w.Word));
        Assert.All(explained.Words, w => Assert.Equal(w.Word, text.Substring(w.Start, w.Length)));
    }
}
