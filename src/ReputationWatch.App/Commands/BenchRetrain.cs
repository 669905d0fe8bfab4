using System.CommandLine;
using System.Globalization;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Retraining;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.App.Commands;

/// <summary>
/// <c>bench retrain</c>: simulates corrections of one set that the model never saw and measures what learning from them
/// gains on the rest of that set, and loses elsewhere.
/// </summary>
internal static class BenchRetrain
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of labelled sets.", Required = true };
        var set = new Option<string>("--set")
        {
            Description = "The set to leave out of training and to correct.",
            DefaultValueFactory = _ => "airline_en",
        };
        var count = new Option<int>("--corrections")
        {
            Description = "How many corrections to simulate.",
            DefaultValueFactory = _ => 300,
        };
        var command = new Command("retrain", "Measure learning from simulated corrections.") { data, set, count };
        command.SetAction(parsed =>
        {
            Run(parsed.GetValue(data)!.FullName, parsed.GetValue(set)!, parsed.GetValue(count));
            return 0;
        });
        return command;
    }

    private static void Run(string folder, string set, int count)
    {
        var train = DataFolder.Read(folder, "train");
        var validation = DataFolder.Read(folder, "val");
        Console.Error.WriteLine($"Training without {set} …");
        using var shipped = File.OpenRead(Path.Combine(AppContext.BaseDirectory, SentimentModel.FileName));
        var model = ModelTrainer.Train(
            [.. train.Where(e => e.Set != set)],
            [.. validation.Where(e => e.Set != set)],
            LanguageIdentifier.FromModel(shipped),
            Sentiment.Aspects.AspectModel.Untrained,
            new TrainingOptions()
        );
        foreach (var line in RetrainingExperiment.Run(model, train, validation, set, count).Lines)
        {
            Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
