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

    [Theory]
    // A capitalised word of every day belongs to the name beside it.
    [InlineData("chez Clients Zorglub", "chez NAME")]
    [InlineData("chez Zorglub Clients bon", "chez NAME bon")]
    [InlineData("chez Clients - Zorglub", "chez NAME - NAME")]
    [InlineData("chez clients Zorglub", "chez clients NAME")]
    [InlineData("chez CLIENTS Zorglub", "chez clients NAME")]
    // The capital that opens a sentence tells nothing, unless the word is tied to the name.
    [InlineData("Clients Zorglub est nul", "clients NAME est nul")]
    [InlineData("Clients-Zorglub est nul", "NAME est nul")]
    [InlineData("Clients & Zorglub est nul", "NAME est nul")]
    [InlineData("Banque Zorglub est nul", "NAME est nul")]
    [InlineData("Clients bon. Zorglub", "clients bon . NAME")]
    [InlineData("chez Banque Poste Zorglub", "chez NAME")]
    // Two initials, though each is a word.
    [InlineData("chez J&L bon", "chez NAME bon")]
    [InlineData("chez J et L", "chez j et l")]
    [InlineData("J'ai adore & l", "j ai adore & l")]
    public void Mask_WordBesideAName_BelongsToItWhereItIsTiedToIt(string text, string expected) =>
        Assert.Equal(expected, Masked(text));

    [Theory]
    [InlineData("Poste", "poste")]
    [InlineData("Poste bon", "poste bon")]
    [InlineData("Poste+ bon", "NAME bon")]
    [InlineData("chez Poste", "chez NAME")]
    [InlineData("#Zorglub est nul", "zorglub est nul")]
    [InlineData("#dupont", "dupont")]
    [InlineData("Bon. Les Dupont", "bon . NAME")]
    [InlineData("avec Dupont - bon", "avec NAME - bon")]
    [InlineData("avec Dupont + bon", "avec NAME + bon")]
    [InlineData("avec Dupont s bon", "avec NAME bon")]
    [InlineData("avec Dupont  s bon", "avec NAME s bon")]
    public void Mask_WordThatIsANameToo_IsOneWhereTheCapitalOrTheVerbSaysSo(string text, string expected) =>
        Assert.Equal(expected, Masked(text));

    [Fact]
    public void Mask_ShoutedName_IsNoShouting()
    {
        var scratch = new TextScratch();
        Tokenizer.Run("NUL chez DUPONT", scratch);

        Names.Mask(scratch, false);

        Assert.Equal(1, scratch.ShoutedWords);
    }

    [Fact]
    public void Mask_Names_AreAllOneWord()
    {
        var scratch = new TextScratch();
        Tokenizer.Run("chez Zorglub, Dupont et exemple.fr", scratch);

        Names.Mask(scratch, false);

        var names = scratch.Used.ToArray().Where(t => t.Kind == TokenKind.Name).ToArray();
        Assert.Equal(3, names.Length);
        Assert.Single(names.Select(n => n.Hash).Distinct());
    }

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
