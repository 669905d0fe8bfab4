using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Tests.Sentiment;

public sealed class AspectTests
{
    private static readonly SentimentModel Model = SentimentModel.LoadShipped();

    [Theory]
    [InlineData(
        "Livraison très rapide, parfait. Par contre le service client est nul et incompétent.",
        Aspect.Delay,
        SentimentLabel.Positive
    )]
    [InlineData(
        "Livraison très rapide, parfait. Par contre le service client est nul et incompétent.",
        Aspect.AfterSales,
        SentimentLabel.Negative
    )]
    [InlineData(
        "The app is terrible and keeps crashing, but the staff were wonderful and friendly.",
        Aspect.App,
        SentimentLabel.Negative
    )]
    [InlineData(
        "The app is terrible and keeps crashing, but the staff were wonderful and friendly.",
        Aspect.Staff,
        SentimentLabel.Positive
    )]
    public void Aspects_EachClause_HasItsOwnLabel(string text, Aspect aspect, SentimentLabel label)
    {
        var opinion = Assert.Single(Model.Aspects(text, null, Channel.Review), a => a.Aspect == aspect);

        Assert.Equal(label, opinion.Label);
        Assert.False(opinion.Trained);
    }

    [Fact]
    public void Aspects_FrenchRestaurant_ComeFromTheTrainedModel()
    {
        var opinions = Model.Aspects(
            "Les plats sont excellents et le dessert délicieux. Mais le service est exécrable, serveur désagréable, une honte, service à fuir.",
            "fr",
            Channel.Review
        );

        var food = Assert.Single(opinions, o => o.Aspect == Aspect.Product);
        Assert.Equal((SentimentLabel.Positive, true), (food.Label, food.Trained));
        Assert.True(Assert.Single(opinions, o => o.Aspect == Aspect.Staff).Trained);
    }

    [Fact]
    public void Aspects_NoneNamed_AreNone() => Assert.Empty(Model.Aspects("Bof bof", "fr", Channel.Post));

    [Fact]
    public void AspectFeatures_SameWordBesideAnotherSubject_IsAnotherFeature()
    {
        var ofService = WordsOf("Le service est froid");
        var ofFood = WordsOf("Le plat est froid");

        Assert.NotEqual(ofService[^1], ofFood[^1]);
    }

    [Fact]
    public void AspectFeatures_ClauseThatNamesNothing_BelongsToTheOneBefore()
    {
        var apart = WordsOf("Le service, nul");

        Assert.Equal(apart[^1], WordsOf("Le service nul")[^1]);
    }

    private static uint[] WordsOf(string text)
    {
        AspectModel.Read(text);
        return Workspace.Current.Features[Block.Words].Used.ToArray();
    }
}
