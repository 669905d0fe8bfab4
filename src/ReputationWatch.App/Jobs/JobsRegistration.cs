using Npgsql;
using Quartz;
using ReputationWatch.App.Hosting;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Jobs;

/// <summary>How often the jobs run. They only tick: what is due is a column in the store.</summary>
internal sealed record JobOptions
{
    public TimeSpan Crawl { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan Index { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan Detect { get; init; } = TimeSpan.FromSeconds(20);
    public TimeSpan Notify { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan Digest { get; init; } = TimeSpan.FromMinutes(1);
    public TimeSpan Rematch { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan History { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan Model { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan Import { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan SourceNotices { get; init; } = TimeSpan.FromMinutes(1);
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
            (nameof(Digest), Digest),
            (nameof(Rematch), Rematch),
            (nameof(Model), Model),
            (nameof(Import), Import),
            (nameof(SourceNotices), SourceNotices),
            (nameof(Housekeeping), Housekeeping),
            (nameof(History), History),
        ];
        return all.Where(job => job.Every < TimeSpan.FromMilliseconds(100))
            .Select(job => $"Jobs:{job.Name} must be at least 00:00:00.1, for example 00:00:20.");
    }
}

/// <summary>
/// Two schedulers in each process. One of its own, in memory, ticks what every process does for itself; the other keeps its timetable
/// in PostgreSQL, where the processes agree on who runs what (on SQLite there is one process, and the first scheduler does it all).
/// </summary>
internal static class JobsRegistration
{
    private const string Shared = "cluster";

    /// <summary>A process that does not answer for this long is taken for dead, and what it ran is run again.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddJobs(
        this IServiceCollection services,
        JobOptions options,
        ProcessPlace place,
        StorageOptions storage
    )
    {
        Entry[] all =
        [
            Job<CrawlJob>(new("crawl", options.Crawl, JobPlace.EveryWorker)),
            Job<IndexJob>(new("index", options.Index, JobPlace.EveryIndex)),
            Job<DetectJob>(new("detect", options.Detect, JobPlace.EveryWorker)),
            Job<NotifyJob>(new("notify", options.Notify, JobPlace.EveryWorker)),
            Job<RematchJob>(new("rematch", options.Rematch)),
            Job<DigestJob>(new("digest", options.Digest)),
            Job<ImportJob>(new("import", options.Import, JobPlace.EveryWorker)),
            Job<SourceNoticesJob>(new("source-notices", options.SourceNotices)),
            Job<HousekeepingJob>(new("housekeeping", options.Housekeeping)),
            Job<HistoryJob>(new("history", options.History)),
            Job<ModelJob>(new("model", options.Model, JobPlace.EveryWorker)),
        ];
        Entry[] own = [.. all.Where(entry => RunsHere(entry.Info.Runs, place))];
        services.AddQuartz(quartz => Build(quartz, own));
        if (place.Clustered)
        {
            Entry[] shared = [.. all.Where(entry => entry.Info.Runs == JobPlace.OneOfAll)];
            services.AddQuartz(Shared, quartz => BuildShared(quartz, shared, place, storage));
            services.AddQuartzHostedService(Shared, hosted => hosted.AutoStart = place.RunsJobs);
        }
        services.AddHostedService<ModelFollower>();
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddSingleton<IJobTrigger>(provider => new JobTrigger(
            provider.GetRequiredService<ISchedulerFactory>(),
            [.. all.Select(entry => entry.Info)],
            own.Select(entry => entry.Info.Name).ToHashSet(),
            place.Clustered ? Shared : null
        ));
        return services;
    }

    private static bool RunsHere(JobPlace job, ProcessPlace place) =>
        job switch
        {
            JobPlace.EveryWorker => place.RunsJobs,
            JobPlace.EveryIndex => place.FollowsIndex,
            _ => !place.Clustered,
        };

    private static void Build(IQuartzBuilder quartz, IReadOnlyList<Entry> jobs)
    {
        quartz.UseDefaultThreadPool(jobs.Count + 2);
        quartz.AddJobListener<JobRunRecorder>([]);
        foreach (var job in jobs)
        {
            job.Schedule(quartz);
        }
    }

    private static void BuildShared(
        IQuartzBuilder quartz,
        IReadOnlyList<Entry> jobs,
        ProcessPlace place,
        StorageOptions storage
    )
    {
        quartz.ConfigureScheduler(scheduler => scheduler.InstanceId = place.Name);
        quartz.UsePersistentStore(store =>
        {
            store.ProvisionSchema();
            store.UsePostgres(NpgsqlFactory.Instance, storage.ReadConnectionString());
            store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
        });
        Build(quartz, jobs);
    }

    private static Entry Job<T>(JobInfo job)
        where T : class, IJob =>
        new(
            job,
            quartz =>
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
                )
        );

    private sealed record Entry(JobInfo Info, Action<IQuartzBuilder> Schedule);
}

/// <param name="own">Jobs of this process's own scheduler.</param>
/// <param name="shared">The name of the scheduler that all processes share; null when there is none.</param>
internal sealed class JobTrigger(
    ISchedulerFactory schedulers,
    IReadOnlyList<JobInfo> jobs,
    IReadOnlySet<string> own,
    string? shared
) : IJobTrigger
{
    public IReadOnlyList<JobInfo> Jobs => jobs;

    public bool CanRun(string job) =>
        own.Contains(job) || (shared is not null && jobs.Any(j => j.Name == job && j.Runs == JobPlace.OneOfAll));

    public async Task RunNowAsync(string job)
    {
        if (!CanRun(job))
        {
            throw new ArgumentException($"There is no job named {job} that this process can start.", nameof(job));
        }
        var scheduler = own.Contains(job)
            ? await schedulers.GetScheduler()
            : await schedulers.LookupScheduler(shared!) ?? throw new InvalidOperationException("no shared scheduler");
        await scheduler.TriggerJob(new JobKey(job));
    }
}
