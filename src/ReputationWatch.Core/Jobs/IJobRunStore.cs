namespace ReputationWatch.Core.Jobs;

public enum JobOutcome
{
    Running,
    Succeeded,
    Failed,

    /// <summary>The process ended before it did.</summary>
    Interrupted,
}

/// <param name="Worked">How many things it did (sources crawled, mentions indexed…); runs that found nothing to do are not kept.</param>
/// <param name="Message">For failures: what went wrong, for the operator.</param>
/// <param name="Process">Which process runs it, stable over its restarts (machine and profile), so that it knows its own dead runs.</param>
public sealed record JobRun(
    long Id,
    string Job,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    JobOutcome Outcome,
    long Worked,
    string? Message,
    string Process = ""
);

/// <summary>How a job has fared: one row a job, kept up to date, also by runs that found nothing to do.</summary>
public sealed record JobSummary(
    string Job,
    DateTimeOffset? LastRunAt,
    TimeSpan? LastDuration,
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? LastFailureAt,
    string? LastError,
    long Runs,
    long Failures
);

public interface IJobRunStore
{
    /// <summary>
    /// Id 0 adds a run, another id replaces it (a run recorded as running, now over). Returns its id; 0 for a success that found
    /// nothing to do, which leaves only its trace in the summary.
    /// </summary>
    Task<long> RecordAsync(JobRun run, CancellationToken cancel);

    /// <summary>
    /// Marks the runs that <paramref name="process"/> left running when it died as interrupted: to be called at its start.
    /// Returns how many.
    /// </summary>
    Task<int> InterruptAsync(string process, DateTimeOffset now, CancellationToken cancel);

    Task<IReadOnlyList<JobSummary>> SummariesAsync(CancellationToken cancel);

    /// <summary>Newest first; null job means all.</summary>
    Task<IReadOnlyList<JobRun>> RecentAsync(string? job, int count, CancellationToken cancel);

    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancel);
}
