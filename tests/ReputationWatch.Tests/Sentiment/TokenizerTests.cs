using System.Text;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment;

public sealed class TokenizerTests
{
    private static string[] Read(string text)
    {
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);
        return
        [
            .. scratch
                .Used.ToArray()
                .Select(t =>
                    t.Kind == TokenKind.Emoji && t.First == '\u0002' ? "emoji" : scratch.LettersOf(t).ToString()
                ),
        ];
    }

    [Theory]
    [InlineData("trèèès bon", "tres bon")]
    [InlineData("TRÈS BON", "tres bon")]
    [InlineData("nullle", "nulle")]
    [InlineData("coooool", "cool")]
    [InlineData("sooooo goooood", "so good")]
    [InlineData("l’été, c'est l'enfer", "l ete , c est l enfer")]
    [InlineData("I don't, can’t and won't", "i dont , cant and wont")]
    [InlineData("cœur garçon Straße", "coeur garcon strasse")]
    [InlineData("#CestVraimentNul", "cest vraiment nul")]
    [InlineData("#service_client2", "service client 2")]
    [InlineData("voir http://a.fr/B?c et https://X.y", "voir <url> et <url>")]
    [InlineData("www.exemple.com/page fin", "<url> fin")]
    [InlineData("merci @Marque_1 !", "merci <user> !")]
    [InlineData("sur Exemple.FR ou exemple.fr", "sur <name> ou <name>")]
    [InlineData("rapide.De plus", "rapide . de plus")]
    [InlineData("bon<br/>service &amp; prix&nbsp;bas", "bon service prix bas")]
    [InlineData("nul!!! pourquoi?? bof... bof…", "nul !! pourquoi ?? bof ... bof ...")]
    [InlineData("10€ 1500 euros", "10 $ 0000 euros")]
    [InlineData(":) :-( ;D <3", ":smile :sad :laugh :heart")]
    public void Run_Text_GivesFoldedTokens(string text, string expected) =>
        Assert.Equal(expected.Split(' '), Read(text));

    [Theory]
    [InlineData("👍🏽 👍", 2)]
    [InlineData("❤️ ❤", 2)]
    [InlineData("👨‍👩‍👧", 1)]
    public void Run_EmojiWithModifiers_IsOneToken(string text, int count)
    {
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);

        Assert.Equal(count, scratch.TokenCount);
        Assert.Single(scratch.Used.ToArray().Select(t => t.Hash).Distinct());
    }

    [Fact]
    public void Run_ComposedAndDecomposed_ReadTheSame()
    {
        const string text = "Déçu, l'été à Noël était trèèès gâché où ça ? Ünïcödé Ấn";

        Assert.Equal(Read(text.Normalize(NormalizationForm.FormC)), Read(text.Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public void Run_StyledLetters_ReadAsPlainOnes() => Assert.Equal(["nul"], Read("𝐍𝐮𝐥"));

    [Fact]
    public void Run_OneMegabyteOfOneLetter_ReadsTheBeginning() => Assert.Equal(["a"], Read(new string('a', 1 << 20)));

    // No theory: an attribute's string is stored as UTF-8, which has no half of a pair.
    [Fact]
    public void Run_HalfPairs_DoNotThrow()
    {
        foreach (var text in new[] { "\ud800", "\udc00 a\ud800b", "\ud83d" })
        {
            Assert.NotNull(Read(text));
        }
    }

    [Theory]
    [InlineData("\u200d\ufe0f")]
    [InlineData("#")]
    [InlineData("@")]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("😀\u200d")]
    public void Run_BrokenText_DoesNotThrow(string text) => Assert.NotNull(Read(text));

    [Fact]
    public void Run_EveryToken_KnowsWhereItStood()
    {
        const string text = "Trèèès déçu : #JamaisPlus chez @vous 😡🏽 !!";
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);

        var found = scratch.Used.ToArray().Select(t => text[t.SourceStart..t.SourceEnd]).ToArray();

        Assert.Equal(["Trèèès", "déçu", ":", "Jamais", "Plus", "chez", "@vous", "😡🏽", "!!"], found);
    }

    [Fact]
    public void Run_ShoutedAndElongatedWords_AreCounted()
    {
        var scratch = new TextScratch();
        Tokenizer.Run("NUL nuuuul ! ! ?? …", scratch);

        Assert.Equal(
            (1, 1, 2, 2, 1),
            (scratch.ShoutedWords, scratch.Elongations, scratch.Exclamations, scratch.Questions, scratch.Ellipses)
        );
    }
}
