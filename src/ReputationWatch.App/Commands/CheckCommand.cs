using System.CommandLine;
using ReputationWatch.App.Hosting;
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
                DatabaseTool.RunAsync(HostArguments.Read(parsed, "data"), database => RunAsync(database, cancel))
        );
        return command;
    }

    private static async Task<int> RunAsync(Database database, CancellationToken cancel)
    {
        var problems = await database.CheckAsync(cancel);
        foreach (var problem in problems)
        {
            Console.WriteLine(problem);
        }
        Console.WriteLine(problems.Count == 0 ? "The database is in order." : $"{problems.Count} problems found.");
        return problems.Count == 0 ? 0 : 1;
    }
}
