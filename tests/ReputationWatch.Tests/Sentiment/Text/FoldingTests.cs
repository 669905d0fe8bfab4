using System.Text;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment.Text;

public sealed class FoldingTests
{
    private static string Fold(char c)
    {
        Span<char> target = stackalloc char[Folding.MaxLength];
        return target[..Folding.Fold(c, target)].ToString();
    }

    [Fact]
    public void Fold_Ascii_LowersLettersAndNothingElse()
    {
        for (var c = '\0'; c < 0x80; c++)
        {
            Assert.Equal($"{(char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c)}", Fold(c));
        }
    }

    /// <summary>The table of our own says what Unicode's decomposition says, wherever that has an answer.</summary>
    [Fact]
    public void Fold_LatinLetterWithAnAccent_IsItsBaseLetter()
    {
        var decomposable = 0;
        for (var c = '\u00C0'; c <= '\u017E'; c++)
        {
            var parts = $"{c}".Normalize(NormalizationForm.FormD);
            if (parts.Length > 1)
            {
                decomposable++;
                Assert.Equal($"{char.ToLowerInvariant(parts[0])}", Fold(c));
            }
        }
        Assert.True(decomposable > 150, $"{decomposable}");
    }

    [Theory]
    [InlineData('Ø', "o")]
    [InlineData('ł', "l")]
    [InlineData('Đ', "d")]
    [InlineData('ħ', "h")]
    [InlineData('ı', "i")]
    [InlineData('ŧ', "t")]
    [InlineData('Æ', "ae")]
    [InlineData('æ', "ae")]
    [InlineData('ß', "ss")]
    [InlineData('Œ', "oe")]
    [InlineData('œ', "oe")]
    [InlineData('Ĳ', "ij")]
    [InlineData('ĳ', "ij")]
    [InlineData('ſ', "s")]
    [InlineData('ﬁ', "fi")]
    [InlineData('Ａ', "a")]
    [InlineData('Ж', "ж")]
    [InlineData('ế', "e")]
    [InlineData('①', "1")]
    public void Fold_LetterWithoutAnAccent_IsHowOneTypesIt(char c, string expected) => Assert.Equal(expected, Fold(c));

    [Theory]
    [InlineData('\u0300')]
    [InlineData('\u0301')]
    [InlineData('\u036F')]
    [InlineData('\u05B0')]
    [InlineData('\u20D7')]
    public void Fold_MarkOnALetter_IsNothing(char mark) => Assert.Equal("", Fold(mark));

    // U+FDFA stands for four words of Arabic.
    [Fact]
    public void Fold_SignOfManyLetters_IsCutToTheLongestAnswer() =>
        Assert.Equal(Folding.MaxLength, Fold('\uFDFA').Length);

    [Fact]
    public void Fold_HalfAPair_IsTheSignForNoCharacter()
    {
        Assert.Equal("\uFFFD", Fold('\uD800'));
        Assert.Equal("\uFFFD", Fold('\uDFFF'));
    }
}
