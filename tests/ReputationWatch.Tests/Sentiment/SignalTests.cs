using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>Spam, urgency, irony and the other doubts of the committed model, on invented texts.</summary>
public sealed class SignalTests
{
    private static readonly SentimentModel Model = SentimentModel.LoadShipped();

    private static SentimentResult Classify(string text, Channel channel = Channel.Post) =>
        Model.Classify(text, null, channel);

    [Fact]
    public void Urgency_UnansweredComplaint_IsAbovePraise()
    {
        var complaint = Classify("Toujours pas de réponse, je veux un remboursement en urgence sinon je porte plainte");
        var praise = Classify("Merci pour ce joli moment, tout était parfait");

        Assert.True(complaint.Urgency > 0.7, $"{complaint.Urgency}");
        Assert.True(praise.Urgency < 0.2, $"{praise.Urgency}");
    }

    [Fact]
    public void Spam_Advertising_IsDoubted()
    {
        var spam = Classify(
            "Gagnez de l'argent facile, cliquez ici http://a.b code promo WIN, follow me #a1 #b1 #c1 #d1 #e1"
        );

        Assert.True(spam.Doubt.HasFlag(Doubt.LikelySpam));
        Assert.True(Classify("Le colis est arrivé hier").Spam < 0.2);
    }

    [Theory]
    [InlineData("Bravo, 3 heures d'attente, c'est génial !")]
    [InlineData("Great job, my flight is delayed again...")]
    public void Doubt_PraiseForTrouble_IsLikelyIrony(string text) =>
        Assert.True(Classify(text).Doubt.HasFlag(Doubt.LikelyIrony), $"{Classify(text)}");

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("!!! ???")]
    [InlineData("https://exemple.fr")]
    public void Doubt_NoWords_IsTooShort(string text) => Assert.Equal(Doubt.TooShort, Classify(text).Doubt);

    [Fact]
    public void Doubt_OtherScript_IsUnknownLanguage() =>
        Assert.True(Classify("это очень плохой сервис").Doubt.HasFlag(Doubt.UnknownLanguage));

    [Fact]
    public void Doubt_VeryLongText_IsTruncated() =>
        Assert.True(
            Classify(string.Concat(Enumerable.Repeat("très bon produit, ", 3000))).Doubt.HasFlag(Doubt.Truncated)
        );

    [Theory]
    [InlineData(5.0, true)]
    [InlineData(1.0, false)]
    [InlineData(null, false)]
    public void BesideStars_Contradiction_IsDoubted(double? stars, bool doubted)
    {
        var angry = Classify("Service horrible, personnel odieux, je suis très déçu, à fuir", Channel.Review);

        Assert.Equal(doubted, angry.BesideStars(stars).Doubt.HasFlag(Doubt.AgainstStars));
    }
}
