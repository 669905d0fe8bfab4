using ReputationWatch.Core.Text;

namespace ReputationWatch.Tests.Text;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData(
        "L'hôtel Déçu œuvre ça C# @Nestlé #BadBuzz 😡 aujourd'hui",
        "hotel decu oeuvre ca c nestle badbuzz 😡 aujourd hui"
    )]
    [InlineData("Qu’est-ce que c’est ?", "est ce que est")]
    [InlineData("Saint‑Gall – Zürich/Genève", "saint gall zurich geneve")]
    [InlineData("ＦＵＬＬ　ｗｉｄｔｈ ﬁn 𝗕𝗮𝗻𝗸 m²", "full width fin bank m2")]
    [InlineData("co\u00ADop co\u200Bop e\u0301te\u0301", "coop coop ete")]
    [InlineData("👨‍👩‍👧👍🏽❤️🇨🇭🇫🇷", "👨‍👩‍👧 👍 ❤ 🇨🇭 🇫🇷")]
    [InlineData("東京タワー 서울", "東 京 タワー 서울")]
    [InlineData("user_name 4,5 24/7 l'11", "user_name 4 5 24 7 l 11")]
    [InlineData("", "")]
    [InlineData("… !? « »", "")]
    public void Fold_Text_GivesItsWords(string text, string expected) => Assert.Equal(expected, Tokenizer.Fold(text));

    [Fact]
    public void Tokenize_Offsets_PointIntoTheSource()
    {
        var text = Tokenizer.Tokenize("À l’Hôtel, c'est «nul»");

        Assert.Equal(["À", "Hôtel", "est", "nul"], text.Tokens.Select(t => text.Source.Substring(t.Start, t.Length)));
        Assert.Equal(2, text.Tokens[1].Elision);
        Assert.Equal(2, text.Tokens[1].OuterStart);
    }

    [Fact]
    public void Fold_AnyAlphabeticCharacter_IsItsOwnFolding()
    {
        var unstable = Enumerable
            .Range(1, 0x2E80)
            .Select(c => Tokenizer.Fold($"a {char.ConvertFromUtf32(c)} b"))
            .Where(once => once != Tokenizer.Fold(once));

        Assert.Empty(unstable);
    }

    [Fact]
    public void Tokenize_LoneSurrogates_AreSeparators() => Assert.Equal("a b", Tokenizer.Fold("a\uD83Db"));

    [Fact]
    public void Fold_AfterAnotherText_KnowsNothingOfIt()
    {
        string[] texts =
        [
            "L’été à l’hôtel, c’était 100 % parfait",
            "",
            "non",
            new string('é', 20_000) + " fin",
            "C# 😀",
        ];

        foreach (var text in texts.Concat(texts.Reverse()))
        {
            Assert.Equal(Tokenizer.Tokenize(text).FoldedText(), Tokenizer.Fold(text));
        }
    }
}
