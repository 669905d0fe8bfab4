using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Mentions;

public sealed class SentimentScorerTests
{
    private static readonly SentimentScorer Scorer = new(SentimentModel.LoadShipped());

    [Theory]
    [InlineData(5, SentimentLabel.Positive, NpsClass.Promoter, 10)]
    [InlineData(4, SentimentLabel.Positive, NpsClass.Passive, 7.5)]
    [InlineData(3, SentimentLabel.Neutral, NpsClass.Detractor, 5)]
    [InlineData(1, SentimentLabel.Negative, NpsClass.Detractor, 0)]
    public void Score_WithStars_TakesTheAuthorsWord(double stars, SentimentLabel label, NpsClass nps, double score)
    {
        var item = new RawItem
        {
            Kind = MentionKind.Review,
            Text = "Chambre 12",
            Rating = new Rating(stars),
        };

        var (sentiment, _) = Scorer.Score(item, "fr");

        Assert.Equal((label, nps, NpsBasis.StarMapped), (sentiment.Label, sentiment.Nps, sentiment.NpsBasis));
        Assert.Equal(score, sentiment.Score10, 5);
    }

    [Fact]
    public void Score_PraiseWithOneStar_IsInDoubt()
    {
        var item = new RawItem
        {
            Kind = MentionKind.Review,
            Text = "Excellent hôtel, personnel adorable, séjour parfait, je recommande vivement",
            Rating = new Rating(1),
        };

        Assert.True(Scorer.Score(item, "fr").Sentiment.Doubt.HasFlag(Doubt.AgainstStars));
    }

    [Fact]
    public void Score_LongFrenchTextOfAFeedDeclaredEnglish_IsFrench()
    {
        var item = new RawItem
        {
            Kind = MentionKind.Article,
            Text = "Nous avons attendu une heure à la réception et personne ne s'est excusé pour le retard.",
        };

        Assert.Equal("fr", Scorer.Score(item, "en").Language);
    }

    [Fact]
    public void Score_AShortText_KeepsTheDeclaredLanguage() =>
        Assert.Equal("fr", Scorer.Score(new RawItem { Kind = MentionKind.Post, Text = "Top" }, "fr").Language);

    [Theory]
    [InlineData("Does anyone know when the pool closes on Sundays?", NpsClass.Passive)]
    [InlineData("Horrible nuit, chambre sale, personnel odieux, à fuir", NpsClass.Detractor)]
    [InlineData("Séjour parfait, personnel adorable, je recommande à 100 %", NpsClass.Promoter)]
    public void Score_APost_IsClassedByWhatItSays(string text, NpsClass expected) =>
        Assert.Equal(expected, Scorer.Score(new RawItem { Kind = MentionKind.Post, Text = text }, null).Sentiment.Nps);
}
