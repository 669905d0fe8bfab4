using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Modelling;
using static ReputationWatch.Tests.Sentiment.Modelling.HandMade;

namespace ReputationWatch.Tests.Sentiment.Modelling;

public sealed class FeatureTableTests
{
    private const uint A = 0x1000_0000;
    private const uint B = 0xABCD_0000;
    private static readonly sbyte[] Extreme = [127, -127, 127, -127, 1, -1, 0, 127];

    private static int[] Sum(FeatureTable table, Channel channel, params uint[] hashes)
    {
        var sums = new int[Outputs.Count];
        var sum = table.Sum(hashes, channel);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = sum[i];
        }
        return sums;
    }

    [Fact]
    public void Sum_AddsWhatAllChannelsShare_AndWhatOneAdds()
    {
        var table = Table(
            Bits,
            Ones,
            (A, [1, 2, 3, 4, 5, 6, 7, 8]),
            (FeatureTable.InChannel(A, Channel.Review), [10, 0, 0, 0, 0, 0, 0, -10])
        );

        Assert.Equal([11, 2, 3, 4, 5, 6, 7, -2], Sum(table, Channel.Review, A));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Sum(table, Channel.Post, A));
        Assert.Equal(new int[8], Sum(table, Channel.Post, B));
        Assert.Equal(new int[8], Sum(table, Channel.Post));
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public void Sum_OfManyExtremeWeights_DoesNotOverflow(int count)
    {
        var table = Table(Bits, Ones, (A, Extreme), (FeatureTable.InChannel(A, Channel.Article), Extreme));

        var sums = Sum(table, Channel.Article, [.. Enumerable.Repeat(A, count)]);

        Assert.Equal(Extreme.Select(w => 2 * count * w), sums);
    }

    [Fact]
    public void InChannel_IsAnotherFeatureInEach() =>
        Assert.Equal(
            4,
            Enum.GetValues<Channel>().Select(c => FeatureTable.InChannel(A, c)).Append(A).Distinct().Count()
        );

    [Fact]
    public void RowOf_CountsTheSlotsBefore()
    {
        int[] slots = [0, 1, 63, 64, 130, 255];
        var table = Table(8, Ones, [.. slots.Select(s => ((uint)s << 24, Votes(positive: (sbyte)s)))]);

        Assert.Equal(slots.Length, table.RowCount);
        Assert.Equal([0, 1, 2, 3, 4, 5], slots.Select(table.RowOf));
        Assert.All(Enumerable.Range(0, 256).Except(slots), s => Assert.Equal(-1, table.RowOf(s)));
    }

    [Fact]
    public void Sum_FindsTheRowOfEverySlot()
    {
        int[] slots = [0, 1, 63, 64, 100, 127];
        var table = Table(8, Ones, [.. slots.Select(s => ((uint)s << 24, Votes(positive: (sbyte)(s / 2 + 1))))]);

        Assert.All(
            slots,
            s =>
                Assert.Equal(
                    s / 2 + 1,
                    table.Sum([((uint)s << 24) | 0xFFFFFF], Channel.Post)[2]
                        - ChannelVote(table, ((uint)s << 24) | 0xFFFFFF)
                )
        );
    }

    // In a table of 256 slots the copy of a feature for its channel may fall on one that is there.
    private static int ChannelVote(FeatureTable table, uint hash)
    {
        var row = table.RowOf((int)(FeatureTable.InChannel(hash, Channel.Post) >> 24));
        return row < 0 ? 0 : table.Rows[row * Outputs.Count + 2];
    }
}
