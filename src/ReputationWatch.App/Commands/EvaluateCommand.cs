using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReputationWatch.App.Hosting;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Evaluation;
using ReputationWatch.Sentiment.Training;
using Spectre.Console;
using LabelledTexts = ReputationWatch.Sentiment.Training.DataFolder;

namespace ReputationWatch.App.Commands;

/// <summary><c>evaluate</c>: how good a model is on labelled texts, by set, language and channel, with intervals.</summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions Written = new(JsonLines.Options)
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of labelled sets.", Required = true };
        var part = new Option<string>("--part")
        {
            Description = "Which files of the sets: val, train or test.",
            DefaultValueFactory = _ => "val",
        };
        var file = new Option<FileInfo?>("--model")
        {
            Description = "Model file (default: the one beside the program).",
        };
        var without = new Option<string[]>("--leave-out")
        {
            Description = "Train without these sets first, and measure them whole: SET, or SET/4 for a quarter of it.",
            AllowMultipleArgumentsPerToken = true,
        };
        var seed = new Option<int>("--seed") { Description = "Seed of that training.", DefaultValueFactory = _ => 1 };
        var json = new Option<FileInfo?>("--json") { Description = "Also write the figures to this file." };
        var command = new Command("evaluate", "Measure the sentiment model.") { data, part, file, without, seed, json };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(data)!;
            if (!folder.Exists)
            {
                Console.Error.WriteLine(
                    $"{folder.FullName} does not exist. Give the folder of the labelled sets to --data."
                );
                return Failures.BadInput;
            }
            LeftOut[] leftOut;
            try
            {
                leftOut = [.. parsed.GetValue(without)!.SelectMany(s => s.Split(',')).Select(LeftOut.Parse)];
            }
            catch (FormatException wrong)
            {
                Console.Error.WriteLine(wrong.Message);
                return Failures.BadInput;
            }
            var model = parsed.GetValue(file) is { } own
                ? SentimentModel.Load(own.FullName)
                : SentimentModel.LoadShipped();
            var report =
                leftOut.Length == 0
                    ? Evaluate(model, LabelledTexts.Read(folder.FullName, parsed.GetValue(part)!))
                    : WithoutSets(leftOut, folder.FullName, model, parsed.GetValue(seed));
            Show(report);
            if (parsed.GetValue(json) is { } target)
            {
                File.WriteAllText(target.FullName, JsonSerializer.Serialize(report, Written) + "\n");
            }
            return 0;
        });
        return command;
    }

    private sealed record Report(
        string Model,
        int Texts,
        IReadOnlyList<EvaluationRow> Rows,
        IReadOnlyList<QuantificationRow> Quantification
    );

    private static Report Evaluate(SentimentModel model, IReadOnlyList<Example> examples) =>
        new(
            model.Version,
            examples.Count,
            Evaluator.Evaluate(model, examples),
            QuantificationCheck.Run(model, examples, seed: 1)
        );

    private static Report WithoutSets(LeftOut[] sets, string folder, SentimentModel shipped, int seed)
    {
        Console.Error.WriteLine($"Training without {string.Join(", ", sets.Select(s => s.Set))} …");
        var (model, texts) = LeftOut.Train(
            sets,
            LabelledTexts.Read(folder, "train"),
            LabelledTexts.Read(folder, "val"),
            shipped.Languages,
            new TrainingOptions { Seed = seed }
        );
        return Evaluate(model, texts);
    }

    private static void Show(Report report)
    {
        var table = new Table().Title($"Model {report.Model}, {report.Texts} texts; 95 % intervals in brackets");
        table.AddColumns(
            "texts of",
            "n",
            "macro-F1",
            "mixed",
            "accuracy",
            "avg recall",
            "polarity",
            "ECE",
            "MAE 0-10",
            "rank"
        );
        foreach (var row in report.Rows)
        {
            table.AddRow(
                row.Name,
                row.Count.ToString(CultureInfo.InvariantCulture),
                Percent(row.MacroF1),
                Percent(row.MixedF1),
                Percent(row.Accuracy),
                Percent(row.AverageRecall),
                Percent(row.Polarity),
                Percent(row.CalibrationError),
                Plain(row.MeanAbsoluteError),
                Plain(row.RankCorrelation)
            );
        }
        AnsiConsole.Write(table);
        foreach (var row in report.Quantification)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Detractors in batches of {row.BatchSize}, {row.Name}: off by {100 * row.MeanError:F1} points on average, interval covers {row.Coverage:P0}"
                )
            );
        }
    }

    private static string Percent(Estimate estimate) =>
        double.IsNaN(estimate.Value)
            ? "-"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * estimate.Value:F1} ({100 * estimate.Low:F1}-{100 * estimate.High:F1})"
            );

    private static string Plain(Estimate estimate) =>
        double.IsNaN(estimate.Value)
            ? "-"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{estimate.Value:F2} ({estimate.Low:F2}-{estimate.High:F2})"
            );
}
