using System.CommandLine;
using ReputationWatch.App.Hosting;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Commands;

/// <summary><c>backup FILE</c>: copies the database to one file while the server runs.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The file to write; must not exist." };
        var command = new Command("backup", "Copy the database to one file; the server may go on meanwhile.") { file };
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction(
            (parsed, cancel) =>
                DatabaseTool.RunAsync(
                    HostArguments.Read(parsed, "data"),
                    database => RunAsync(database, parsed.GetRequiredValue(file), cancel)
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Database database, FileInfo file, CancellationToken cancel)
    {
        await database.BackupAsync(file.FullName, cancel);
        file.Refresh();
        Console.WriteLine($"Backed up to {file.FullName} ({file.Length / 1024.0 / 1024.0:F1} MB), checked.");
        return 0;
    }
}
