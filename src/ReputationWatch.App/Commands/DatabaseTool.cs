using ReputationWatch.App.Hosting;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Commands;

/// <summary>Runs a command on the database alone, beside a server or not.</summary>
internal static class DatabaseTool
{
    public static Task<int> RunAsync(HostSettings settings, Func<Database, Task<int>> work) =>
        RunAsync(settings, (database, _) => work(database));

    public static async Task<int> RunAsync(HostSettings settings, Func<Database, IServiceProvider, Task<int>> work)
    {
        await using var app = AppHost.BuildTools(settings);
        return await work(app.Services.GetRequiredService<Database>(), app.Services);
    }
}
