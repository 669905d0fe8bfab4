using System.CommandLine;
using ReputationWatch.App.Hosting;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Commands;

/// <summary><c>restore FILE</c>: puts a backup in the place of the database of a stopped server.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A file written by backup." };
        var command = new Command("restore", "Put a backup in the place of the database; stop the server first.")
        {
            file,
        };
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction(
            (parsed, cancel) =>
            {
                var settings = HostArguments.Read(parsed, "data");
                return DatabaseTool.RunAsync(
                    settings,
                    database => RunAsync(database, settings, parsed.GetRequiredValue(file), cancel)
                );
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Database database,
        HostSettings settings,
        FileInfo file,
        CancellationToken cancel
    )
    {
        using var folder = DataFolder.Take(settings.Data);
        var kept = await database.RestoreAsync(
            file.FullName,
            TimeProvider.System.GetUtcNow(),
            cancel,
            beforeReplacing: () => ForgetIndex(settings)
        );
        Console.WriteLine(
            kept is null
                ? $"Restored {file.FullName}."
                : $"Restored {file.FullName}. The database that was there is kept as {kept}."
        );
        return 0;
    }

    /// <summary>The index may be ahead of what was restored; without one, the next start builds it anew.</summary>
    private static void ForgetIndex(HostSettings settings)
    {
        foreach (var file in settings.Data.EnumerateFiles("index.db*"))
        {
            file.Delete();
        }
        Console.WriteLine("The search index is built anew at the next start.");
    }
}
