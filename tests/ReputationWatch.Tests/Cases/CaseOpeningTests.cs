using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Cases;

public sealed class CaseOpeningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private static readonly MentionSentiment Unhappy = new()
    {
        Label = SentimentLabel.Negative,
        Negative = 0.9,
        Neutral = 0.08,
        Positive = 0.02,
        Score10 = 1,
        Nps = NpsClass.Detractor,
        NpsBasis = NpsBasis.Inferred,
        ModelVersion = "test",
    };

    [Fact]
    public void For_AFreshNegativeMention_PromisesAnAnswerWithinADay() =>
        Assert.Equal(Now.AddHours(23), CaseOpening.For(Unhappy, null, Now.AddHours(-1), Now)!.DueAt);

    [Fact]
    public void For_AMentionSeenLate_LeavesTimeToAnswer() =>
        Assert.Equal(Now.AddHours(4), CaseOpening.For(Unhappy, null, Now.AddDays(-2), Now)!.DueAt);

    [Fact]
    public void For_History_OpensNothing() => Assert.Null(CaseOpening.For(Unhappy, null, Now.AddDays(-4), Now));

    [Fact]
    public void For_SpamAndPraise_OpensNothing()
    {
        Assert.Null(CaseOpening.For(Unhappy with { Spam = 0.9 }, null, Now, Now));
        Assert.Null(CaseOpening.For(Unhappy with { Label = SentimentLabel.Positive }, null, Now, Now));
    }

    [Fact]
    public void For_ThreeStarsWithNeutralText_IsADetractorsCase() =>
        Assert.NotNull(
            CaseOpening.For(
                Unhappy with
                {
                    Label = SentimentLabel.Neutral,
                    NpsBasis = NpsBasis.StarMapped,
                },
                null,
                Now,
                Now
            )
        );

    [Fact]
    public void For_WiderReach_RanksHigher() =>
        Assert.True(
            CaseOpening.For(Unhappy, 100_000, Now, Now)!.Priority > CaseOpening.For(Unhappy, 10, Now, Now)!.Priority
        );
}
