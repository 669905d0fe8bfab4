using System.CommandLine;
using ReputationWatch.App.Commands;
using ReputationWatch.App.Hosting;

namespace ReputationWatch.App;

/// <summary>The one executable. Each command is a file in <c>Commands/</c>; this is the only place that lists them.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("ReputationWatch: a self-hosted e-reputation monitor.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            CrawlCommand.Create(),
            ImportCommand.Create(),
            ReindexCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            CheckCommand.Create(),
            EraseCommand.Create(),
            InspectCommand.Create(),
            BenchCommand.Create(),
            DetectCommand.Create(),
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            RetrainCommand.Create(),
            QuantifyCommand.Create(),
            ClassifyCommand.Create(),
            ExplainCommand.Create(),
        };
        HostArguments.AddTo(root, "data");
        root.SetAction(ServeCommand.RunAsync);
        var plain = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        return Failures.ExplainAsync(() => root.Parse(args).InvokeAsync(plain));
    }
}
