using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment.Retraining;

/// <summary>What is learned from a text: how far a person is believed, and what stays with the model.</summary>
public sealed class LessonTests
{
    private static readonly AdaptationOptions Options = new()
    {
        Trust = 0.8f,
        AnchorWeight = 0.25f,
        AnchorsPerCorrection = 2,
    };

    private static float[] Answer(string text, string? language = "fr")
    {
        var p = Trade.Model.Classify(text, language, Channel.Review).P;
        return [(float)p.Negative, (float)p.Neutral, (float)p.Positive];
    }

    private static Correction Said(string text, SentimentLabel label) => new(text, "fr", Channel.Review, label);

    private static UnjudgedText Unjudged(string text) => new(text, "fr", Channel.Review);

    [Fact]
    public void Of_ACorrection_BelievesThePersonAsFarAsIsSaid()
    {
        var lesson = Lesson.Of(Said("service lent", SentimentLabel.Positive), Trade.Model, weight: 3, trust: 0.8f);

        var p = Answer("service lent");
        Assert.Equal(0.2f * p[0], lesson.Target[0], 1e-6f);
        Assert.Equal(0.2f * p[1], lesson.Target[1], 1e-6f);
        Assert.Equal(0.2f * p[2] + 0.8f, lesson.Target[2], 1e-6f);
        Assert.Equal(1, lesson.Target.Sum(), 1e-5f);
        Assert.Equal((3f, true), (lesson.Weight, lesson.Moves));
    }

    [Fact]
    public void Of_AnUnjudgedText_IsWhatTheModelSays_AndMovesNothingOfItsOwn()
    {
        var lesson = Lesson.Of(Unjudged("service lent"), Trade.Model, weight: 0.5f);

        Assert.Equal(Answer("service lent"), lesson.Target);
        Assert.Equal((0.5f, false), (lesson.Weight, lesson.Moves));
    }

    [Theory]
    [InlineData("fr", LanguageCodes.French)]
    [InlineData("en-GB", LanguageCodes.English)]
    public void Of_AText_IsReadInItsLanguage(string language, int code) =>
        Assert.Equal(
            code,
            Lesson.Of(new UnjudgedText("service", language, Channel.Post), Trade.Model, 1).Text.Language
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Of_ATextOfUnknownLanguage_IsReadInTheOneThatTheModelTells(string? language)
    {
        var told = LanguageCodes.IndexOf(Trade.Model.IdentifyLanguage("service rapide").Language);

        Assert.Equal(
            told,
            Lesson.Of(new UnjudgedText("service rapide", language, Channel.Post), Trade.Model, 1).Text.Language
        );
    }

    [Fact]
    public void IsRepetitive_OneThingSaidHundredsOfTimes()
    {
        static Lesson Of(string text) => Lesson.Of(Unjudged(text), Trade.Model, 1);

        Assert.True(Of(string.Concat(Enumerable.Repeat("nul ", 500))).IsRepetitive);
        Assert.False(Of("nul nul nul").IsRepetitive);
        Assert.False(Of("un service rapide et une commande parfaite").IsRepetitive);
        Assert.False(Of("").IsRepetitive);
    }

    [Fact]
    public void Lessons_OfAnchors_AreSoManyForEachCorrection_AndThePlainSentences()
    {
        var anchors = new Anchors(
            [.. Enumerable.Range(0, 50).Select(i => Unjudged($"texte {i}"))],
            [Said("bon", SentimentLabel.Positive), Said("nul", SentimentLabel.Negative)]
        );

        var lessons = anchors.Lessons(Trade.Model, corrections: 10, Options).ToList();

        Assert.Equal(20 + 2, lessons.Count);
        Assert.All(lessons, l => Assert.Equal((0.25f, false), (l.Weight, l.Moves)));
        Assert.Equal(0.8f + 0.2f * Answer("bon")[2], lessons[20].Target[2], 1e-5f);
        Assert.Equal(50 + 2, anchors.Lessons(Trade.Model, corrections: 1000, Options).Count());
        Assert.Empty(anchors.Lessons(Trade.Model, corrections: 0, Options));
        Assert.Empty(Anchors.None.Lessons(Trade.Model, corrections: 10, Options));
    }

    [Fact]
    public void Weights_OfAPerson_AreWholeUpToWhatIsEnoughToLearnFrom()
    {
        Correction[] corrections =
        [
            .. Enumerable.Range(0, 80).Select(_ => Said("x", SentimentLabel.Neutral) with { Person = 1 }),
            .. Enumerable.Range(0, 10).Select(_ => Said("x", SentimentLabel.Neutral) with { Person = 2 }),
            .. Enumerable
                .Range(0, 200)
                .Select(_ => Said("x", SentimentLabel.Neutral) with { Person = Correction.SeveralPersons }),
        ];

        var persons = CorrectionWeights.Persons(corrections[..90], least: 40);

        Assert.Equal((0.5, 1.0), (persons[1], persons[2]));
        // What several people agreed on is nobody's flood.
        Assert.Equal(
            (1.0, 1.0, 1.0),
            (
                CorrectionWeights.Persons(corrections, 40)[1],
                CorrectionWeights.Persons(corrections, 40)[2],
                CorrectionWeights.Persons(corrections, 40)[0]
            )
        );
        Assert.Equal(1, CorrectionWeights.Persons(corrections[..80], least: 5)[1]);
    }

    [Fact]
    public void GeneralTexts_ArePlainSentencesInBothLanguagesOnEveryChannel()
    {
        var texts = GeneralTexts.All;

        Assert.Equal(texts.Count, texts.Select(t => (t.Text, t.Channel)).Distinct().Count());
        Assert.DoesNotContain(texts, t => t.Text.Contains('{', StringComparison.Ordinal) || t.Text.Length < 8);
        foreach (var language in new[] { "fr", "en" })
        {
            foreach (var channel in Enum.GetValues<Channel>())
            {
                var said = texts.Where(t => t.Language == language && t.Channel == channel).ToList();
                Assert.InRange(said.Count(t => t.Label == SentimentLabel.Positive), 50, 60);
                Assert.InRange(said.Count(t => t.Label == SentimentLabel.Negative), 50, 60);
            }
        }
    }

    private static ModelDelta Adapt(AdaptationOptions options) =>
        Adapter.Adapt(Trade.Model, JudgementBook.Of(Trade.Judge(60, 1)).Corrections, Anchors.None, options);

    [Fact]
    public void Adapt_WithoutEpochsOrRateOrWithAFullPull_ChangesNothing()
    {
        var options = new AdaptationOptions();

        Assert.Equal(0, Adapt(options with { Epochs = 0 }).Count);
        Assert.Equal(0, Adapt(options with { Rate = 0 }).Count);
        Assert.Equal(0, Adapt(options with { Pull = 1 }).Count);
        Assert.Equal(0, Adapt(options with { CommonShare = 0 }).Count);
        Assert.NotEqual(0, Adapt(options).Count);
    }

    [Fact]
    public void Adapt_MovesTheLabelsThatPeopleGave()
    {
        var adapted = Adapt(new AdaptationOptions()).ApplyTo(Trade.Model);

        foreach (
            var (text, label) in new[]
            {
                ("tissu lourd et dense", SentimentLabel.Positive),
                ("tissu fin et clair", SentimentLabel.Negative),
            }
        )
        {
            Assert.True(
                adapted.Classify(text, "fr", Channel.Review).P[label]
                    > Trade.Model.Classify(text, "fr", Channel.Review).P[label] + 0.1
            );
        }
    }

    [Fact]
    public void Adapt_AnotherSeed_GivesOtherWeights()
    {
        Assert.Equal(Adapt(new()).Version, Adapt(new()).Version);
        Assert.NotEqual(Adapt(new()).Version, Adapt(new() { Seed = 2 }).Version);
    }

    [Fact]
    public void Adapt_WordsOfManyCorrections_MoveOnlyWhenThatIsAllowed()
    {
        Assert.True(Adapt(new() { CommonShare = 1 }).Count > Adapt(new()).Count);
        Assert.True(Adapt(new()).Count > Adapt(new() { CommonShare = 0.02f }).Count);
    }

    [Fact]
    public void Adapt_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() =>
            Adapter.Adapt(Trade.Model, [], Anchors.None, new AdaptationOptions(), new CancellationToken(canceled: true))
        );
}
