using System.CommandLine;
using ReputationWatch.App.Hosting;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using Spectre.Console;

namespace ReputationWatch.App.Commands;

/// <summary><c>reindex</c>: throws the search index away and builds it anew from the store.</summary>
internal static class ReindexCommand
{
    public static Command Create()
    {
        var command = new Command("reindex", "Throw the search index away and build it anew from the store.");
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction((parsed, cancel) => RunAsync(HostArguments.Read(parsed, "data"), cancel));
        return command;
    }

    private static Task<int> RunAsync(HostSettings settings, CancellationToken cancel) =>
        Tools.RunAsync(
            settings,
            async services =>
            {
                var total = (await services.GetRequiredService<IMentionStore>().TotalsAsync(cancel)).Mentions;
                var follower = services.GetRequiredService<IndexFollower>();
                var done = await AnsiConsole
                    .Progress()
                    .StartAsync(progress =>
                    {
                        var task = progress.AddTask("Indexing", maxValue: Math.Max(1, total));
                        return follower.ReindexAsync(new Direct(count => task.Value = count), cancel);
                    });
                Console.WriteLine($"{done} mentions indexed.");
                return 0;
            },
            cancel
        );

    /// <summary>Reports on the calling thread; <see cref="Progress{T}"/> would post and come too late.</summary>
    private sealed class Direct(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
