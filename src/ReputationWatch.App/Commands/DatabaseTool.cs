using ReputationWatch.App.Hosting;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Commands;

/// <summary>Runs a command on the database alone, beside a server or not.</summary>
internal static class DatabaseTool
{
    /// <returns>The command's exit code; 1 with a sentence when the database or its folder cannot be used.</returns>
    public static async Task<int> RunAsync(
        HostSettings settings,
        Func<Database, Task<int>> work,
        CancellationToken cancel
    )
    {
        try
        {
            await using var app = AppHost.BuildTools(settings);
            return await work(app.Services.GetRequiredService<Database>());
        }
        catch (Exception refused) when (refused is StorageException or DataFolderException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return 130;
        }
    }
}
