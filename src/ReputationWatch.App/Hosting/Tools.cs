using ReputationWatch.Core.Adaptation;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Hosting;

/// <summary>Runs a command on the pipeline without pages and jobs, holding the data folder meanwhile.</summary>
internal static class Tools
{
    /// <returns>The command's exit code. What keeps it from running is thrown and worded by <see cref="Failures"/>.</returns>
    public static async Task<int> RunAsync(
        HostSettings settings,
        Func<IServiceProvider, Task<int>> work,
        CancellationToken cancel
    )
    {
        using var folder = DataFolder.Take(settings.Data);
        await using var app = AppHost.BuildTools(settings);
        await app.Services.GetRequiredService<Database>().MigrateAsync(cancel);
        await app.Services.GetRequiredService<ModelKeeper>().RefreshAsync(cancel);
        return await work(app.Services);
    }
}
