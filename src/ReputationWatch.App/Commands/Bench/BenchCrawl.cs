using System.CommandLine;
using System.Globalization;
using ReputationWatch.App.Commands.Bench.Crawling;

namespace ReputationWatch.App.Commands.Bench;

/// <summary>
/// <c>bench crawl</c>: thousands of sources on hundreds of loopback hosts that are slow, busy, broken or silent, polled on
/// schedule through the real fetcher. Linux: every address of 127.0.0.0/8 is a host of its own there.
/// </summary>
internal static class BenchCrawl
{
    public static Command Create()
    {
        var sources = new Option<int>("--sources") { Description = "Sources.", DefaultValueFactory = _ => 2000 };
        var hosts = new Option<int>("--hosts") { Description = "Hosts (at most 250).", DefaultValueFactory = _ => 200 };
        var seconds = new Option<int>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 40 };
        var every = new Option<double>("--every")
        {
            Description = "Seconds between two checks of a source.",
            DefaultValueFactory = _ => 5,
        };
        var command = new Command("crawl", "Poll generated sources on loopback hosts on schedule.")
        {
            sources,
            hosts,
            seconds,
            every,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    new CrawlPlan(
                        parsed.GetValue(sources),
                        Math.Clamp(parsed.GetValue(hosts), 1, 250),
                        TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                        TimeSpan.FromSeconds(parsed.GetValue(every))
                    ),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(CrawlPlan plan, CancellationToken cancel)
    {
        await using var world = await LoopbackHosts.StartAsync(plan, cancel);
        var result = await new ScheduledPolling(plan, world.Port).RunAsync(cancel);
        Print(
            $"{plan.Sources:N0} sources on {plan.Hosts} hosts, each due every {plan.Every.TotalSeconds:0.#} s, for {plan.Duration.TotalSeconds:0} s"
        );
        Print(
            $"{result.Fetches:N0} fetches, {result.PerSecond:0} a second; {world.Requests:N0} requests seen by the hosts"
        );
        Print(
            $"outcomes: {string.Join(", ", result.Outcomes.OrderByDescending(o => o.Value).Select(o => $"{o.Key} {o.Value:N0}"))}"
        );
        Print(
            $"started late by (s): median {result.Late(0.5):0.000}, 99 % {result.Late(0.99):0.00}, most {result.Late(1):0.00}; overdue at the end: {result.Overdue}"
        );
        Print(
            $"at once on one host: at most {world.MostAtOnce}; shortest pause {world.ShortestPause.TotalMilliseconds:0.0} ms (limit {CrawlPlan.Gap.TotalMilliseconds:0} ms)"
        );
        Print(
            $"managed heap (MiB): {string.Join(", ", result.HeapMiB.Select(m => m.ToString("0.0", CultureInfo.InvariantCulture)))}"
        );
        return world.MostAtOnce > 1 || world.ShortestPause < CrawlPlan.Gap || result.Overdue > 0 ? 1 : 0;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
