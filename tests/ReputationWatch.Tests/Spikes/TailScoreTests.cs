using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Tests.Spikes;

public sealed class TailScoreTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(5, 0, 1)]
    [InlineData(double.NaN, 1, 1)]
    public void Above_NotAboveExpectation_IsZero(double x, double mu, double k) =>
        Assert.Equal(0, TailScore.Above(x, mu, k));

    [Fact]
    public void Above_HugeCounts_StaysFinite() => Assert.InRange(TailScore.Above(1e9, 1, 100), 1e6, 1e12);

    [Fact]
    public void Above_MoreDispersion_ScoresLower() =>
        Assert.True(TailScore.Above(20, 4, 1) < TailScore.Above(20, 4, 10));

    [Fact]
    public void Above_PoissonLimit_IsChernoffBoundOfPoisson()
    {
        var expected = ((12 * Math.Log(12.0 / 3)) - 12 + 3) / Math.Log(10);

        Assert.Equal(expected, TailScore.Above(12, 3, 1e9), 5);
    }

    [Fact]
    public void ShareAbove_AllOfTen_IsTenTimesLogOfShare() => Assert.Equal(10, TailScore.ShareAbove(10, 10, 0.1), 9);
}
