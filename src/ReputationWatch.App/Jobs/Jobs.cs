using Quartz;
using ReputationWatch.App.Hosting;
using ReputationWatch.App.Imports;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Notifications.Digests;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Jobs;

// Jobs are doors onto Core: each says what to call and returns how many things were done.

/// <summary>Checks due sources.</summary>
[DisallowConcurrentExecution]
internal sealed class CrawlJob(Crawler crawler) : IJob
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await crawler.RunAsync(AtMost, cancellationToken);
}

/// <summary>Takes in files that wait.</summary>
[DisallowConcurrentExecution]
internal sealed class ImportJob(ImportRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await runner.RunWaitingAsync(cancellationToken);
}

/// <summary>Tells people of sources that are blind for too long, and of their return.</summary>
[DisallowConcurrentExecution]
internal sealed class SourceNoticesJob(SourceNotices notices) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await notices.RunAsync(cancellationToken);
}

/// <summary>Brings the search index up to the store.</summary>
[DisallowConcurrentExecution]
internal sealed class IndexJob(IndexFollower follower, SingleRunner runner, ProcessPlace place) : IJob
{
    /// <summary>An index in the own data folder is nobody else's; a shared one is followed by one process, which the others relieve.</summary>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = place.SharedIndex
            ? await runner.RunAsync("index", (_, turn) => follower.CatchUpAsync(turn), cancellationToken)
            : await follower.CatchUpAsync(cancellationToken);
}

/// <summary>Looks for spikes and keeps the episodes.</summary>
[DisallowConcurrentExecution]
internal sealed class DetectJob(SpikeWatch watch, SingleRunner runner) : IJob
{
    /// <summary>The detectors remember what they saw, so the same process keeps them until it is gone.</summary>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await runner.RunAsync("detect", WatchAsync, cancellationToken);

    private Task<long> WatchAsync(bool fresh, CancellationToken cancel)
    {
        if (fresh)
        {
            watch.Forget();
        }
        return watch.RunAsync(cancel);
    }
}

/// <summary>Sends waiting notifications.</summary>
[DisallowConcurrentExecution]
internal sealed class NotifyJob(NotificationSender sender) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await sender.SendDueAsync(cancellationToken);
}

/// <summary>Makes the daily and weekly reviews whose hour has come.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(DigestMaker maker) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await maker.RunAsync(cancellationToken);
}

/// <summary>Matches stored items against topics that changed.</summary>
[DisallowConcurrentExecution]
internal sealed class RematchJob(Rematcher rematcher) : IJob
{
    private const int SlicesPerRun = 50;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await rematcher.RunAsync(SlicesPerRun, cancellationToken);
}

/// <summary>Looks through the history of new topics for episodes.</summary>
[DisallowConcurrentExecution]
internal sealed class HistoryJob(EpisodeHistory history) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await history.RunAsync(cancellationToken);
}

/// <summary>Does what people asked of the model: trials, scoring old mentions anew.</summary>
[DisallowConcurrentExecution]
internal sealed class ModelJob(ModelTasks tasks, HostSettings settings) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await tasks.RunAsync(settings.ProcessName, cancellationToken);
}

/// <summary>Forgets what is past its time.</summary>
[DisallowConcurrentExecution]
internal sealed class HousekeepingJob(Housekeeper housekeeper, UploadSweep uploads) : IJob
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result =
            await uploads.RunAsync(cancellationToken) + await housekeeper.RunAsync(AtMost, cancellationToken);
}
