using ReputationWatch.Sentiment.Languages;

namespace ReputationWatch.Tests.Sentiment.Languages;

public sealed class LanguageFeaturesTests
{
    private static LanguageFeatures Read(string text)
    {
        var features = new LanguageFeatures();
        features.Read(text);
        return features;
    }

    private static uint[] Of(string text) => Read(text).Used.ToArray();

    [Fact]
    public void Read_Word_IsItsLetterGroupsAndItself()
    {
        // Between blanks: " a" " ab" " ab ", "a" "ab" "ab ", "b" "b ", and the word.
        var features = Read("ab");

        Assert.Equal((9, 1), (features.Count, features.WordCount));
        Assert.Equal(9, Of("ab").Distinct().Count());
        // A longer word has groups of four letters at the most.
        Assert.Equal(3 + 4 * 4 + 3 + 2 + 1, Of("abcdef").Length);
    }

    [Fact]
    public void Read_Words_AreApart_AndAlikeInAnyCase()
    {
        Assert.Equal([.. Of("le"), .. Of("chat")], Of("Le CHAT."));
        Assert.Equal(2, Read("le chat").WordCount);
        Assert.Equal(Of("le chat"), Of("le, 42 chat 😡 !!"));
    }

    [Fact]
    public void Read_Accents_Tell()
    {
        Assert.NotEqual(Of("ou"), Of("où"));
        Assert.Equal(Of("déçu où"), Of("de\u0301c\u0327u ou\u0300"));
    }

    [Theory]
    [InlineData("c'est", "c'", "est")]
    [InlineData("l’été", "l'", "été")]
    [InlineData("don't", "don'", "t")]
    public void Read_Apostrophe_BelongsToTheWordBefore(string text, string first, string second)
    {
        Assert.Equal(2, Read(text).WordCount);
        Assert.Equal([.. Of(first), .. Of(second)], Of(text));
        Assert.NotEqual(Of(first), Of(first[..^1]));
    }

    [Theory]
    [InlineData("merci https://the.english/page")]
    [InlineData("merci HTTP://X")]
    [InlineData("www.the.english merci")]
    [InlineData("merci @TheEnglish")]
    public void Read_LinksAndHandles_AreNotRead(string text) => Assert.Equal(Of("merci"), Of(text));

    [Fact]
    public void Read_WordThatOnlyBeginsLikeALink_IsRead()
    {
        Assert.Equal(3, Read("how www w").WordCount);
        Assert.Equal(1, Read("ahttp").WordCount);
    }

    [Theory]
    [InlineData("плохо", "можно")]
    [InlineData("ấn", "ạn")]
    [InlineData("ねこ", "いぬ")]
    public void Read_LettersOfAnotherScript_AreOneSignEach(string one, string other)
    {
        Assert.Equal(Of(one), Of(other));
        Assert.NotEqual(Of(one), Of("abcde"[..one.Length]));
    }

    [Fact]
    public void Read_Scripts_AreApart() =>
        Assert.Equal(4, new[] { "ж", "α", "语", "ế" }.Select(s => Of(s)[0]).Distinct().Count());

    [Fact]
    public void Read_VeryLongWord_IsReadByItsBeginning()
    {
        const string most = "abcdefghijklmnopqrstuvwx";

        Assert.Equal(Of(most), Of(most + "yz"));
        Assert.Equal(Of(most), Of(most + "'"));
        Assert.NotEqual(Of(most), Of(most[..^1]));
    }

    [Fact]
    public void Read_VeryLongText_IsReadByItsBeginning()
    {
        var beginning = new string(' ', 1490) + "abcdefghij";

        Assert.Equal(Of("abcdefghij"), Of(beginning));
        Assert.Equal(Of(beginning), Of(beginning + "klm nop"));
    }

    [Fact]
    public void Read_ManyLetters_KeepsAllGroups()
    {
        var text = string.Concat(Enumerable.Repeat("abcdefghij ", 130));

        Assert.Equal(130 * Of("abcdefghij").Length, Of(text).Length);
    }

    [Fact]
    public void Read_Again_ForgetsTheTextBefore()
    {
        var features = Read("un long texte");
        features.Read("le");

        Assert.Equal(Of("le"), features.Used.ToArray());
        Assert.Equal(1, features.WordCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 !! 😡")]
    [InlineData("\u0301")]
    public void Read_NoLetters_IsNothing(string text) => Assert.Equal((0, 0), (Read(text).Count, Read(text).WordCount));
}
