using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Tests.Alerts;

public sealed class AlertLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 30, 0, TimeSpan.Zero);

    [Theory]
    // Wilson's interval as statistics books give it.
    [InlineData(7, 12, 0.320, 0.807)]
    [InlineData(0, 10, 0, 0.278)]
    [InlineData(10, 10, 0.722, 1)]
    [InlineData(1, 1, 0.207, 1)]
    public void Share_HasWilsonsInterval(int part, int whole, double low, double high)
    {
        var share = ShareEstimate.Of(part, whole)!;

        Assert.Equal(low, share.Low, 3);
        Assert.Equal(high, share.High, 3);
    }

    [Fact]
    public void Share_OfNothing_IsUnknown() => Assert.Null(ShareEstimate.Of(0, 0));

    [Fact]
    public void FiveFalseOfTwelve_AdvisesTheNextCalmerAndSaysWhatItWouldHaveKept()
    {
        var ledger = Ledger([
            .. Enumerable.Range(0, 6).Select(_ => Judged(Verdict.Real, 2.5)),
            Judged(Verdict.Real, 1.3),
            .. Enumerable.Range(0, 4).Select(_ => Judged(Verdict.False, 1.2)),
            Judged(Verdict.False, 1.9),
        ]);

        Assert.Equal((12, 7, 5), (ledger.Judged, ledger.Real, ledger.False));
        Assert.Equal(7.0 / 12, ledger.Precision!.Share, 6);
        Assert.Equal(new ThresholdAdvice(LedgerAdvice.Calmer, 7, 5, Sensitivity.Low, 6, 4), ledger.Advice);
    }

    [Fact]
    public void FalseAlarmsAsLoudAsRealOnes_AreNotAMatterOfSensitivity()
    {
        var ledger = Ledger([
            .. Enumerable.Range(0, 4).Select(_ => Judged(Verdict.Real, 1.2)),
            .. Enumerable.Range(0, 3).Select(_ => Judged(Verdict.False, 3)),
        ]);

        Assert.Equal(LedgerAdvice.Inseparable, ledger.Advice.Kind);
    }

    [Fact]
    public void NothingFalse_MayAlertEarlier()
    {
        var ledger = Ledger([.. Enumerable.Range(0, 6).Select(_ => Judged(Verdict.Known, 2))]);

        Assert.Equal((LedgerAdvice.Earlier, Sensitivity.High), (ledger.Advice.Kind, ledger.Advice.Try));
    }

    [Fact]
    public void FewVerdicts_AdviseNothing() =>
        Assert.Equal(LedgerAdvice.TooFew, Ledger([Judged(Verdict.False, 1.2), Told(2)]).Advice.Kind);

    [Fact]
    public void WhatWasFoundOrSilent_IsNoAlert()
    {
        var ledger = Ledger([
            Told(2),
            Told(2) with
            {
                ToldAt = null,
            },
            Told(2) with
            {
                Origin = EpisodeOrigin.History,
                ToldAt = null,
            },
        ]);

        Assert.Equal((1, 1, 1), (ledger.Told, ledger.Silent, ledger.Found));
        Assert.Equal(7.0 / 90, ledger.PerWeek, 6);
    }

    [Fact]
    public void VerdictsOnWhatNobodyWasToldOf_MakeNoAlertRight_AndStillAdvise()
    {
        var found = Judged(Verdict.Real, 1.3) with { Origin = EpisodeOrigin.History, ToldAt = null };
        var ledger = Ledger([Judged(Verdict.False, 1.2), found, found, found, found]);

        Assert.Equal((1, 0, 1), (ledger.Judged, ledger.Real, ledger.False));
        Assert.Equal(0, ledger.Precision!.Share);
        Assert.Equal((4, 1), (ledger.Advice.Right, ledger.Advice.Wrong));
        Assert.Null(Ledger([found]).Precision);
    }

    [Fact]
    public void Delay_IsTheMedianFromTheFifthVoice()
    {
        static Episode After(int minutes)
        {
            var told = Told(2);
            return told with { Evidence = told.Evidence with { FifthVoiceAt = Now.AddMinutes(-minutes) } };
        }

        Assert.Equal(TimeSpan.FromMinutes(15), Ledger([After(10), After(20), After(90), After(5)]).MedianDelay);
        Assert.Null(Ledger([Told(2)]).MedianDelay);
    }

    private static AlertLedger Ledger(IReadOnlyList<Episode> episodes) =>
        AlertLedger.Of(episodes, Sensitivity.Medium, Now.AddDays(-90), Now);

    private static Episode Judged(Verdict verdict, double peak) => Told(peak) with { Verdict = verdict };

    private static Episode Told(double peak)
    {
        var evidence = new SpikeEvidence(
            Now,
            SpikeSignal.NegativeMentions,
            peak,
            4,
            6,
            30,
            2.5,
            40,
            25,
            3,
            20,
            0.9,
            0.2,
            [],
            [],
            [],
            null
        );
        return new Episode
        {
            TopicId = 1,
            OpenedAt = Now,
            ToldAt = Now,
            Evidence = evidence,
            Peak = evidence,
            Tracker = new OpenEpisode(Now, Now, peak, peak, Now),
        };
    }
}
