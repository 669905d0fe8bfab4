using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Signals;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>What the cues add up to, without a model: the documented scores, on the scale of the logit.</summary>
public sealed class CuesTests
{
    private static readonly LabelProbabilities Glad = new(0.1, 0.2, 0.7);

    private static TextScratch Read(string text)
    {
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);
        return scratch;
    }

    private static double Logit(double p) => Math.Log(p / (1 - p));

    [Theory]
    [InlineData("le colis est là", -3)]
    [InlineData("code promo pour vous", -1.4)]
    [InlineData("buy now, follow me", 0.2)]
    [InlineData("bitcoin et lien en bio, gagner de l'argent", 1.8)]
    [InlineData("voir http://a.example/x", -2.3)]
    [InlineData("http://a.example/x http://b.example/x http://c.example/x http://d.example/x", -0.9)]
    [InlineData("#un #deux #trois", -3)]
    [InlineData("#un #deux #trois #quatre #cinq", -2.2)]
    [InlineData("@un @deux @trois @quatre", -3)]
    [InlineData("@un @deux @trois @quatre @cinq @six", -2.2)]
    public void Spam_CountsAdvertisingLinksTagsAndHandles(string text, double logit) =>
        Assert.Equal(logit, Logit(Cues.Spam(Read(text))), 1e-9);

    [Theory]
    [InlineData("tout va bien", 0, -3.5)]
    [InlineData("tout va bien", 1, -1)]
    [InlineData("je porte plainte", 0, -2.3)]
    [InlineData("still waiting, no answer, refund", 0, 0.1)]
    [InlineData("remboursement, plainte, avocat, tribunal, arnaque, dgccrf", 0, 1.3)]
    [InlineData("depuis des semaines injoignable", 0, -1.1)]
    [InlineData("food poisoning", 0, -2.3)]
    [InlineData("pourquoi ?", 0, -3.2)]
    [InlineData("pourquoi ? quand ? où ? qui ?", 0, -2.9)]
    public void Urgency_CountsComplaintsQuestionsAndHowNegative(string text, double negative, double logit) =>
        Assert.Equal(logit, Logit(Cues.Urgency(Read(text), negative)), 1e-9);

    [Theory]
    [InlineData("bravo", false)]
    [InlineData("trois heures de retard", false)]
    [InlineData("bravo, trois heures de retard", true)]
    [InlineData("great job, delayed again", true)]
    [InlineData("comme d'habitude la greve", true)]
    [InlineData("on applaudit la panne", true)]
    [InlineData("oh wait, it is lost", true)]
    [InlineData("bravo...", true)]
    [InlineData("bravo, chapeau", true)]
    [InlineData("le train...", false)]
    public void Irony_IsPraiseBesideTrouble_OrPraiseThatTrailsOff(string text, bool ironic) =>
        Assert.Equal(ironic, Cues.IsLikelyIrony(Read(text), Glad));

    [Theory]
    [InlineData("bravo, trois heures de retard", 0.1, 0.8, false)]
    [InlineData("bravo, trois heures de retard", 0.15, 0.8, false)]
    [InlineData("bravo, trois heures de retard", 0.2, 0.0, true)]
    [InlineData("bravo...", 0.9, 0.02, false)]
    [InlineData("bravo...", 0.9, 0.05, false)]
    [InlineData("bravo...", 0.15, 0.8, false)]
    [InlineData("bravo...", 0.2, 0.1, true)]
    public void Irony_NeedsATextThatCouldBePraise(string text, double positive, double negative, bool ironic) =>
        Assert.Equal(
            ironic,
            Cues.IsLikelyIrony(Read(text), new LabelProbabilities(negative, 1 - positive - negative, positive))
        );

    [Theory]
    [InlineData("promo", 0)]
    [InlineData("code promo", 1)]
    [InlineData("CODE  Promo", 1)]
    [InlineData("code promo code promo", 2)]
    [InlineData("promo code", 0)]
    [InlineData("un code", 0)]
    [InlineData("code promotionnel", 0)]
    [InlineData("", 0)]
    public void Phrases_AreFoundAsWholeWordsInTheirOrder(string text, int count) =>
        Assert.Equal(count, new Phrases("code promo").Count(Read(text).Used));

    [Fact]
    public void Phrases_OfOneBeginning_AreToldApart()
    {
        var phrases = new Phrases("pas de reponse|pas de panne|pas");

        Assert.Equal(1, phrases.Count(Read("pas de panne").Used));
        Assert.Equal(1, phrases.Count(Read("pas encore").Used));
        Assert.Equal(0, phrases.Count(Read("une panne").Used));
    }
}
