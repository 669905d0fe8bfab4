using ReputationWatch.Core.Scores;

namespace ReputationWatch.Tests.Scores;

public sealed class CountChangeTests
{
    [Theory]
    [InlineData(4, 1, ChangeDirection.None)]
    [InlineData(0, 0, ChangeDirection.None)]
    [InlineData(7, 0, ChangeDirection.None)]
    [InlineData(8, 0, ChangeDirection.Rose)]
    [InlineData(30, 8, ChangeDirection.Rose)]
    [InlineData(8, 30, ChangeDirection.Fell)]
    [InlineData(60, 45, ChangeDirection.None)]
    [InlineData(5000, 4800, ChangeDirection.None)]
    [InlineData(5000, 4600, ChangeDirection.Rose)]
    [InlineData(1_000_000, 1_002_000, ChangeDirection.None)]
    [InlineData(1_000_000, 1_010_000, ChangeDirection.Fell)]
    public void Of_TwoCounts_IsAChangeOnlyBeyondChance(long now, long before, ChangeDirection change) =>
        Assert.Equal(change, CountChange.Of(now, before));

    [Theory]
    // Exact: 2 · 2⁻¹⁰, 2 · (1 + 10) · 2⁻¹⁰, 2 · P(X ≥ 15 | 20, ½).
    [InlineData(10, 0, 0.001953125)]
    [InlineData(9, 1, 0.021484375)]
    [InlineData(15, 5, 0.041389465)]
    public void PValue_OfSmallCounts_IsExact(long now, long before, double expected) =>
        Assert.Equal(expected, CountChange.PValue(now, before), 9);

    [Fact]
    public void PValue_WhereTheTwoWaysMeet_IsAlmostTheSame()
    {
        var (exact, close) = (CountChange.PValue(545, 455), CountChange.PValue(546, 455));

        Assert.InRange(close / exact, 0.9, 1.1);
    }
}
