using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;
using Correction = ReputationWatch.Core.Mentions.Correction;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class AdaptationOnSqlite : AdaptationContract<SqliteEngine>;

public sealed class AdaptationOnPostgresql : AdaptationContract<PostgresqlEngine>;

public abstract class AdaptationContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    private const string Process = "p1";

    private async Task<List<long>> FillAsync(int count)
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            [.. Enumerable.Range(0, count).Select(i => Item($"i{i}", topic) with { PublishedAt = Now.AddHours(-i) })]
        );
        return [.. (await Stores.Mentions.WalkAsync(0, 1000, Cancel)).Select(m => m.Id)];
    }

    private Task CorrectAsync(long id, SentimentLabel label, long user, int minute = 0) =>
        Stores.Mentions.CorrectAsync(id, new Correction(label, user, Now.AddMinutes(minute)), Cancel);

    private static RetrainingReport Report(Verdict verdict = Verdict.Better, string version = "m1") =>
        new()
        {
            At = Now,
            BaseVersion = "m1",
            CurrentVersion = version,
            Verdict = verdict,
            Judgements = new JudgementSummary { WithModel = new Share(3, 5) },
            HeldBack = new Comparison(10, 4, 8, new(0.4, double.NegativeInfinity, 0.6)),
            Changes = [new LabelChange(7, null, SentimentLabel.Neutral, SentimentLabel.Negative)],
        };

    private static ModelTask Rescore(DateTimeOffset? from = null) =>
        new()
        {
            Kind = ModelTaskKind.Rescore,
            AskedAt = Now,
            From = from ?? Now.AddDays(-1),
            PositionAt = DateTimeOffset.UnixEpoch,
            Total = 5,
        };

    private static MentionSentiment Positive(KeptItem item) =>
        Scored(SentimentLabel.Positive, NpsClass.Promoter) with
        {
            ModelVersion = "m2",
        };

    private async Task<ModelTask> ClaimAsync(ModelTask task)
    {
        await Stores.Adaptation.AskAsync(task, Cancel);
        return (await Stores.Adaptation.ClaimAsync(Process, Now, Now.AddMinutes(-2), Cancel))!;
    }

    [Fact]
    public async Task Correct_EveryVoiceIsKept_AlsoOneThatAgrees()
    {
        var id = (await FillAsync(1))[0];

        await CorrectAsync(id, SentimentLabel.Positive, 1);
        await CorrectAsync(id, SentimentLabel.Positive, 2, 1);
        await CorrectAsync(id, SentimentLabel.Positive, 2, 2);
        await CorrectAsync(id, SentimentLabel.Neutral, 1, 3);

        var judgements = await Stores.Adaptation.JudgementsAsync(10, Cancel);
        Assert.Equal(
            [(1, SentimentLabel.Neutral), (2, SentimentLabel.Positive), (1, SentimentLabel.Positive)],
            judgements.Select(j => (j.Person, j.Label))
        );
        Assert.All(judgements, j => Assert.Equal(SentimentLabel.Negative, j.ModelLabel));
        Assert.Equal(
            ("Title i0\nText of i0", "fr", Channel.Post),
            (judgements[0].Text, judgements[0].Language, judgements[0].Channel)
        );
    }

    [Fact]
    public async Task Judgements_OfATextThatChanged_AreLeftOut()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        var id = (await Stores.OnlyMentionAsync()).Id;
        await CorrectAsync(id, SentimentLabel.Positive, 1);

        await Stores.SaveAsync(source, Item("a", topic).With("Another text altogether", Now.AddHours(1)));

        Assert.Empty(await Stores.Adaptation.JudgementsAsync(10, Cancel));
    }

    [Fact]
    public async Task Sample_LeavesOutWhatPeopleCorrected_AndIsTheSameEachTime()
    {
        var ids = await FillAsync(6);
        await CorrectAsync(ids[2], SentimentLabel.Neutral, 1);

        var sample = await Stores.Adaptation.SampleAsync(10, Cancel);

        Assert.Equal(ids.Where(i => i != ids[2]), sample.Select(s => s.Mention).Order());
        Assert.Equal(sample, await Stores.Adaptation.SampleAsync(10, Cancel));
        Assert.Equal(3, (await Stores.Adaptation.SampleAsync(3, Cancel)).Count);
    }

    [Fact]
    public async Task Trial_ComesBackAsItWas()
    {
        var id = await Stores.Adaptation.SaveTrialAsync(Report(), null, 4, Cancel);

        var trial = Assert.Single(await Stores.Adaptation.TrialsAsync(5, Cancel));
        Assert.Equal((id, 4L, false), (trial.Id, trial.UserId, trial.HasWeights));
        Assert.Equal(Report().HeldBack, trial.Report.HeldBack);
        Assert.Equal(Report().Changes, trial.Report.Changes);
        Assert.Equal(new Share(3, 5), trial.Report.Judgements.WithModel);
        Assert.Null(await Stores.Adaptation.TrialOfAsync("m1+x", Cancel));
    }

    [Fact]
    public async Task Uses_TheLastOneRuns()
    {
        Assert.Null(await Stores.Adaptation.InUseAsync(Cancel));

        await Stores.Adaptation.UseAsync(new ModelUse(Now, 1, "m1+a", "m1"), Cancel);
        await Stores.Adaptation.UseAsync(new ModelUse(Now, null, null, "m1"), Cancel);

        Assert.Equal(new ModelUse(Now, null, null, "m1"), await Stores.Adaptation.InUseAsync(Cancel));
        Assert.Equal([null, "m1+a"], (await Stores.Adaptation.UsesAsync(9, Cancel)).Select(u => u.Version));
    }

    [Fact]
    public async Task Ask_OneOfAKindAtATime()
    {
        Assert.NotNull(await Stores.Adaptation.AskAsync(Rescore(), Cancel));

        Assert.Null(await Stores.Adaptation.AskAsync(Rescore(), Cancel));
        Assert.NotNull(await Stores.Adaptation.AskAsync(Rescore() with { Kind = ModelTaskKind.Trial }, Cancel));
    }

    [Fact]
    public async Task Claim_GivesATaskToOneProcess_UntilItFallsSilent()
    {
        var task = await ClaimAsync(Rescore());
        var store = Stores.Adaptation;

        Assert.Equal((ModelTaskState.Running, Process, Now), (task.State, task.Process, task.StartedAt));
        Assert.Null(await store.ClaimAsync("p2", Now.AddMinutes(1), Now.AddMinutes(-1), Cancel));
        var taken = await store.ClaimAsync("p2", Now.AddMinutes(9), Now.AddMinutes(7), Cancel);
        Assert.Equal(task.Id, taken!.Id);
        Assert.False(await store.BeatAsync(task, Now.AddMinutes(9), Cancel));
        Assert.True(await store.BeatAsync(taken, Now.AddMinutes(9), Cancel));
    }

    [Fact]
    public async Task Stop_EndsWhatRuns_AndRoomIsMade()
    {
        var task = await ClaimAsync(Rescore());

        await Stores.Adaptation.StopAsync(ModelTaskKind.Rescore, Now, Cancel);

        Assert.False(await Stores.Adaptation.BeatAsync(task, Now, Cancel));
        Assert.Equal(task, await Stores.Adaptation.RescoreAsync(task, "m2", Positive, 10, Cancel));
        await Stores.Adaptation.EndAsync(task with { State = ModelTaskState.Done }, Cancel);
        Assert.Equal(ModelTaskState.Stopped, Assert.Single(await Stores.Adaptation.TasksAsync(5, Cancel)).State);
        Assert.NotNull(await Stores.Adaptation.AskAsync(Rescore(), Cancel));
    }

    [Fact]
    public async Task Rescore_InSlices_OldestFirst_CountsAndIndexFollow()
    {
        var ids = await FillAsync(5);
        var topic = (await Stores.Mentions.FindAsync(ids[0], Cancel))!.TopicIds[0];
        var position = await Stores.Mentions.LatestChangeAsync(Cancel);
        var task = await ClaimAsync(Rescore());

        task = await Stores.Adaptation.RescoreAsync(task, "m2", Positive, 2, Cancel);

        Assert.Equal((2, 2), (task.Done, task.Changed));
        var scored = (await Stores.Mentions.WalkAsync(0, 9, Cancel)).Where(m => m.Sentiment.ModelVersion == "m2");
        Assert.Equal(ids[^2..].Order(), scored.Select(m => m.Id).Order());
        Assert.Equal(2, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Positive);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
        Assert.Equal(2, (await Stores.Mentions.ChangesAsync(position, 10, Cancel)).Count);

        while (
            await Stores.Adaptation.RescoreAsync(task, "m2", Positive, 2, Cancel) is var next && next.Done > task.Done
        )
        {
            task = next;
        }
        Assert.Equal(5, task.Done);
        Assert.Equal(5, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Positive);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
        Assert.Equal(5, Assert.Single(await Stores.Adaptation.TasksAsync(1, Cancel)).Changed);
    }

    [Fact]
    public async Task Rescore_LabelsThatPeopleGave_Stay()
    {
        var ids = await FillAsync(2);
        await CorrectAsync(ids[0], SentimentLabel.Neutral, 1);

        await Stores.Adaptation.RescoreAsync(await ClaimAsync(Rescore()), "m2", Positive, 10, Cancel);

        var (corrected, other) = (
            (await Stores.Mentions.FindAsync(ids[0], Cancel))!.Sentiment,
            (await Stores.Mentions.FindAsync(ids[1], Cancel))!.Sentiment
        );
        Assert.Equal(
            (SentimentLabel.Neutral, true, "m1"),
            (corrected.Label, corrected.Corrected, corrected.ModelVersion)
        );
        Assert.Equal(SentimentLabel.Positive, other.Label);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Rescore_StopsAtItsHorizon()
    {
        var ids = await FillAsync(5);

        var task = await ClaimAsync(Rescore(Now.AddHours(-2)));
        task = await Stores.Adaptation.RescoreAsync(task, "m2", Positive, 10, Cancel);

        Assert.Equal(3, task.Done);
        Assert.Equal(3, await Stores.Adaptation.ToRescoreAsync(Now.AddHours(-2), Cancel));
        Assert.Equal("m1", (await Stores.Mentions.FindAsync(ids[^1], Cancel))!.Sentiment.ModelVersion);
    }

    [Fact]
    public async Task Rescore_AfterACrash_GoesOnWhereItWas()
    {
        await FillAsync(5);
        var task = await ClaimAsync(Rescore());
        await Stores.Adaptation.RescoreAsync(task, "m2", Positive, 2, Cancel);

        var taken = await Stores.Adaptation.ClaimAsync("p2", Now.AddHours(1), Now.AddMinutes(58), Cancel);

        Assert.Equal((2, 2), (taken!.Done, taken.Changed));
        var looked = 0;
        await Stores.Adaptation.RescoreAsync(
            taken,
            "m2",
            item =>
            {
                looked++;
                return Positive(item);
            },
            10,
            Cancel
        );
        Assert.Equal(3, looked);
    }
}
