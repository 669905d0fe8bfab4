using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment;

public sealed class ScopesTests
{
    private static string Marked(string text, TokenTraits trait)
    {
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);
        Scopes.Mark(scratch);
        return string.Join(
            ' ',
            scratch.Used.ToArray().Where(t => t.Is(trait)).Select(t => scratch.LettersOf(t).ToString())
        );
    }

    [Theory]
    [InlineData("ce n'est pas bon, mais rapide", "est pas bon")]
    [InlineData("jamais livré à temps ici hier", "livre a temps ici")]
    [InlineData("sans intérêt. Parfait", "interet")]
    [InlineData("I don't like it but fine", "like it")]
    [InlineData("never again! good", "again")]
    [InlineData("plus rapide et plus simple", "")]
    [InlineData("rien à redire", "")]
    [InlineData("il ne marche plus bien", "marche plus bien")]
    [InlineData("il ne va a mon plus bien", "va a mon plus bien")]
    [InlineData("ne un deux trois quatre cinq plus bien", "un deux trois quatre")]
    [InlineData("pas bon bon bon bon bon", "bon bon bon bon")]
    [InlineData("pas bon - bon / bon", "bon bon bon")]
    [InlineData("pas bon; bon", "bon")]
    [InlineData("pas (bon)", "")]
    [InlineData("pas jamais bon", "jamais bon")]
    public void Mark_Negation_ReachesItsClause(string text, string expected) =>
        Assert.Equal(expected, Marked(text, TokenTraits.Negated));

    [Theory]
    [InlineData("cher mais très bon. Fin", "tres bon")]
    [InlineData("cheap but terrible! Really", "terrible")]
    [InlineData("bon et rapide", "")]
    [InlineData("cher mais bon, rapide; propre", "bon rapide propre")]
    [InlineData("cher mais bon ? rapide mais nul", "bon nul")]
    public void Mark_Turn_MarksTheRestOfTheSentence(string text, string expected) =>
        Assert.Equal(expected, Marked(text, TokenTraits.AfterContrast));
}
