using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Core.Adaptation;

/// <summary>Works off what people asked of the model: trials, and scoring old mentions anew in slices that a restart resumes.</summary>
public sealed class ModelTasks(
    ModelInUse model,
    ModelKeeper keeper,
    Retrainer retrainer,
    SentimentScorer scorer,
    IAdaptationStore store,
    TimeProvider clock,
    ILogger<ModelTasks> log
)
{
    private const int SliceSize = 300;
    private const int TrialSteps = 1000;

    /// <summary>A process that said nothing for this long has died.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Does the oldest task that waits. Returns how much was done; 0 when nothing waits.</summary>
    public async Task<long> RunAsync(string process, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await store.ClaimAsync(process, now, now - Silence, cancel) is not { } task)
        {
            return 0;
        }
        await keeper.RefreshAsync(cancel);
        try
        {
            task = task.Kind == ModelTaskKind.Trial ? await TryAsync(task, cancel) : await RescoreAsync(task, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogError(failure, "{Task} {TaskId} failed", task.Kind, task.Id);
            await EndAsync(
                task with
                {
                    State = ModelTaskState.Failed,
                    Message = failure.Message,
                },
                CancellationToken.None
            );
            throw;
        }
        await EndAsync(task, cancel);
        return Math.Max(1, task.Done);
    }

    private Task EndAsync(ModelTask task, CancellationToken cancel) =>
        store.EndAsync(task with { EndedAt = clock.GetUtcNow() }, cancel);

    private async Task<ModelTask> TryAsync(ModelTask task, CancellationToken cancel)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var done = 0L;
        var beating = BeatAsync(task, () => Interlocked.Read(ref done), stopped, over.Token);
        try
        {
            var trial = await retrainer.RunAsync(
                task.UserId,
                share => Interlocked.Exchange(ref done, (long)(share * TrialSteps)),
                stopped.Token
            );
            return task with
            {
                State = ModelTaskState.Done,
                Total = TrialSteps,
                Done = TrialSteps,
                Message = trial.Report.Verdict.ToString(),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return task with { State = ModelTaskState.Stopped };
        }
        finally
        {
            await over.CancelAsync();
            await beating;
        }
    }

    /// <summary>Says every second that the trial goes on, and hears whether it shall stop.</summary>
    private async Task BeatAsync(ModelTask task, Func<long> done, CancellationTokenSource stop, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Between, clock, over);
                if (!await store.BeatAsync(task with { Total = TrialSteps, Done = done() }, clock.GetUtcNow(), over))
                {
                    await stop.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The trial is over.
        }
    }

    private async Task<ModelTask> RescoreAsync(ModelTask task, CancellationToken cancel)
    {
        while (true)
        {
            var version = model.Current.Version;
            var next = await store.RescoreAsync(task, version, Score, SliceSize, cancel);
            if (next.Done == task.Done)
            {
                return next with { State = ModelTaskState.Done };
            }
            if (!await store.BeatAsync(next, clock.GetUtcNow(), cancel))
            {
                return next with { State = ModelTaskState.Stopped };
            }
            task = next;
            await keeper.RefreshAsync(cancel);
        }
    }

    private MentionSentiment Score(KeptItem kept) => scorer.Score(kept.Item, kept.Language).Sentiment;
}
