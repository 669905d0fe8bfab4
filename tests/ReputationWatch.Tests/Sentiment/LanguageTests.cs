using System.Text;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Sentiment;

public sealed class LanguageTests
{
    private static readonly SentimentModel Model = SentimentModel.LoadShipped();

    [Theory]
    [InlineData("bonjour", "fr")]
    [InlineData("nul", "fr")]
    [InlineData("c'est top", "fr")]
    [InlineData("très bien", "fr")]
    [InlineData("Bon service", "fr")]
    [InlineData("Livraison rapide", "fr")]
    [InlineData("very good", "en")]
    [InlineData("thank you", "en")]
    [InlineData("awful", "en")]
    [InlineData("The room was dirty and nobody answered us.", "en")]
    [InlineData("Das Zimmer war leider sehr schmutzig und laut.", "de")]
    [InlineData("La camera era sporca e il personale scortese.", "it")]
    [InlineData("La habitación estaba sucia y nadie nos respondió.", "es")]
    [InlineData("O quarto estava sujo e ninguém nos respondeu.", "pt")]
    [InlineData("De kamer was vies en niemand gaf ons antwoord.", "nl")]
    [InlineData("Это очень плохо", "other")]
    [InlineData("とても良い", "other")]
    [InlineData("", "other")]
    [InlineData("12345 !!!", "other")]
    public void IdentifyLanguage_Text_IsTold(string text, string language) =>
        Assert.Equal(language, Model.IdentifyLanguage(text).Language);

    [Fact]
    public void IdentifyLanguage_UnicodeForm_ChangesNothing()
    {
        const string text = "Déçu par l'accueil à la réception, où étiez-vous ?";

        Assert.Equal(
            Model.IdentifyLanguage(text.Normalize(NormalizationForm.FormC)),
            Model.IdentifyLanguage(text.Normalize(NormalizationForm.FormD))
        );
    }

    [Fact]
    public void IdentifyLanguage_LinksAndHandles_AreNotRead() =>
        Assert.Equal(
            Model.IdentifyLanguage("merci beaucoup"),
            Model.IdentifyLanguage("@TheEnglishAccount merci beaucoup https://this.is/english")
        );
}
