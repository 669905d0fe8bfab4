using ReputationWatch.Core.Spikes;
using static ReputationWatch.Tests.Spikes.TopicScenario;

namespace ReputationWatch.Tests.Spikes;

public sealed class SpikeBacktestTests
{
    [Fact]
    public void Run_ThreeSensitivities_MoreSensitiveNeverFewerAndNeverLater()
    {
        var scenario = Ordinary(45)
            .Outrage(At(31, 600), 7, 120)
            .Outrage(At(36, 600), 12, 90)
            .Outrage(At(41, 600), 40, 90);
        var rules = new[] { Sensitivity.Low, Sensitivity.Medium, Sensitivity.High }.Select(EpisodeRules.For).ToList();

        var alerts = SpikeBacktest.Run(scenario.History, [SpikeSignal.NegativeMentions], At(30), At(45), rules);
        var openings = alerts.Select(a => a.Where(x => x.Decision == EpisodeDecision.Open).ToList()).ToList();

        Assert.NotEmpty(openings[0]);
        Assert.True(openings[0].Count <= openings[1].Count && openings[1].Count <= openings[2].Count);
        Assert.True(openings[2][^1].Evidence.At <= openings[0][^1].Evidence.At);
    }

    [Fact]
    public void Run_EpisodeStillGoingOn_HasNoEnd()
    {
        var alerts = Ordinary(31).Outrage(At(30, 600), 30, 60).Alerts(At(30), At(30, 700));

        Assert.Null(Assert.Single(alerts).ClosedAt);
    }
}
