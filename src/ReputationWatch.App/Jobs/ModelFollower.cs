using ReputationWatch.Core.Adaptation;

namespace ReputationWatch.App.Jobs;

/// <summary>
/// Takes over the model that was put to use, here or by another process. Not a scheduled job: those run once in a cluster, and every
/// process has its own model.
/// </summary>
internal sealed class ModelFollower(ModelKeeper keeper, TimeProvider clock, ILogger<ModelFollower> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await keeper.RefreshAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Which model is in use could not be read; the present one goes on");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
