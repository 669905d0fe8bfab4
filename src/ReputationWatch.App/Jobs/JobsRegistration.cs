using Quartz;

namespace ReputationWatch.App.Jobs;

/// <summary>How often the jobs run. They only tick: what is due is a column in the store.</summary>
internal sealed record JobOptions
{
    public TimeSpan Crawl { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan Index { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan Detect { get; init; } = TimeSpan.FromSeconds(20);
    public TimeSpan Notify { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan Rematch { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan Housekeeping { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What cannot work, each with how to mend it; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        (string Name, TimeSpan Every)[] all =
        [
            (nameof(Crawl), Crawl),
            (nameof(Index), Index),
            (nameof(Detect), Detect),
            (nameof(Notify), Notify),
            (nameof(Rematch), Rematch),
            (nameof(Housekeeping), Housekeeping),
        ];
        return all.Where(job => job.Every < TimeSpan.FromMilliseconds(100))
            .Select(job => $"Jobs:{job.Name} must be at least 00:00:00.1, for example 00:00:20.");
    }
}

internal static class JobsRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services, JobOptions options)
    {
        JobInfo[] jobs =
        [
            new("crawl", options.Crawl),
            new("index", options.Index),
            new("detect", options.Detect),
            new("notify", options.Notify),
            new("rematch", options.Rematch),
            new("housekeeping", options.Housekeeping),
        ];
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(jobs.Length + 2);
            quartz.AddJobListener<JobRunRecorder>([]);
            Schedule<CrawlJob>(quartz, jobs[0]);
            Schedule<IndexJob>(quartz, jobs[1]);
            Schedule<DetectJob>(quartz, jobs[2]);
            Schedule<NotifyJob>(quartz, jobs[3]);
            Schedule<RematchJob>(quartz, jobs[4]);
            Schedule<HousekeepingJob>(quartz, jobs[5]);
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddSingleton<IJobTrigger>(provider => new JobTrigger(
            provider.GetRequiredService<ISchedulerFactory>(),
            jobs
        ));
        return services;
    }

    private static void Schedule<T>(IQuartzBuilder quartz, JobInfo job)
        where T : class, IJob =>
        quartz.ScheduleJob<T>(
            trigger =>
                trigger
                    .WithIdentity(job.Name)
                    .StartNow()
                    .WithSimpleSchedule(simple =>
                        simple
                            .WithInterval(job.Schedule)
                            .RepeatForever()
                            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
                    ),
            detail => detail.WithIdentity(job.Name)
        );
}

internal sealed class JobTrigger(ISchedulerFactory schedulers, IReadOnlyList<JobInfo> jobs) : IJobTrigger
{
    public IReadOnlyList<JobInfo> Jobs => jobs;

    public async Task RunNowAsync(string job)
    {
        if (!jobs.Any(j => j.Name == job))
        {
            throw new ArgumentException($"There is no job named {job}.", nameof(job));
        }
        var scheduler = await schedulers.GetScheduler();
        await scheduler.TriggerJob(new JobKey(job));
    }
}
