using System.CommandLine;
using ReputationWatch.App.Hosting;

namespace ReputationWatch.App.Commands;

/// <summary><c>serve</c>: runs everything. Also what happens without a command.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run the monitor: crawl, watch and serve the pages.");
        HostArguments.AddTo(command, "data");
        command.SetAction(RunAsync);
        return command;
    }

    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancel) =>
        Server.RunAsync(HostArguments.Read(parsed, "data"), _ => Task.CompletedTask, cancel);
}
