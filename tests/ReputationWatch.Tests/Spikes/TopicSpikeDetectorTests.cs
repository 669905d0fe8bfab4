using ReputationWatch.Core.Spikes;
using static ReputationWatch.Tests.Spikes.TopicScenario;

namespace ReputationWatch.Tests.Spikes;

public sealed class TopicSpikeDetectorTests
{
    private static readonly DateTimeOffset Day30 = At(30, 600);

    [Fact]
    public void Evaluate_OrdinaryWeek_NoAlert() => Assert.Empty(Ordinary(37).Alerts(At(30), At(37)));

    [Fact]
    public void Evaluate_TwelveStrangersInAnHour_OneAlertWithinTheHour()
    {
        var alert = Assert.Single(Ordinary(32).Outrage(Day30, 12, 60).Alerts(At(30), At(32)));

        Assert.InRange(alert.Evidence.At, Day30, Day30.AddMinutes(65));
        Assert.NotNull(alert.ClosedAt);
    }

    [Fact]
    public void Evaluate_Outrage_EvidenceSaysWhy()
    {
        var scenario = Ordinary(31).Outrage(Day30, 12, 60);
        scenario.Blind.Add(new BlindSpan("s3", Day30.AddHours(-2), Day30.AddHours(-1)));

        var evidence = scenario.DetectorAt(Day30.AddHours(2)).Evaluate(Day30.AddHours(2));

        Assert.InRange(evidence.Authors, 12, 20);
        Assert.True(evidence.Effective > 3 * evidence.Expected);
        Assert.True(evidence.NegativeShare > evidence.UsualShare);
        Assert.Equal(5, evidence.TopMentionIds.Count);
        Assert.Equal(["s3"], evidence.BlindSources);
        Assert.Contains(SpikeReason.AboveUsual, evidence.Reasons);
        Assert.Contains(SpikeReason.MoreNegative, evidence.Reasons);
        Assert.Contains(SpikeReason.NewVoices, evidence.Reasons);
        Assert.Contains(SpikeReason.BlindSources, evidence.Reasons);
        Assert.Null(evidence.LearningUntil);
    }

    [Fact]
    public void Evaluate_NothingEverSaid_ScoresZero()
    {
        var detector = new TopicSpikeDetector(SpikeSettings.Default);
        detector.WatchedSince(Start);

        var evidence = detector.Evaluate(Day30);

        Assert.Equal(0, evidence.Score);
        Assert.Equal([SpikeReason.Usual], evidence.Reasons);
    }

    [Fact]
    public void Evaluate_OneNegativeAfterMonthsOfSilence_NoAlert()
    {
        var scenario = new TopicScenario().Say(Start, negative: false).Say(Day30);

        Assert.Empty(scenario.Alerts(At(29), At(32)));
    }

    [Fact]
    public void Evaluate_FortyCopiesOfOneStory_NoAlert()
    {
        var scenario = Ordinary(32);
        for (var i = 0; i < 40; i++)
        {
            scenario.Say(Day30.AddMinutes(i), author: $"site{i}", source: $"site{i}", story: "agency");
        }

        Assert.Empty(scenario.Alerts(At(30), At(32)));
    }

    [Fact]
    public void Evaluate_OneAuthorFlooding_NoAlert()
    {
        var scenario = Ordinary(32);
        for (var i = 0; i < 60; i++)
        {
            scenario.Say(Day30.AddMinutes(i), author: "furious");
        }

        Assert.Empty(scenario.Alerts(At(30), At(32)));
    }

    [Fact]
    public void Evaluate_UnsignedFloodOfOneSource_NoAlert()
    {
        var scenario = Ordinary(32);
        for (var i = 0; i < 60; i++)
        {
            scenario.Say(Day30.AddMinutes(i), author: "", source: "s1");
        }

        Assert.Empty(scenario.Alerts(At(30), At(32)));
    }

    [Fact]
    public void Evaluate_ManyStrangersAreHappy_NoAlertButAllMentionsSignal()
    {
        var scenario = Ordinary(32);
        for (var i = 0; i < 80; i++)
        {
            scenario.Say(Day30.AddMinutes(2 * i), negative: i % 10 == 0, author: $"happy{i}");
        }

        Assert.Empty(scenario.Alerts(At(30), At(32)));
        Assert.Single(scenario.Alerts(At(30), At(32), SpikeSignal.AllMentions));
    }

    [Fact]
    public void Evaluate_SameVolumeTurnsNegative_DipOfSentiment()
    {
        var scenario = Ordinary(30.4);
        for (var m = 0.0; m < 1440; m += 20)
        {
            scenario.Say(At(30.4, m), negative: m % 60 != 0);
        }

        Assert.NotEmpty(scenario.Alerts(At(30), At(31.4), SpikeSignal.SentimentDip));
        Assert.Empty(Ordinary(31.4).Alerts(At(30), At(31.4), SpikeSignal.SentimentDip));
    }

    [Fact]
    public void Evaluate_Plateau_AlertsOnceAndBecomesUsual()
    {
        var scenario = Ordinary(75);
        for (var m = 0.0; m < 45 * 1440; m += 30)
        {
            scenario.Say(At(30, m));
        }

        var alerts = scenario.Alerts(At(29), At(75));

        Assert.NotEmpty(alerts);
        Assert.All(alerts, a => Assert.InRange(a.Evidence.At, At(30), At(32)));
        Assert.Single(alerts, a => a.Decision == EpisodeDecision.Open);
        Assert.NotNull(alerts[0].ClosedAt);
    }

    [Fact]
    public void Evaluate_DuplicatedRows_CountOnce()
    {
        var scenario = Ordinary(31).Outrage(Day30, 4, 30);
        var detector = scenario.DetectorAt(At(31));
        var before = detector.Evaluate(Day30.AddHours(1));
        foreach (var fact in scenario.History.Facts)
        {
            detector.Add(fact);
            detector.Add(fact with { SeenAt = At(31) });
        }

        Assert.Equal(before.Effective, detector.Evaluate(Day30.AddHours(1)).Effective);
        Assert.Equal(before.Mentions, detector.Evaluate(Day30.AddHours(1)).Mentions);
    }

    [Fact]
    public void Evaluate_FutureTimestamps_CountWhenSeen()
    {
        var scenario = Ordinary(32);
        for (var i = 0; i < 12; i++)
        {
            scenario.Say(At(4000), author: $"stranger{i}", seen: Day30.AddMinutes(5 * i));
        }

        var alert = Assert.Single(scenario.Alerts(At(30), At(32)));
        Assert.InRange(alert.Evidence.At, Day30, Day30.AddMinutes(65));
    }

    [Fact]
    public void Evaluate_AncientTimestamps_NoAlert()
    {
        var scenario = Ordinary(32);
        for (var i = 0; i < 500; i++)
        {
            scenario.Say(
                new DateTimeOffset(1970 + (i % 50), 1, 1, 0, 0, 0, TimeSpan.Zero),
                author: $"old{i}",
                seen: Day30
            );
        }

        Assert.Empty(scenario.Alerts(At(30), At(32)));
    }

    [Fact]
    public void Evaluate_LateRowsOfLastWeek_NoAlert()
    {
        var scenario = Ordinary(32);
        for (var i = 0; i < 100; i++)
        {
            scenario.Say(At(21, 90 * i), author: $"late{i}", seen: Day30);
        }

        Assert.Empty(scenario.Alerts(At(30), At(32)));
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(400)]
    public void Evaluate_ClockStepsAndReturns_SaysTheSame(double days)
    {
        var scenario = Ordinary(31).Outrage(Day30, 12, 60);
        var now = Day30.AddHours(1);
        var steady = scenario.DetectorAt(now).Evaluate(now);
        var stepped = scenario.DetectorAt(now);

        stepped.Evaluate(now);
        stepped.Evaluate(now.AddDays(days));

        Assert.Equivalent(steady, stepped.Evaluate(now));
    }

    [Fact]
    public void Evaluate_NoHistory_SaysLearningAndDoesNotAlert()
    {
        var scenario = new TopicScenario().Say(At(0), negative: false).Outrage(At(0, 30), 40, 240);

        Assert.Empty(scenario.Alerts(At(0), At(0, 300)));
        Assert.Equal(At(7), scenario.DetectorAt(At(0, 240)).Evaluate(At(0, 240)).LearningUntil);
    }

    [Fact]
    public void Evaluate_SteadyNewTopic_DoesNotAlertOnItself()
    {
        var scenario = new TopicScenario();
        for (var m = 0; m < 5 * 1440; m += 2)
        {
            scenario.Say(At(0, m), author: $"someone{m}");
        }

        Assert.Empty(scenario.Alerts(At(0), At(5)));
    }

    [Fact]
    public void Evaluate_OverwhelmingWhileLearning_Alerts()
    {
        var scenario = Ordinary(3).Outrage(At(2, 600), 80, 60);

        var alert = Assert.Single(scenario.Alerts(At(1), At(3)), a => a.Decision == EpisodeDecision.Open);
        Assert.Equal(At(7), alert.Evidence.LearningUntil);
    }

    [Fact]
    public void Evaluate_SmallSpikeWhileLearning_NoAlert() =>
        Assert.Empty(Ordinary(3).Outrage(At(2, 600), 10, 60).Alerts(At(1), At(3)));

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Evaluate_SourceAddedWithAThousandOldItems_NoAlert(bool told, bool dated)
    {
        var scenario = Ordinary(34);
        if (told)
        {
            scenario.Added.Add(("new", Day30));
        }
        for (var i = 0; i < 1000; i++)
        {
            var seen = Day30.AddMinutes(1 + (i / 100));
            scenario.Say(
                dated ? At(30 - (i * 0.5)) : seen,
                author: $"archive{i}",
                source: "new",
                seen: seen,
                dated: dated
            );
        }

        Assert.Empty(scenario.Alerts(At(30), At(34)));
    }

    [Fact]
    public void Evaluate_SourceAddedThatDoublesTheVolume_NoAlert()
    {
        var scenario = Ordinary(50);
        scenario.Added.Add(("new", Day30));
        for (var m = 0.0; m < 19 * 1440; m += 10)
        {
            scenario.Say(Day30.AddMinutes(m), negative: m % 70 < 10, author: $"forum{m % 300}", source: "new");
        }

        Assert.Empty(scenario.Alerts(At(30), At(49)));
    }

    [Fact]
    public void Evaluate_AfterADayBlind_UsualIsNotLower()
    {
        var sighted = Ordinary(40).DetectorAt(At(40)).Evaluate(At(40, 60));
        var scenario = Ordinary(40);
        scenario.Facts.RemoveAll(f => f.SeenAt >= At(20) && f.SeenAt < At(35));
        scenario.Blind.Add(new BlindSpan(BlindSpan.EverySource, At(20), At(35)));
        var unaware = Ordinary(40);
        unaware.Facts.RemoveAll(f => f.SeenAt >= At(20) && f.SeenAt < At(35));

        var blind = scenario.DetectorAt(At(40)).Evaluate(At(40, 60));
        var fooled = unaware.DetectorAt(At(40)).Evaluate(At(40, 60));

        Assert.InRange(blind.Expected / sighted.Expected, 0.6, 1.6);
        Assert.True(fooled.Expected < 0.7 * blind.Expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_BackfillAfterAnOutage_NoAlert(bool dated)
    {
        var scenario = Ordinary(33);
        var (from, to) = (At(30), At(31));
        scenario.Blind.Add(new BlindSpan(BlindSpan.EverySource, from, to));
        for (var i = 0; i < scenario.Facts.Count; i++)
        {
            var fact = scenario.Facts[i];
            if (fact.SeenAt >= from && fact.SeenAt < to)
            {
                var seen = to.AddSeconds(i % 600);
                scenario.Facts[i] = fact with
                {
                    SeenAt = seen,
                    PublishedAt = dated ? fact.PublishedAt : seen,
                    Dated = dated,
                    Negative = i % 3 == 0,
                };
            }
        }

        Assert.Empty(scenario.Alerts(At(30), At(33)));
    }

    [Fact]
    public void Evaluate_GroupOfTopics_CountsAMentionOfTwoTopicsOnce()
    {
        var scenario = Ordinary(31).Outrage(Day30, 12, 60);
        var now = Day30.AddHours(1);
        var group = new TopicSpikeDetector(SpikeSettings.Default);
        foreach (var fact in scenario.History.Facts.SelectMany(f => new[] { f, f }))
        {
            group.Add(fact);
        }

        Assert.Equivalent(scenario.DetectorAt(At(31)).Evaluate(now), group.Evaluate(now));
    }

    [Fact]
    public void Restore_FromStoredHours_SaysTheSame()
    {
        var scenario = Ordinary(40).Outrage(At(36, 600), 6, 300);
        var (saved, now) = (At(36, 300), At(36, 900));
        var before = scenario.DetectorAt(saved);
        var authors = scenario
            .Facts.Where(f => f.SeenAt <= saved && f.SeenAt > saved.AddDays(-28))
            .GroupBy(f => f.AuthorKey)
            .Select(g => (g.Key, g.Max(f => f.SeenAt)));

        var restarted = new TopicSpikeDetector(SpikeSettings.Default);
        restarted.WatchedSince(Start);
        restarted.Restore(before.HourCounts(saved.AddDays(-30)), authors, saved);
        foreach (var fact in scenario.History.Facts)
        {
            if (fact.SeenAt <= now && fact.SeenAt > saved - TopicSpikeDetector.FactMemory)
            {
                restarted.Add(fact);
            }
        }

        var expected = scenario.DetectorAt(now).Evaluate(now);
        var actual = restarted.Evaluate(now);
        Assert.Equal(expected.Effective, actual.Effective);
        Assert.Equal(expected.Expected, actual.Expected, 9);
        Assert.Equal(expected.Score, actual.Score, 9);
    }
}
