using ReputationWatch.App.Web.Access;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Sources;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Hosting;

/// <summary>Runs the host from the taking of the data folder to an orderly stop.</summary>
internal static class Server
{
    /// <param name="prepare">Called when the store is ready and before anything runs: the demo sets up its world here.</param>
    /// <returns>The exit code: 0 after an orderly stop. What keeps it from starting is thrown and worded by <see cref="Failures"/>.</returns>
    public static async Task<int> RunAsync(
        HostSettings settings,
        Func<IServiceProvider, Task> prepare,
        CancellationToken cancel
    )
    {
        using var folder = DataFolder.Take(settings.Data);
        await using var app = AppHost.BuildServer(settings);
        await app.Services.GetRequiredService<Database>().MigrateAsync(cancel);
        await app.Services.GetRequiredService<ModelKeeper>().RefreshAsync(cancel);
        await RecoverAsync(app.Services, settings, cancel);
        await prepare(app.Services);
        var place = app.Services.GetRequiredService<ProcessPlace>();
        if (place is { Clustered: true, ServesPages: true })
        {
            await SharedKeys.PrepareAsync(app.Services, place.Name, cancel);
        }
        await app.StartAsync(cancel);
        Console.WriteLine($"ReputationWatch is ready: open {string.Join(" or ", app.Urls)}");
        Console.WriteLine($"Data, logs and mails: {settings.Data.FullName}   (Ctrl+C stops)");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <summary>Takes back what the last process on this folder left when it was killed.</summary>
    private static async Task RecoverAsync(IServiceProvider services, HostSettings settings, CancellationToken cancel)
    {
        await services.GetRequiredService<Crawler>().RecoverAsync(cancel);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<IJobRunStore>().InterruptAsync(settings.ProcessName, now, cancel);
    }
}
