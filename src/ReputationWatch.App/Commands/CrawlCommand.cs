using System.CommandLine;
using ReputationWatch.App.Hosting;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;
using ReputationWatch.Storage;
using Spectre.Console;

namespace ReputationWatch.App.Commands;

/// <summary><c>crawl</c>: checks what is due (or everything) once, without pages, and ends.</summary>
internal static class CrawlCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all")
        {
            Description = "Check every enabled source, not only those that are due.",
        };
        var command = new Command("crawl", "Check the due sources once, save what they bring, and end.") { all };
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction(
            (parsed, cancel) => RunAsync(HostArguments.Read(parsed, "data"), parsed.GetValue(all), cancel)
        );
        return command;
    }

    private static Task<int> RunAsync(HostSettings settings, bool all, CancellationToken cancel) =>
        Tools.RunAsync(
            settings,
            async services =>
            {
                var sources = services.GetRequiredService<ISourceStore>();
                if (all)
                {
                    await MakeAllDueAsync(sources, services.GetRequiredService<TimeProvider>(), cancel);
                }
                var crawler = services.GetRequiredService<Crawler>();
                var done = await AnsiConsole
                    .Status()
                    .StartAsync(
                        "Crawling",
                        async status =>
                        {
                            long checks = 0;
                            while (await crawler.RunAsync(TimeSpan.FromSeconds(1), cancel) is var ended)
                            {
                                checks += ended;
                                status.Status($"Crawling: {checks} checks done");
                                if (ended == 0 && crawler.IsIdle)
                                {
                                    break;
                                }
                            }
                            return checks;
                        }
                    );
                await services.GetRequiredService<IndexFollower>().CatchUpAsync(cancel);
                Console.WriteLine($"{done} checks done.");
                return 0;
            },
            cancel
        );

    private static async Task MakeAllDueAsync(ISourceStore sources, TimeProvider clock, CancellationToken cancel)
    {
        foreach (var source in (await sources.ListAsync(cancel)).Where(s => s.Enabled))
        {
            await sources.CheckNowAsync(source.Id, clock.GetUtcNow(), cancel);
        }
    }
}
