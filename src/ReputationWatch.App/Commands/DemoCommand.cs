using System.CommandLine;
using ReputationWatch.App.Demo;
using ReputationWatch.App.Hosting;

namespace ReputationWatch.App.Commands;

/// <summary><c>demo</c>: an invented world on loopback, crawled like any other.</summary>
internal static class DemoCommand
{
    private const string DefaultFolder = "demo-data";

    public static Command Create()
    {
        var command = new Command(
            "demo",
            "Run the monitor on an invented world: 90 days of history, then a bad buzz about a minute in."
        );
        HostArguments.AddTo(command, DefaultFolder);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var settings = HostArguments.Read(parsed, DefaultFolder) with
        {
            Overrides = Overrides,
            DemoAccount = DemoSetup.Account,
        };
        DemoWorld? world = null;
        try
        {
            return await Server.RunAsync(
                settings,
                async services =>
                {
                    world = await DemoWorld.StartAsync(
                        new DemoWorldOptions { StateFile = settings.Path("demo-world.json") },
                        cancel
                    );
                    await ActivatorUtilities.CreateInstance<DemoSetup>(services).PrepareAsync(world, cancel);
                    var alerts = ActivatorUtilities.CreateInstance<DemoAlerts>(services);
                    await alerts.PrepareAsync(cancel);
                    // The history comes in after the start: whoever waits for its episodes must not hold the start up.
                    _ = alerts.JudgeAsync(cancel);
                    Console.WriteLine($"The invented world is at {world.BaseUrl}");
                    Console.WriteLine(
                        $"Sign in as {DemoSetup.Account.Email} with the password {DemoSetup.Account.Password}"
                    );
                    if (!settings.Urls.Split(';').All(IsOfThisMachine))
                    {
                        Console.WriteLine(
                            "Everybody who reaches this address can sign in so: keep it to this machine with --urls http://127.0.0.1:5080."
                        );
                    }
                },
                cancel
            );
        }
        finally
        {
            if (world is not null)
            {
                await world.DisposeAsync();
            }
        }
    }

    private static bool IsOfThisMachine(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback;

    /// <summary>The crawler stays polite, but the world is on this machine, its history is a few hundred pages, and nobody waits five minutes.</summary>
    private static readonly Dictionary<string, string?> Overrides = new()
    {
        ["Crawl:AllowedPrivate:0"] = "127.0.0.1",
        ["Crawl:AllowedPrivate:1"] = "localhost",
        ["Crawl:MinimumGap"] = "00:00:00.050",
        ["Schedule:MinInterval"] = "00:00:05",
        ["Schedule:MaxInterval"] = "00:00:15",
        ["Jobs:Detect"] = "00:00:10",
    };
}
