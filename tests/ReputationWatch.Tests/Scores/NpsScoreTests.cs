using ReputationWatch.Core.Scores;

namespace ReputationWatch.Tests.Scores;

public sealed class NpsScoreTests
{
    [Fact]
    public void Of_Nothing_IsNoScore() => Assert.Null(NpsScore.Of(new NpsCounts()));

    [Fact]
    public void Of_Counts_IsPromotersMinusDetractors()
    {
        var score = NpsScore.Of(
            new NpsCounts
            {
                Promoters = 60,
                Passives = 30,
                Detractors = 10,
            }
        )!;

        Assert.Equal(50, score.Points, 10);
        // sqrt((0.5922 + 0.1068 - 0.4854^2) / 103) * 1.96 * 100
        Assert.Equal(13.14, score.HalfWidth, 1);
    }

    [Fact]
    public void Of_OneAnswer_IsVeryUncertain() =>
        Assert.True(NpsScore.Of(new NpsCounts { Promoters = 1 })!.HalfWidth > 60);

    [Fact]
    public void Of_MoreAnswers_IsSurer()
    {
        var few = NpsScore.Of(new NpsCounts { Promoters = 5, Detractors = 5 })!;
        var many = NpsScore.Of(new NpsCounts { Promoters = 500, Detractors = 500 })!;

        Assert.True(many.HalfWidth < few.HalfWidth / 5);
    }
}
