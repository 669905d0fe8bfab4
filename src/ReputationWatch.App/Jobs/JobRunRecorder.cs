using Quartz;
using Quartz.Extensibility;
using ReputationWatch.Core.Jobs;

namespace ReputationWatch.App.Jobs;

/// <summary>Writes each run of a job to the store, so that the Jobs page and a restart know what happened.</summary>
internal sealed class JobRunRecorder(IJobRunStore runs, ILogger<JobRunRecorder> log) : IJobListener
{
    public string Name => nameof(JobRunRecorder);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        default;

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        default;

    public ValueTask JobProgressChanged(
        IJobExecutionContext context,
        FireInstanceProgress progress,
        CancellationToken cancellationToken = default
    ) => default;

    public async ValueTask JobWasExecuted(
        IJobExecutionContext context,
        JobExecutionException? jobException,
        CancellationToken cancellationToken = default
    )
    {
        var cause = jobException?.GetBaseException();
        if (cause is OperationCanceledException)
        {
            return;
        }
        var name = context.JobDetail.Key.Name;
        if (cause is not null)
        {
            log.LogError(cause, "Job {Job} failed", name);
        }
        try
        {
            await runs.RecordAsync(
                new JobRun(
                    0,
                    name,
                    context.FireTimeUtc,
                    context.JobRunTime,
                    cause is null ? JobOutcome.Succeeded : JobOutcome.Failed,
                    context.Result as long? ?? 0,
                    cause?.Message
                ),
                cancellationToken
            );
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A run that could not be written down must not stop the scheduler; the store's own failure is logged here.
            log.LogError(failure, "The run of job {Job} could not be recorded", name);
        }
    }
}
