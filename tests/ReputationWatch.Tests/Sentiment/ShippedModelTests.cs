using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.ModelFiles;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>The committed model, on invented texts.</summary>
public sealed class ShippedModelTests
{
    private static readonly SentimentModel Model = SentimentModel.LoadShipped();

    [Theory]
    [InlineData("Très bon service, livraison rapide, je recommande !", SentimentLabel.Positive)]
    [InlineData("Accueil déplorable, attente interminable, je ne reviendrai jamais.", SentimentLabel.Negative)]
    [InlineData("Great stay, the staff was lovely and the room spotless.", SentimentLabel.Positive)]
    [InlineData("Worst company ever, they never answered and kept my money.", SentimentLabel.Negative)]
    public void Classify_PlainOpinion_IsSeen(string text, SentimentLabel expected) =>
        Assert.Equal(expected, Model.Classify(text, null, Channel.Review).Label);

    [Theory]
    [InlineData("Service client pas terrible mais livraison trèèès rapide ;)")]
    [InlineData("")]
    [InlineData("😡😡😡")]
    [InlineData("Ça n'est pas bon, #CestNul @marque https://exemple.fr/a?b=c")]
    public void Explain_Contributions_SumToTheLogit(string text)
    {
        var explained = Model.Explain(text, "fr", Channel.Post);

        var sum = explained.Base + explained.Style + explained.Words.Sum(w => w.Weight);

        Assert.Equal(explained.Logit, sum, 1e-4);
    }

    [Fact]
    public void Explain_Words_StandWhereTheyWereWritten()
    {
        const string text = "Bof… c'est   l'enfer 😡👍🏽 ici";

        var explained = Model.Explain(text, "fr", Channel.Post);

        Assert.All(explained.Words, w => Assert.Equal(w.Word, text.Substring(w.Start, w.Length)));
        Assert.Contains(explained.Words, w => w.Word == "enfer");
    }
}
