using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment;

public sealed class ProperNamesTests
{
    private static readonly ProperNames Names = new(
        new WordsByCase(
            Hashes("le la service de est nul chez bon avec et les un hotel clients j s l ai adore"),
            Hashes("poste banque"),
            Hashes("dupont")
        )
    );

    private static uint[] Hashes(string words) => [.. words.Split(' ').Select(w => Hashing.OfText(w))];

    private static string Masked(string text, bool german = false)
    {
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);
        Names.Mask(scratch, german);
        return string.Join(
            ' ',
            scratch.Used.ToArray().Select(t => t.Kind == TokenKind.Name ? "NAME" : scratch.LettersOf(t).ToString())
        );
    }

    [Theory]
    [InlineData("Le service de Zorglub est nul", "le service de NAME est nul")]
    [InlineData("Le service de La Banque Postale est nul", "le service de NAME est nul")]
    [InlineData("Zorglub est nul", "NAME est nul")]
    [InlineData("chez H&M et Marks & Spencer", "chez NAME et NAME")]
    [InlineData("chez McDonald's est bon", "chez NAME est bon")]
    [InlineData("chez Coca-Cola", "chez NAME")]
    [InlineData("avec dupont", "avec NAME")]
    [InlineData("chez migros", "chez NAME")]
    [InlineData("la poste est nul", "la poste est nul")]
    [InlineData("Poste est nul", "NAME est nul")]
    [InlineData("BON service chez SFR", "bon service chez NAME")]
    [InlineData("avec Canal+ et booking.com", "avec NAME et NAME")]
    public void Mask_NamesOfAnyShape_BecomeOneToken(string text, string expected) =>
        Assert.Equal(expected, Masked(text));

    [Fact]
    public void Mask_German_KeepsCapitalisedNouns() =>
        Assert.Equal("le zimmer est bon", Masked("le Zimmer est bon", german: true));

    [Fact]
    public void Mask_NameOfSeveralWords_CoversAllOfItInTheText()
    {
        const string text = "chez Crédit Agricole bon";
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);

        Names.Mask(scratch, false);

        var name = scratch.Used.ToArray().Single(t => t.Kind == TokenKind.Name);
        Assert.Equal("Crédit Agricole", text[name.SourceStart..name.SourceEnd]);
    }
}
