using ReputationWatch.Core.Jobs;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Jobs;

internal sealed class JobRunStore(Database database) : IJobRunStore
{
    private const string Columns = "id, job, started_at, duration_ms, outcome, worked, message, process";

    private const string AddSql = """
        insert into job_runs (job, process, started_at, duration_ms, outcome, worked, message)
        values (@job, @process, @startedAt, @durationMs, @outcome, @worked, @message)
        returning id
        """;

    private const string ReplaceSql = """
        update job_runs set duration_ms = @durationMs, outcome = @outcome, worked = @worked, message = @message where id = @id
        """;

    private const string DropSql = "delete from job_runs where id = @id";

    // A run counts once it is over.
    private const string SummariseSql = """
        insert into job_summaries (job, last_run_at, last_duration_ms, last_success_at, last_failure_at, last_error, runs, failures)
        values (@job, @startedAt, @lastDuration, @successAt, @failureAt, @error, @ended, @failed)
        on conflict (job) do update set
          last_run_at = excluded.last_run_at,
          last_duration_ms = coalesce(excluded.last_duration_ms, job_summaries.last_duration_ms),
          last_success_at = coalesce(excluded.last_success_at, job_summaries.last_success_at),
          last_failure_at = coalesce(excluded.last_failure_at, job_summaries.last_failure_at),
          last_error = coalesce(excluded.last_error, job_summaries.last_error),
          runs = job_summaries.runs + excluded.runs,
          failures = job_summaries.failures + excluded.failures
        """;

    private const string InterruptSql = """
        update job_runs set outcome = @interrupted, duration_ms = case when @now > started_at then @now - started_at else 0 end
        where process = @process and outcome = @running
        """;

    private const string SummariesSql = """
        select job, last_run_at, last_duration_ms, last_success_at, last_failure_at, last_error, runs, failures
        from job_summaries order by job
        """;

    private const string RecentSql = $"select {Columns} from job_runs order by started_at desc, id desc limit @count";

    private const string RecentOfJobSql =
        $"select {Columns} from job_runs where job = @job order by started_at desc, id desc limit @count";

    private const string ForgetSql = "delete from job_runs where started_at < @before and outcome <> @running";

    public Task<long> RecordAsync(JobRun run, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                await s.ExecuteAsync(SummariseSql, Summary(run), cancel);
                return await SaveAsync(s, run, cancel);
            },
            cancel
        );

    public Task<int> InterruptAsync(string process, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ExecuteAsync(
                    InterruptSql,
                    new
                    {
                        process,
                        now = now.ToUnix(),
                        interrupted = JobOutcome.Interrupted,
                        running = JobOutcome.Running,
                    },
                    cancel
                ),
            cancel
        );

    public Task<IReadOnlyList<JobSummary>> SummariesAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<JobSummary>>(
            async s => [.. (await s.ListAsync<SummaryRow>(SummariesSql, null, cancel)).Select(r => r.ToSummary())],
            cancel
        );

    public Task<IReadOnlyList<JobRun>> RecentAsync(string? job, int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<JobRun>>(
            async s =>
            {
                var rows = await s.ListAsync<RunRow>(
                    job is null ? RecentSql : RecentOfJobSql,
                    new { job, count },
                    cancel
                );
                return [.. rows.Select(r => r.ToRun())];
            },
            cancel
        );

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(ForgetSql, new { before = before.ToUnix(), running = JobOutcome.Running }, cancel),
            cancel
        );

    private static async Task<long> SaveAsync(Session session, JobRun run, CancellationToken cancel)
    {
        if (run is { Outcome: JobOutcome.Succeeded, Worked: 0 })
        {
            if (run.Id != 0)
            {
                await session.ExecuteAsync(DropSql, new { id = run.Id }, cancel);
            }
            return 0;
        }
        var parameters = new
        {
            id = run.Id,
            job = run.Job,
            process = run.Process,
            startedAt = run.StartedAt.ToUnix(),
            durationMs = (long)run.Duration.TotalMilliseconds,
            outcome = run.Outcome,
            worked = run.Worked,
            message = run.Message.Clean(),
        };
        if (run.Id == 0)
        {
            return await session.ScalarAsync<long>(AddSql, parameters, cancel);
        }
        await session.ExecuteAsync(ReplaceSql, parameters, cancel);
        return run.Id;
    }

    private static object Summary(JobRun run)
    {
        var endedAt = (run.StartedAt + run.Duration).ToUnix();
        var ended = run.Outcome != JobOutcome.Running;
        var failed = run.Outcome == JobOutcome.Failed;
        return new
        {
            job = run.Job,
            startedAt = run.StartedAt.ToUnix(),
            lastDuration = ended ? (long)run.Duration.TotalMilliseconds : (long?)null,
            successAt = run.Outcome == JobOutcome.Succeeded ? endedAt : (long?)null,
            failureAt = failed ? endedAt : (long?)null,
            error = failed ? run.Message.Clean() : null,
            ended = ended.ToFlag(),
            failed = failed.ToFlag(),
        };
    }

    private sealed record RunRow
    {
        public long Id { get; init; }
        public required string Job { get; init; }
        public long StartedAt { get; init; }
        public long DurationMs { get; init; }
        public long Outcome { get; init; }
        public long Worked { get; init; }
        public string? Message { get; init; }
        public required string Process { get; init; }

        public JobRun ToRun() =>
            new(
                Id,
                Job,
                StartedAt.ToTime(),
                TimeSpan.FromMilliseconds(DurationMs),
                (JobOutcome)Outcome,
                Worked,
                Message,
                Process
            );
    }

    private sealed record SummaryRow
    {
        public required string Job { get; init; }
        public long? LastRunAt { get; init; }
        public long? LastDurationMs { get; init; }
        public long? LastSuccessAt { get; init; }
        public long? LastFailureAt { get; init; }
        public string? LastError { get; init; }
        public long Runs { get; init; }
        public long Failures { get; init; }

        public JobSummary ToSummary() =>
            new(
                Job,
                LastRunAt.ToTime(),
                LastDurationMs is { } duration ? TimeSpan.FromMilliseconds(duration) : null,
                LastSuccessAt.ToTime(),
                LastFailureAt.ToTime(),
                LastError,
                Runs,
                Failures
            );
    }
}
