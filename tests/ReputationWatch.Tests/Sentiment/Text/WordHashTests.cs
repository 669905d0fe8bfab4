using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment.Text;

public sealed class WordHashTests
{
    /// <summary>
    /// The weights of every model file stand under these numbers: another hash would read a file that passes its checksum and give
    /// nonsense. Computed apart, as FNV-1a over UTF-16 units with the finaliser of MurmurHash3.
    /// </summary>
    [Theory]
    [InlineData("", 0xAB3E7C0Bu)]
    [InlineData("bon", 0x0BECD69Du)]
    [InlineData("service", 0xF10B5227u)]
    [InlineData("\u00e9t\u00e9", 0xC2C4AA64u)]
    public void OfText_IsFixedForEver(string text, uint hash) => Assert.Equal(hash, Hashing.OfText(text));

    [Fact]
    public void Pair_IsFixedForEver_AndKnowsItsOrder()
    {
        var (bon, service) = (Hashing.OfText("bon"), Hashing.OfText("service"));

        Assert.Equal(0xE2A47862u, Hashing.Pair(bon, service));
        Assert.NotEqual(Hashing.Pair(bon, service), Hashing.Pair(service, bon));
    }

    [Fact]
    public void Contains_HashesThatFallOnOneSlot_FindsEachAndNoOther()
    {
        // Equal in their low bits, so that they queue behind each other, and at the end of the array so that the queue wraps.
        uint[] crowded = [0x1_0007, 0x2_0007, 0x3_0007, 0x4_0007, 0x5_0006, 0xF_FFFF, 0xE_FFFF];
        var set = new HashSetOfWords(crowded);

        Assert.All(crowded, hash => Assert.True(set.Contains(hash)));
        Assert.False(set.Contains(0x6_0007));
        Assert.False(set.Contains(0xD_FFFF));
        Assert.False(set.Contains(8));
    }

    [Fact]
    public void Contains_ManyHashes_FindsThemAndOnlyThem()
    {
        var random = new Random(1);
        var hashes = Enumerable.Range(0, 2000).Select(_ => (uint)random.Next(1, int.MaxValue)).ToHashSet();
        var set = new HashSetOfWords([.. hashes]);

        Assert.All(hashes, hash => Assert.True(set.Contains(hash)));
        for (uint other = 1; other < 5000; other++)
        {
            Assert.Equal(hashes.Contains(other), set.Contains(other));
        }
    }

    [Fact]
    public void Contains_OfNothing_IsFalse() => Assert.False(new HashSetOfWords([]).Contains(1));
}
