using ReputationWatch.Core.Adaptation;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.IntegrationTests.Adaptation;

public sealed class ModelKeeperTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly SentimentModel Shipped = LearningInstallation.Shipped;

    private static double Positive(SentimentModel model) =>
        model.Classify("Un tissu cardé et sergé.", "fr", Channel.Review).P.Positive;

    /// <summary>The shipped model of a later release: same version scheme, other content.</summary>
    private static SentimentModel NextRelease() => new(Shipped.Parts with { Version = "1-99999999" });

    [Fact]
    public async Task Promote_WhatWasLearned_IsTakenOverByTheProcessesBeside()
    {
        await using var here = await LearningInstallation.StartAsync();
        var (server, follower) = here.NewProcess(Shipped);
        Assert.False(await follower.RefreshAsync(Cancel));

        var version = await here.LearnAsync();

        Assert.True(await follower.RefreshAsync(Cancel));
        Assert.False(await follower.RefreshAsync(Cancel));
        Assert.Equal((version, version), (server.Current.Version, here.Model.Current.Version));
        Assert.True(Positive(server.Current) > Positive(server.Shipped));
        Assert.True(File.Exists(here.Weights.PathOf(version)));
    }

    [Fact]
    public async Task RollBack_ToShippedAndForthAgain()
    {
        await using var here = await LearningInstallation.StartAsync();
        var version = await here.LearnAsync();

        Assert.Equal(PromotionAnswer.Promoted, await here.Keeper.RollBackAsync(null, 1, Cancel));
        Assert.Equal(Shipped.Version, here.Model.Current.Version);
        Assert.Equal(PromotionAnswer.RunsAlready, await here.Keeper.RollBackAsync(null, 1, Cancel));
        Assert.Equal(PromotionAnswer.Promoted, await here.Keeper.RollBackAsync(version, 1, Cancel));
        Assert.Equal(version, here.Model.Current.Version);
        Assert.Equal([version, null, version], (await here.Store.UsesAsync(9, Cancel)).Select(u => u.Version));
    }

    [Fact]
    public async Task RollBack_ToWhatNeverRan_IsRefused()
    {
        await using var here = await LearningInstallation.StartAsync();

        Assert.Equal(PromotionAnswer.Unknown, await here.Keeper.RollBackAsync("1-x+y", 1, Cancel));
        Assert.Equal(PromotionAnswer.Unknown, await here.Keeper.PromoteAsync("1-x+y", 1, Cancel));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("cut")]
    [InlineData("altered")]
    [InlineData("another's")]
    public async Task Refresh_FileOfWeightsDamaged_IsMendedFromTheRecord(string damage)
    {
        await using var here = await LearningInstallation.StartAsync();
        var version = await here.LearnAsync();
        var path = here.Weights.PathOf(version);
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        var altered = (byte[])bytes.Clone();
        altered[^1] ^= 1;
        switch (damage)
        {
            case "missing":
                File.Delete(path);
                break;
            case "cut":
                await File.WriteAllBytesAsync(path, bytes[..^5], Cancel);
                break;
            case "altered":
                await File.WriteAllBytesAsync(path, altered, Cancel);
                break;
            default:
                using (var other = File.Create(path))
                {
                    new ModelDelta(Shipped.Version, new byte[32], [1], [1, 1, 1]).Save(other);
                }
                break;
        }
        var (server, follower) = here.NewProcess(Shipped);

        await follower.RefreshAsync(Cancel);

        Assert.Equal((version, null), (server.Current.Version, server.Refused));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancel));
    }

    [Fact]
    public async Task Refresh_NewShippedModel_RunsAsShipped_AndCorrectionsAreKept()
    {
        await using var here = await LearningInstallation.StartAsync();
        var version = await here.LearnAsync();
        var (server, follower) = here.NewProcess(NextRelease());

        await follower.RefreshAsync(Cancel);

        Assert.Equal(("1-99999999", version), (server.Current.Version, server.Refused));
        Assert.Equal(120, (await here.Store.JudgementsAsync(1000, Cancel)).Count);
        Assert.Equal(PromotionAnswer.OtherBase, await follower.RollBackAsync(version, 1, Cancel));
        var again = await new Retrainer(
            server,
            follower,
            here.Store,
            here.Stores.Settings,
            new AdaptationOptions(),
            here.Clock
        ).RunAsync(1, null, Cancel);
        Assert.Equal((Verdict.Better, "1-99999999"), (again.Report.Verdict, again.BaseVersion));
        Assert.Equal(PromotionAnswer.Promoted, await follower.PromoteAsync(again.Version!, 1, Cancel));
        Assert.Equal((again.Version, null), (server.Current.Version, server.Refused));
    }

    [Fact]
    public async Task Promote_WhatItsTrialDidNotFindBetter_IsRefused()
    {
        await using var here = await LearningInstallation.StartAsync();
        await here.JudgeAsync(120);
        var trial = await here.Retrainer.RunAsync(1, null, Cancel);
        var weights = await here.Store.WeightsAsync(trial.Version!, Cancel);
        await here.Store.SaveTrialAsync(trial.Report with { Verdict = Verdict.NotSurelyBetter }, weights, 1, Cancel);

        Assert.Equal(PromotionAnswer.NotBetter, await here.Keeper.PromoteAsync(trial.Version!, 1, Cancel));
        Assert.Equal(Shipped.Version, here.Model.Current.Version);
    }

    [Fact]
    public async Task Retrain_WithoutWhoSaysTheContrary_LearnsFromTheOthers()
    {
        await using var here = await LearningInstallation.StartAsync();
        await here.JudgeAsync(120);
        await here.JudgeAsync(120, seed: 2, person: 2, contrary: true);
        var together = await here.Retrainer.RunAsync(1, null, Cancel);

        var without = new LearningSettings().With(2, leftOut: true);
        await here.Stores.Settings.SetAsync(LearningSettings.Key, without.Write(), Cancel);
        var alone = await here.Retrainer.RunAsync(1, null, Cancel);

        Assert.NotEqual(Verdict.Better, together.Report.Verdict);
        Assert.Equal(Verdict.Better, alone.Report.Verdict);
        Assert.InRange(alone.Report.Corrections, 110, 120);
        Assert.Equal([2], (await here.Store.TrialsAsync(1, Cancel))[0].Report.LeftOut);
        Assert.Equal(2, alone.Report.Judgements.ByPerson.Count);
    }

    [Fact]
    public async Task Retrain_Again_WantsNewCorrections_ThenLearnsFromAllOfThem()
    {
        await using var here = await LearningInstallation.StartAsync();
        var first = await here.LearnAsync();

        Assert.Equal(Verdict.TooFewNew, (await here.Retrainer.RunAsync(1, null, Cancel)).Report.Verdict);

        here.Clock.Move(TimeSpan.FromDays(1));
        await here.JudgeAsync(80, seed: 2);
        var second = await here.Retrainer.RunAsync(1, null, Cancel);
        Assert.Equal((first, 80), (second.Report.CurrentVersion, second.Report.HeldBack!.Count));
        Assert.True(second.Report.Corrections > 150);
    }

    [Fact]
    public async Task Trials_ThatWereNotPromoted_LetTheirWeightsGo_ReportsStay()
    {
        await using var here = await LearningInstallation.StartAsync();
        var promoted = await here.LearnAsync();
        var weights = await here.Store.WeightsAsync(promoted, Cancel);
        var report = (await here.Store.TrialOfAsync(promoted, Cancel))!.Report;
        for (var i = 1; i <= 8; i++)
        {
            var other = new ModelDelta(Shipped.Version, weights!.BaseFingerprint, [i], [1, 1, 1]);
            await here.Store.SaveTrialAsync(report, other, 1, Cancel);
        }

        var trials = await here.Store.TrialsAsync(20, Cancel);
        Assert.Equal(9, trials.Count);
        Assert.Equal(5, trials.Take(5).Count(t => t.HasWeights));
        Assert.All(trials.Skip(5).SkipLast(1), t => Assert.False(t.HasWeights));
        Assert.True(trials[^1].HasWeights);
    }
}
