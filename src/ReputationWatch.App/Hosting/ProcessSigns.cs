using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Hosting;

/// <summary>Tells the other processes that this one lives, and gives back what it holds when it ends.</summary>
internal sealed class ProcessSigns(
    ILeaseStore leases,
    ISourceStore sources,
    ProcessPlace place,
    TimeProvider clock,
    ILogger<ProcessSigns> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Not seen for this long: it is not there any more.</summary>
    public static readonly TimeSpan Missing = TimeSpan.FromMinutes(3);

    /// <summary>The jobs have ended: they were started after this service, and services stop in the opposite order.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await sources.ReleaseAsync(place.Name, cancellationToken);
            await leases.ReleaseAsync(place.Name, cancellationToken);
            await leases.GoneAsync(place.Name, cancellationToken);
        }
        catch (Exception failure)
        {
            log.LogWarning(
                failure,
                "What this process held could not be given back; it is free when its leases run out"
            );
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var startedAt = clock.GetUtcNow();
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                var sign = new ProcessSign(
                    place.Name,
                    place.Role.ToString().ToLowerInvariant(),
                    startedAt,
                    clock.GetUtcNow()
                );
                await leases.SeenAsync(sign, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "The store could not be told that this process lives");
            }
        } while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
