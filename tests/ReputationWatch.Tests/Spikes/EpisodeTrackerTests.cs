using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Tests.Spikes;

public sealed class EpisodeTrackerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly EpisodeRules Rules = EpisodeRules.Default with { Threshold = 1 };

    [Fact]
    public void Next_BelowThreshold_Nothing() =>
        Assert.Equal((EpisodeDecision.None, null), EpisodeTracker.Next(null, 0.99, Start, Rules));

    [Fact]
    public void Next_AtThreshold_Opens() => Assert.Equal(EpisodeDecision.Open, Decisions((0, 1)).Single());

    [Fact]
    public void Next_HoveringAroundThreshold_OneMail() =>
        Assert.Equal(
            1,
            Decisions([.. Enumerable.Range(0, 500).Select(i => (i * 10.0, i % 2 == 0 ? 1.2 : 0.6))])
                .Count(d => d != EpisodeDecision.None)
        );

    [Fact]
    public void Next_ThreeTimesAsLoudAfterThreeHours_EscalatesOnce() =>
        Assert.Equal(
            [EpisodeDecision.Open, EpisodeDecision.None, EpisodeDecision.Escalate, EpisodeDecision.None],
            Decisions((0, 1), (61, 4), (181, 4), (240, 5))
        );

    [Fact]
    public void Next_PeaksWithinTheHourOfTheMail_NoSecondMail() =>
        Assert.DoesNotContain(EpisodeDecision.Escalate, Decisions((0, 1), (30, 9), (181, 9), (240, 20)));

    [Fact]
    public void Next_QuietForANightButYoung_StaysOpen() =>
        Assert.DoesNotContain(EpisodeDecision.Close, Decisions((0, 1), (5, 0), (490, 0), (700, 0)));

    [Fact]
    public void Next_SleepsForSevenHoursAndGoesOn_IsOneEpisode() =>
        Assert.Equal(1, Decisions((0, 1), (600, 1), (1020, 0), (1030, 2)).Count(d => d != EpisodeDecision.None));

    [Fact]
    public void Next_QuietAndTwelveHoursOld_ClosesAndOpensAgain() =>
        Assert.Equal(
            [EpisodeDecision.Open, EpisodeDecision.None, EpisodeDecision.Close, EpisodeDecision.Open],
            Decisions((0, 1), (5, 0), (720, 0), (725, 1))
        );

    [Fact]
    public void Next_ClockSetBackADay_StillCloses()
    {
        var decisions = Decisions((2880, 1), (0, 1), (5, 0), (800, 0));

        Assert.Equal(EpisodeDecision.Close, decisions[^1]);
    }

    [Fact]
    public void For_HigherSensitivity_LowerThreshold()
    {
        Assert.True(EpisodeRules.For(Sensitivity.High).Threshold < EpisodeRules.For(Sensitivity.Medium).Threshold);
        Assert.True(EpisodeRules.For(Sensitivity.Medium).Threshold < EpisodeRules.For(Sensitivity.Low).Threshold);
    }

    private static List<EpisodeDecision> Decisions(params (double Minute, double Score)[] scores)
    {
        OpenEpisode? open = null;
        var decisions = new List<EpisodeDecision>();
        foreach (var (minute, score) in scores)
        {
            (var decision, open) = EpisodeTracker.Next(open, score, Start.AddMinutes(minute), Rules);
            decisions.Add(decision);
        }
        return decisions;
    }
}
