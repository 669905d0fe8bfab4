using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Text;
using static ReputationWatch.Tests.Sentiment.Modelling.HandMade;

namespace ReputationWatch.Tests.Sentiment.Features;

public sealed class FeatureExtractorTests
{
    private static uint[] Features(string text, Block block) => [.. Read(text, block).Used];

    private static uint[] Words(string text) => Features(text, Block.Words);

    private static uint[] Style(string text) => Features(text, Block.Style);

    [Fact]
    public void Words_EachGivesItselfAndItsPair_AndSaysWhoseTheyAre()
    {
        var list = Read("bon service", Block.Words);

        Assert.Equal(4, list.Count);
        Assert.Equal([0, 0, 1, 1], list.Owners[..4]);
        Assert.Equal([FeatureList.NoToken, FeatureList.NoToken, FeatureList.NoToken, 0], list.SecondOwners[..4]);
        Assert.Equal(4, list.Used.ToArray().Distinct().Count());
    }

    [Fact]
    public void Words_InAnotherOrder_AreTheSameWordsAndOtherPairs()
    {
        var (one, other) = (Words("bon service"), Words("service bon"));

        Assert.Equal(new HashSet<uint> { one[0], one[2] }, [other[0], other[2]]);
        Assert.Empty(new[] { one[1], one[3] }.Intersect([other[1], other[3]]));
    }

    [Theory]
    [InlineData("bon, service")]
    [InlineData("bon : service")]
    [InlineData("bon ; service")]
    [InlineData("bon ( service )")]
    [InlineData("bon - service")]
    [InlineData("bon / service")]
    public void Words_MarkInsideASentence_ChangesNothing(string text) =>
        Assert.Equal(Words("bon service"), Words(text));

    [Theory]
    [InlineData("bon ! service")]
    [InlineData("bon . service")]
    [InlineData("bon % service")]
    [InlineData("bon 😡 service")]
    public void Words_MarkThatSaysSomething_IsRead(string text)
    {
        Assert.Equal(6, Words(text).Length);
        Assert.DoesNotContain(Words("bon service")[3], Words(text));
    }

    [Fact]
    public void Words_Negated_AreAlsoAnotherWord_InAnotherPair()
    {
        var (plain, negated) = (Words("est bon"), Words("pas bon"));

        Assert.Equal(5, negated.Length);
        Assert.Equal(plain[2], negated[2]);
        Assert.DoesNotContain(negated[3], Words("bon"));
        Assert.NotEqual(negated[3], Words("pas nul")[3]);
        // "pas bon" where the negation does not reach is another pair.
        Assert.DoesNotContain(negated[4], Words("pas . bon"));
    }

    [Fact]
    public void Words_AfterATurn_AreAlsoAnotherWord()
    {
        var turned = Words("mais bon");

        Assert.Equal(5, turned.Length);
        Assert.DoesNotContain(turned[3], Words("pas bon"));
        Assert.DoesNotContain(turned[3], Words("bon"));
    }

    [Fact]
    public void Letters_OfAWord_AreItsGroupsOfTwoToFiveWithItsEnds()
    {
        // <a <ab <ab> ab ab> b>
        Assert.Equal(6, Features("ab", Block.Letters).Distinct().Count());
        Assert.Equal(6, Features("ab", Block.Letters).Length);
        // <abcd abcd> are its longest: <abcd> has six letters.
        Assert.Equal(4 + 4 + 3 + 2 + 1, Features("abcd", Block.Letters).Length);
    }

    [Fact]
    public void Letters_OfKinds_AreShared()
    {
        var shared = Features("livre", Block.Letters).Intersect(Features("livraison", Block.Letters)).Count();

        // <l <li <liv <livr li liv livr iv ivr vr, and those of "<livr" and "livr": the beginning, but no end.
        Assert.Equal(10, shared);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("😡 !")]
    [InlineData("http://a.b @vous")]
    public void Letters_OfWhatIsNoWord_AreNone(string text) => Assert.Empty(Features(text, Block.Letters));

    [Fact]
    public void Letters_BeyondForty_AreNotRead()
    {
        const string forty = "abcdefghijabcdefghijabcdefghijabcdefghij";

        Assert.Equal(Features(forty, Block.Letters), Features(forty + "klm", Block.Letters));
        Assert.NotEqual(Features(forty, Block.Letters), Features(forty[..39], Block.Letters));
    }

    [Fact]
    public void Letters_BelongToTheirWord()
    {
        var letters = Read("ab, cd", Block.Letters);

        Assert.Equal([0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2], letters.Owners[..letters.Count]);
    }

    [Theory]
    [InlineData("bon !!", "bon !!!", false)]
    [InlineData("bon !!!!", "bon !!!!!!!!", true)]
    [InlineData("bon ??", "bon ???", false)]
    [InlineData("bon ???", "bon ??????", true)]
    [InlineData("bon", "BON", false)]
    [InlineData("A AA BB CC DD", "AA BB CC DD EE", true)]
    [InlineData("a BB CC DD EE", "a b CC DD EE", false)]
    [InlineData("bon nul", "booon nul", false)]
    [InlineData("aaa eee iii", "aaa eee i", true)]
    [InlineData("a … b … c … d", "a … b … c … …", true)]
    [InlineData("a … b … c d e", "a … b c d e …  …", false)]
    [InlineData("a b c", "d e f g h i", true)]
    [InlineData("a b c", "a b", false)]
    public void Style_CountsUpToALimit(string one, string other, bool same) =>
        Assert.Equal(same, Style(one).SequenceEqual(Style(other)));

    [Fact]
    public void Style_BelongsToNoWord()
    {
        var style = Read("bon", Block.Style);

        Assert.Equal(6, style.Used.ToArray().Distinct().Count());
        Assert.All(style.Owners[..style.Count], owner => Assert.Equal(FeatureList.NoToken, owner));
    }

    [Fact]
    public void Extract_Again_ForgetsTheTextBefore()
    {
        var features = new TextFeatures();
        var scratch = new TextScratch();
        foreach (var text in new[] { "un long texte avant celui-ci", "bon" })
        {
            Tokenizer.Run(text, scratch);
            FeatureExtractor.Extract(scratch, features);
        }

        Assert.Equal(Words("bon"), features[Block.Words].Used.ToArray());
        Assert.Equal(Style("bon"), features[Block.Style].Used.ToArray());
        Assert.Equal(Features("bon", Block.Letters), features[Block.Letters].Used.ToArray());
    }

    [Fact]
    public void FeatureList_BeyondItsFirstSize_KeepsEverything()
    {
        var list = new FeatureList();
        for (var i = 0; i < 5000; i++)
        {
            list.Add((uint)i * 7, i, i % 3 == 0 ? FeatureList.NoToken : i - 1);
        }

        Assert.Equal(5000, list.Count);
        Assert.Equal((4999u * 7, 4999, 4998), (list.Hashes[4999], list.Owners[4999], list.SecondOwners[4999]));
        Assert.Equal(
            (1023u * 7, 1023, FeatureList.NoToken),
            (list.Hashes[1023], list.Owners[1023], list.SecondOwners[1023])
        );
    }

    [Fact]
    public void ValueOf_ABlock_MakesItAsLongAsAnyOther()
    {
        Assert.Equal((0.5f, 0.1f), (TextFeatures.ValueOf(Block.Words, 4), TextFeatures.ValueOf(Block.Letters, 100)));
        Assert.Equal((0f, 1f), (TextFeatures.ValueOf(Block.Words, 0), TextFeatures.ValueOf(Block.Letters, 1)));
        Assert.Equal((0.3f, 0.3f), (TextFeatures.ValueOf(Block.Style, 0), TextFeatures.ValueOf(Block.Style, 6)));
    }
}
