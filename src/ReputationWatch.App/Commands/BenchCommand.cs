using System.CommandLine;
using ReputationWatch.App.Commands.Bench;

namespace ReputationWatch.App.Commands;

/// <summary><c>bench …</c>: measures this machine; every figure the documentation quotes comes from one of these.</summary>
internal static class BenchCommand
{
    public static Command Create() =>
        new("bench", "Measure how fast this build is on this machine.")
        {
            BenchDetect.Create(),
            BenchFeeds.Create(),
            BenchStartup.Create(),
            BenchCrawl.Create(),
            BenchClassify.Create(),
            BenchRetrain.Create(),
            BenchDuplicate.Create(),
            BenchMatch.Create(),
            BenchIntake.Create(),
            BenchSearch.Create(),
        };
}
