using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment.Text;

/// <summary>Where one kind of token ends and the next begins, and what is remembered of each.</summary>
public sealed class TokenizerEdgeTests
{
    private static TextScratch Read(string text)
    {
        var scratch = new TextScratch();
        Tokenizer.Run(text, scratch);
        return scratch;
    }

    private static string Kinds(string text)
    {
        var scratch = Read(text);
        return string.Join(
            ' ',
            scratch
                .Used.ToArray()
                .Select(t =>
                    t.Kind switch
                    {
                        TokenKind.Word or TokenKind.Mark => scratch.LettersOf(t).ToString(),
                        TokenKind.Number => $"N{scratch.LettersOf(t)}",
                        TokenKind.Emoji when t.First != '\u0002' => scratch.LettersOf(t).ToString(),
                        var other => other.ToString().ToUpperInvariant(),
                    }
                )
        );
    }

    private static string With(string text, TokenTraits trait)
    {
        var scratch = Read(text);
        return string.Join(
            ' ',
            scratch.Used.ToArray().Where(t => t.Is(trait)).Select(t => scratch.LettersOf(t).ToString())
        );
    }

    [Theory]
    [InlineData("exemple.fr/page?a=1 nul", "LINK nul")]
    [InlineData("http nul", "LINK nul")]
    [InlineData("https", "LINK")]
    [InlineData("httpd nul", "httpd nul")]
    [InlineData("HTTPS://X.Y bon", "LINK bon")]
    [InlineData("WWW.x.y bon", "LINK bon")]
    [InlineData("<a href=x>http://a.b</a>bon", "LINK bon")]
    [InlineData("\"http://a.b\"bon", "\" LINK \" bon")]
    [InlineData("mon-site.com bon", "NAME bon")]
    [InlineData("exemple.frais", "exemple . frais")]
    [InlineData("exemple.fr2", "exemple . fr2")]
    [InlineData("site.net, site.eu; a.io", "NAME , NAME ; NAME")]
    [InlineData("fin.de suite", "fin . de suite")]
    [InlineData("x.f", "x . f")]
    [InlineData("bon.", "bon .")]
    public void Links_AndDomains_EndWhereTheyEnd(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData(":) =) ;] :}", ":smile :smile :smile :smile")]
    [InlineData(":D =D ;-D", ":laugh :laugh :laugh")]
    [InlineData(":p :P ;p", ":tongue :tongue :tongue")]
    [InlineData(":( =[ :{ :@ :'(", ":sad :sad :sad :sad :sad")]
    [InlineData(":/ =| :-\\", ":meh :meh :meh")]
    [InlineData(":* =*", ":kiss :kiss")]
    [InlineData("<3 <3<3", ":heart :heart :heart")]
    [InlineData(":o)", ":smile")]
    [InlineData(":))))) bon", ":smile bon")]
    [InlineData("xD XD xd xDa", ":laugh :laugh xd xda")]
    [InlineData("voir://a", "voir : / a")]
    [InlineData("avis:Dommage", "avis : dommage")]
    [InlineData("note:Déçu", "note : decu")]
    public void Emoticons_AreTold_FromPunctuation(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("7", "N7")]
    [InlineData("42", "N42")]
    [InlineData("365", "N000")]
    [InlineData("1.5 3,50", "N000 N0000")]
    [InlineData("12345678", "N000000")]
    [InlineData("5,", "N5 ,")]
    [InlineData("10/10", "N10 / N10")]
    [InlineData("2h", "N2 h")]
    public void Numbers_KeepTheirSize(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("a&lt;b", "a b")]
    [InlineData("a&#39;b", "a b")]
    [InlineData("R & D", "r & d")]
    [InlineData("AT&T bon", "at & t bon")]
    [InlineData("<b>bon</b>", "bon")]
    [InlineData("<!-- x -->bon", "bon")]
    [InlineData("5 < 6", "N5 N6")]
    [InlineData("a &trop loin;", "a & trop loin ;")]
    [InlineData("a <bon", "a bon")]
    public void Markup_IsABlank_AndWhatOnlyLooksLikeItIsRead(string text, string expected) =>
        Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("@", "HANDLE")]
    [InlineData("@a_b1-c", "HANDLE - c")]
    [InlineData("#NulEtCher fin", "nul et cher fin")]
    [InlineData("#SNCFEnRetard", "sncf en retard")]
    [InlineData("#top10", "top N10")]
    [InlineData("#2024", "N0000")]
    [InlineData("# bon", "bon")]
    public void HandlesAndHashtags_AreCutIntoTheirParts(string text, string expected) =>
        Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("«bon» “bon”", "\" bon \" \" bon \"")]
    [InlineData("5€ 5$ 5£", "N5 $ N5 $ N5 $")]
    [InlineData("50% (a) b: c; d/e *f* g+", "N50 % ( a ) b : c ; d / e * f * g +")]
    [InlineData("a...b a..b a…b", "a ... b a ... b a ... b")]
    [InlineData("a | b ~ c", "a b c")]
    public void Marks_ThatMeanTheSame_AreTheSame(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("l'eau qu'il", "l eau qu il")]
    [InlineData("don't DON'T didn`t", "dont dont didnt")]
    [InlineData("n'tient", "n tient")]
    [InlineData("c't", "c t")]
    [InlineData("a\u200Db", "ab")]
    public void Words_JoinWhatBelongsTogether(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("suuuper", "super")]
    [InlineData("nulllle", "nulle")]
    [InlineData("goood coool loook", "good cool look")]
    [InlineData("nooon", "non")]
    [InlineData("zzzz", "z")]
    [InlineData("oooh", "oh")]
    [InlineData("créée", "cre")]
    [InlineData("1000a", "N0000 a")]
    public void Elongations_AreShortenedToTheWord(string text, string expected) => Assert.Equal(expected, Kinds(text));

    [Theory]
    [InlineData("Bon service", "bon")]
    [InlineData("BON service Élégant", "bon elegant")]
    [InlineData("été 3A", "a")]
    public void Capitalised_IsAWordThatBeginsWithACapital(string text, string expected) =>
        Assert.Equal(expected, With(text, TokenTraits.Capitalised));

    [Theory]
    [InlineData("BON Service A ÉTÉ Nul", "bon ete")]
    [InlineData("SNCF'S", "sncf")]
    public void AllCaps_NeedsTwoLetters(string text, string expected) =>
        Assert.Equal(expected, With(text, TokenTraits.AllCaps));

    [Theory]
    [InlineData("Un deux. Trois quatre", "un trois")]
    [InlineData("Un ! deux ? trois… quatre, cinq", "un deux trois quatre")]
    [InlineData("12 deux. Trois", "trois")]
    [InlineData("exemple.fr deux", "")]
    [InlineData("Un : deux", "un")]
    public void StartsSentence_IsTheFirstWord(string text, string expected) =>
        Assert.Equal(expected, With(text, TokenTraits.StartsSentence));

    [Fact]
    public void Hashtag_MarksItsWordsOnly() => Assert.Equal("nul cher", With("bon #NulCher fin", TokenTraits.Hashtag));

    [Fact]
    public void Run_Again_ForgetsTheTextBefore()
    {
        var scratch = Read("NUL!!! nuuul ?? …");
        Tokenizer.Run("bon", scratch);

        Assert.Equal(1, scratch.TokenCount);
        Assert.Equal("bon", scratch.LettersOf(scratch.Used[0]).ToString());
        Assert.Equal(
            (0, 0, 0, 0, 0),
            (scratch.Exclamations, scratch.Questions, scratch.Ellipses, scratch.Elongations, scratch.ShoutedWords)
        );
    }

    [Fact]
    public void Run_ManyTokens_KeepsThemAll()
    {
        var scratch = Read(string.Concat(Enumerable.Range(0, 3000).Select(i => $"m{i} ")));

        Assert.Equal(3000, scratch.TokenCount);
        Assert.Equal("m2999", scratch.LettersOf(scratch.Used[^1]).ToString());
    }

    [Fact]
    public void Run_LongerThanIsRead_StopsThere()
    {
        var scratch = Read(new string(' ', TextScratch.MaxSource - 2) + "bon");

        Assert.Equal("bo", scratch.LettersOf(Assert.Single(scratch.Used.ToArray())).ToString());
    }

    [Theory]
    [InlineData("bon", true)]
    [InlineData("12 😡", true)]
    [InlineData(":)", true)]
    [InlineData("12 !!", false)]
    [InlineData("exemple.fr @vous http://a.b", false)]
    public void HasWords_NeedsAWordOrAnEmoji(string text, bool expected) => Assert.Equal(expected, Read(text).HasWords);

    [Theory]
    [InlineData("😡😡", 2)]
    [InlineData("😡 😡🏿", 2)]
    [InlineData("☀☀️", 2)]
    [InlineData("1️⃣", 0)]
    [InlineData("‼⁉⭐⭕", 4)]
    [InlineData("👩‍⚕️", 1)]
    [InlineData("🏽", 0)]
    public void Emoji_EachPictureIsOneToken(string text, int count) =>
        Assert.Equal(count, Read(text).Used.ToArray().Count(t => t.Kind == TokenKind.Emoji));

    [Fact]
    public void Emoji_DifferentPictures_AreDifferentTokens() =>
        Assert.Equal(4, Read("😡 😀 ☀ ☂").Used.ToArray().Select(t => t.Hash).Distinct().Count());

    [Theory]
    [InlineData("𝐁𝐚𝐝 𝓫𝓪𝓭", "bad bad")]
    [InlineData("𝐁𝐚𝐝x", "bad x")]
    public void StyledLetters_ReadAsPlainOnes(string text, string expected) => Assert.Equal(expected, Kinds(text));
}
