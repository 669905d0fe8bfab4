using System.CommandLine;
using ReputationWatch.App.Hosting;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Training;
using Spectre.Console;

namespace ReputationWatch.App.Commands;

/// <summary><c>train</c>: labelled texts in, a model file out. The same data, options and seed give the same bytes.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Folder of labelled sets (SET/train.tsv.gz, SET/val.tsv.gz).",
            Required = true,
        };
        var output = new Option<FileInfo>("--out")
        {
            Description = "Model file to write.",
            DefaultValueFactory = _ => new FileInfo(SentimentModel.FileName),
        };
        var seed = new Option<int>("--seed") { Description = "Seed of every shuffle.", DefaultValueFactory = _ => 1 };
        var permissive = new Option<bool>("--permissive-only")
        {
            Description = "Leave out sets without a permissive licence.",
        };
        var languages = new Option<DirectoryInfo?>("--language-texts")
        {
            Description = "Folder of plain texts (fr.txt, en.txt, …, other.txt) to train the language table anew.",
        };
        var command = new Command("train", "Train the sentiment model.") { data, output, seed, permissive, languages };
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
            if (parsed.GetValue(languages) is { Exists: false } texts)
            {
                Console.Error.WriteLine(
                    $"{texts.FullName} does not exist. Give the folder of plain texts to --language-texts, or leave it out."
                );
                return Failures.BadInput;
            }
            var table = LanguageTable(parsed.GetValue(languages), parsed.GetValue(seed));
            return Train(folder, parsed.GetValue(output)!, parsed.GetValue(seed), parsed.GetValue(permissive), table);
        });
        return command;
    }

    private static LanguageIdentifier LanguageTable(DirectoryInfo? texts, int seed)
    {
        if (texts is not null)
        {
            return LanguageIdentifier.Train(texts.FullName, seed);
        }
        using var shipped = File.OpenRead(Path.Combine(AppContext.BaseDirectory, SentimentModel.FileName));
        return LanguageIdentifier.FromModel(shipped);
    }

    private static int Train(
        DirectoryInfo folder,
        FileInfo output,
        int seed,
        bool permissive,
        LanguageIdentifier languages
    )
    {
        var train = Sentiment.Training.DataFolder.Read(folder.FullName, "train", permissive);
        var validation = Sentiment.Training.DataFolder.Read(folder.FullName, "val", permissive);
        Console.Error.WriteLine($"{train.Count} texts to learn from, {validation.Count} to calibrate on.");
        if (train.Count == 0 || validation.Count == 0)
        {
            Console.Error.WriteLine(
                $"Nothing to train on in {folder.FullName}. Give --data the folder that holds SET/train.tsv.gz and SET/val.tsv.gz."
            );
            return Failures.BadInput;
        }
        var options = new TrainingOptions { Seed = seed };
        // No permissively licensed text has labelled aspects: that variant leaves them to the rules.
        var aspects = permissive ? AspectModel.Untrained : AspectTrainer.Train(folder.FullName, seed);
        SentimentModel? model = null;
        AnsiConsole
            .Progress()
            .Start(progress =>
            {
                var tasks = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                model = ModelTrainer.Train(train, validation, languages, aspects, options, Show);

                void Show(string step, double share)
                {
                    lock (tasks)
                    {
                        if (!tasks.TryGetValue(step, out var task))
                        {
                            tasks[step] = task = progress.AddTask(step, maxValue: 1);
                        }
                        task.Value = share;
                    }
                }
            });
        using var stream = output.Create();
        model!.Save(stream);
        Console.Error.WriteLine($"Model {model.Version}: {stream.Length / 1e6:F1} MB in {output.FullName}");
        return 0;
    }
}
