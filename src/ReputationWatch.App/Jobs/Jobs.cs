using Quartz;
using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
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

/// <summary>Brings the search index up to the store.</summary>
[DisallowConcurrentExecution]
internal sealed class IndexJob(IndexFollower follower) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await follower.CatchUpAsync(cancellationToken);
}

/// <summary>Looks for spikes and keeps the episodes.</summary>
[DisallowConcurrentExecution]
internal sealed class DetectJob(SpikeWatch watch) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await watch.RunAsync(cancellationToken);
}

/// <summary>Sends waiting notifications.</summary>
[DisallowConcurrentExecution]
internal sealed class NotifyJob(NotificationSender sender) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await sender.SendDueAsync(cancellationToken);
}

/// <summary>Matches stored items against topics that changed.</summary>
[DisallowConcurrentExecution]
internal sealed class RematchJob(Rematcher rematcher) : IJob
{
    private const int SlicesPerRun = 50;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        context.Result = await rematcher.RunAsync(SlicesPerRun, cancellationToken);
}

/// <summary>Forgets what is past its time: items that matched nothing, old job runs.</summary>
[DisallowConcurrentExecution]
internal sealed class HousekeepingJob(IMentionStore mentions, IJobRunStore runs, TimeProvider clock) : IJob
{
    private static readonly TimeSpan KeepUnmatched = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeepRuns = TimeSpan.FromDays(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        long forgotten = await mentions.ForgetUnmatchedAsync(now - KeepUnmatched, cancellationToken);
        context.Result = forgotten + await runs.ForgetAsync(now - KeepRuns, cancellationToken);
    }
}
