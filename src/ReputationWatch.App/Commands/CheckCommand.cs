using System.CommandLine;
using System.Data.Common;
using ReputationWatch.App.Hosting;
using ReputationWatch.Core.Health;
using ReputationWatch.Core.Users;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Commands;

/// <summary><c>check</c>: looks for damage and for figures that do not add up.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Look for damage in the database and for counts that do not add up.");
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction(
            (parsed, cancel) =>
                DatabaseTool.RunAsync(
                    HostArguments.Read(parsed, "data"),
                    (database, services) => RunAsync(database, services, cancel)
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Database database, IServiceProvider services, CancellationToken cancel)
    {
        var problems = await database.CheckAsync(cancel);
        await NoteAsync(services, problems.Count, cancel);
        foreach (var problem in problems)
        {
            Console.WriteLine(problem);
        }
        Console.WriteLine(problems.Count == 0 ? "The database is in order." : $"{problems.Count} problems found.");
        return problems.Count == 0 ? 0 : 1;
    }

    /// <summary>The health page says when this was last done and what came of it.</summary>
    private static async Task NoteAsync(IServiceProvider services, int problems, CancellationToken cancel)
    {
        var note = new IntegrityNote(TimeProvider.System.GetUtcNow(), problems);
        try
        {
            await services.GetRequiredService<ISettingsStore>().SetAsync(IntegrityNote.Key, note.Write(), cancel);
        }
        catch (Exception unwritable) when (unwritable is DbException or StorageException)
        {
            // A damaged database cannot be written to; its damage has been said already.
        }
    }
}
