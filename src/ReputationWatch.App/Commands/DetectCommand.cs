using System.CommandLine;
using ReputationWatch.App.Commands.Detect;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Commands;

/// <summary><c>detect …</c>: runs the spike detector over files, exactly as the product runs it over its store.</summary>
internal static class DetectCommand
{
    private const int BadInput = 2;

    public static Command Create() =>
        new("detect", "Run the spike detector over files.") { CreateCounts(), CreateMentions() };

    private static Command CreateCounts()
    {
        var input = new Option<DirectoryInfo>("--in")
        {
            Description = "Folder of CSV files with the columns timestamp,value (UTC, one row each five minutes).",
            Required = true,
        };
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "Folder to write to: the same files with the columns score and alert added.",
            Required = true,
        };
        var command = new Command("counts", "Alerts on series of bare counts.") { input, output };
        command.SetAction(parsed =>
            Answer(() => CountFiles.Run(parsed.GetRequiredValue(input), parsed.GetRequiredValue(output)))
        );
        return command;
    }

    private static Command CreateMentions()
    {
        var input = new Option<DirectoryInfo>("--in")
        {
            Description = "Folder with mentions.csv and, if there was anything to know of the sources, feeds.csv.",
            Required = true,
        };
        var output = new Option<FileInfo>("--out")
        {
            Description = "CSV to write: one row per mail that would leave.",
            Required = true,
        };
        var signals = new Option<AlertSignals>("--signals")
        {
            Description = "What is watched for, separated by commas: NegativeMentions, SentimentDip, AllMentions.",
            DefaultValueFactory = _ => AlertSignalNames.Usual,
        };
        var command = new Command("mentions", "Alerts on mentions, evaluated every five minutes.")
        {
            input,
            output,
            signals,
        };
        command.SetAction(parsed =>
            Answer(() =>
                MentionFiles.Run(
                    parsed.GetRequiredValue(input),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(signals)
                )
            )
        );
        return command;
    }

    private static int Answer(Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (CsvFormatException malformed)
        {
            Console.Error.WriteLine(malformed.Message);
            return BadInput;
        }
        catch (IOException failed)
        {
            Console.Error.WriteLine(failed.Message);
            return BadInput;
        }
    }
}
