using System.Collections.Concurrent;
using Quartz;
using Quartz.Extensibility;
using ReputationWatch.App.Hosting;
using ReputationWatch.Core.Jobs;

namespace ReputationWatch.App.Jobs;

/// <summary>
/// Writes the runs of the jobs to the store, so that the Jobs page and a restart know what happened. A run is written when it ends;
/// one that lasts is written as running meanwhile, so that people see it and a crash leaves a trace.
/// </summary>
internal sealed class JobRunRecorder(
    IJobRunStore runs,
    HostSettings settings,
    TimeProvider clock,
    ILogger<JobRunRecorder> log
) : IJobListener
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    /// <summary>Ticks that found nothing to do are written this seldom: an idle server does not write to its disk all day.</summary>
    private static readonly TimeSpan IdleEvery = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _idleSince = [];
    private readonly ConcurrentDictionary<string, (CancellationTokenSource Ended, Task<long> Id)> _running = [];

    public string Name => nameof(JobRunRecorder);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running[context.FireInstanceId] = (ended, NoteIfLongAsync(context, ended.Token));
        return default;
    }

    public async ValueTask JobWasExecuted(
        IJobExecutionContext context,
        JobExecutionException? jobException,
        CancellationToken cancellationToken = default
    )
    {
        var id = await EndAsync(context);
        var cause = jobException?.GetBaseException();
        if (cause is OperationCanceledException)
        {
            return;
        }
        if (cause is null && id == 0 && context.Result is 0L && !IsTimeForIdle(context))
        {
            return;
        }
        if (cause is not null)
        {
            log.LogError(cause, "Job {Job} failed", context.JobDetail.Key.Name);
        }
        await RecordAsync(
            context,
            id,
            cause is null ? JobOutcome.Succeeded : JobOutcome.Failed,
            cause?.Message,
            cancellationToken
        );
    }

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        default;

    public ValueTask JobProgressChanged(
        IJobExecutionContext context,
        FireInstanceProgress progress,
        CancellationToken cancellationToken = default
    ) => default;

    private bool IsTimeForIdle(IJobExecutionContext context)
    {
        var job = context.JobDetail.Key.Name;
        var now = clock.GetUtcNow();
        if (_idleSince.TryGetValue(job, out var last) && now - last < IdleEvery)
        {
            return false;
        }
        _idleSince[job] = now;
        return true;
    }

    /// <summary>The id of the row of a run that is still going on after a while; 0 when it ended before.</summary>
    private async Task<long> NoteIfLongAsync(IJobExecutionContext context, CancellationToken ended)
    {
        try
        {
            await Task.Delay(Long, clock, ended);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        return await RecordAsync(context, 0, JobOutcome.Running, null, CancellationToken.None);
    }

    private async Task<long> EndAsync(IJobExecutionContext context)
    {
        if (!_running.TryRemove(context.FireInstanceId, out var run))
        {
            return 0;
        }
        await run.Ended.CancelAsync();
        var id = await run.Id;
        run.Ended.Dispose();
        return id;
    }

    private async Task<long> RecordAsync(
        IJobExecutionContext context,
        long id,
        JobOutcome outcome,
        string? message,
        CancellationToken cancel
    )
    {
        var run = new JobRun(
            id,
            context.JobDetail.Key.Name,
            context.FireTimeUtc,
            clock.GetUtcNow() - context.FireTimeUtc,
            outcome,
            context.Result as long? ?? 0,
            message,
            settings.ProcessName
        );
        try
        {
            return await runs.RecordAsync(run, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A run that could not be written down must not stop the scheduler; the store's own failure is logged here.
            log.LogError(failure, "The run of job {Job} could not be recorded", run.Job);
            return id;
        }
    }
}
