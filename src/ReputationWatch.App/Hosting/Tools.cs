using ReputationWatch.Storage;

namespace ReputationWatch.App.Hosting;

/// <summary>Runs a command on the pipeline without pages and jobs, holding the data folder meanwhile.</summary>
internal static class Tools
{
    /// <returns>The command's exit code; 1 when the data folder cannot be used, 130 when interrupted.</returns>
    public static async Task<int> RunAsync(
        HostSettings settings,
        Func<IServiceProvider, Task<int>> work,
        CancellationToken cancel
    )
    {
        try
        {
            using var folder = DataFolder.Take(settings.Data);
            await using var app = AppHost.BuildTools(settings);
            await app.Services.GetRequiredService<Database>().MigrateAsync(cancel);
            return await work(app.Services);
        }
        catch (DataFolderException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted. What was saved stays; run the command again to go on.");
            return 130;
        }
    }
}
