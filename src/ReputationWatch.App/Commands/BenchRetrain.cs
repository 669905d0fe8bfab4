using System.CommandLine;
using System.Globalization;
using ReputationWatch.App.Hosting;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Evaluation;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Retraining;
using ReputationWatch.Sentiment.Training;
using LabelledTexts = ReputationWatch.Sentiment.Training.DataFolder;

namespace ReputationWatch.App.Commands;

/// <summary>
/// <c>bench retrain</c>: simulates corrections of sets that a model never saw and measures what learning from them gains on the rest of
/// each set, and loses elsewhere.
/// </summary>
internal static class BenchRetrain
{
    private static readonly string[] Sets =
    [
        "airline_en",
        "finphrase_en",
        "hutto_movie_en",
        "ta_fr_ft",
        "tp_fr_shops",
        "app_fr",
    ];

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of labelled sets.", Required = true };
        var sets = new Option<string[]>("--set")
        {
            Description = "Sets to leave out of training, one at a time, and to correct.",
            DefaultValueFactory = _ => Sets,
            AllowMultipleArgumentsPerToken = true,
        };
        var users = new Option<SimulatedUsers[]>("--users")
        {
            Description = "How the simulated people judge.",
            DefaultValueFactory = _ => Enum.GetValues<SimulatedUsers>(),
            AllowMultipleArgumentsPerToken = true,
        };
        var count = new Option<int>("--corrections")
        {
            Description = "How many corrections to simulate.",
            DefaultValueFactory = _ => 300,
        };
        var seeds = new Option<int>("--seeds")
        {
            Description = "How many random choices of texts to correct.",
            DefaultValueFactory = _ => 3,
        };
        var models = new Option<DirectoryInfo?>("--models")
        {
            Description = "Folder that keeps the models trained without each set, for the next run.",
        };
        var rate = new Option<float>("--rate")
        {
            Description = "How fast weights move.",
            DefaultValueFactory = _ => new AdaptationOptions().Rate,
        };
        var anchors = new Option<float>("--anchors")
        {
            Description = "Unjudged texts held in place, for each correction.",
            DefaultValueFactory = _ => new AdaptationOptions().AnchorsPerCorrection,
        };
        var command = new Command("retrain", "Measure learning from simulated corrections.")
        {
            data,
            sets,
            users,
            count,
            seeds,
            models,
            rate,
            anchors,
        };
        command.SetAction(
            (parsed, cancel) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetValue(data)!,
                            parsed.GetValue(sets)!,
                            parsed.GetValue(users)!,
                            (parsed.GetValue(count), parsed.GetValue(seeds)),
                            parsed.GetValue(models),
                            new AdaptationOptions
                            {
                                Rate = parsed.GetValue(rate),
                                AnchorsPerCorrection = parsed.GetValue(anchors),
                            },
                            cancel
                        ),
                    cancel
                )
        );
        return command;
    }

    private static int Run(
        DirectoryInfo folder,
        string[] sets,
        SimulatedUsers[] users,
        (int Corrections, int Seeds) size,
        DirectoryInfo? models,
        AdaptationOptions adaptation,
        CancellationToken cancel
    )
    {
        if (!folder.Exists)
        {
            Console.Error.WriteLine(
                $"{folder.FullName} does not exist. Give the folder of the labelled sets to --data."
            );
            return Failures.BadInput;
        }
        var train = LabelledTexts.Read(folder.FullName, "train");
        var validation = LabelledTexts.Read(folder.FullName, "val");
        Console.WriteLine(
            "set             users        seed  verdict           agreed  held back              rest of the set        macro-F1      elsewhere"
        );
        foreach (var set in sets)
        {
            var own = train.Concat(validation).Where(e => e.Set == set).ToArray();
            if (own.Length == 0)
            {
                Console.Error.WriteLine($"There is no set {set} in {folder.FullName}.");
                return Failures.BadInput;
            }
            var model = ModelWithout(set, train, validation, models);
            var others = validation.Where(e => e.Set != set).ToArray();
            foreach (var way in users)
            {
                for (var seed = 1; seed <= size.Seeds; seed++)
                {
                    cancel.ThrowIfCancellationRequested();
                    Show(RetrainingExperiment.Run(model, own, others, way, size.Corrections, seed, adaptation));
                }
            }
        }
        return 0;
    }

    private static SentimentModel ModelWithout(
        string set,
        IReadOnlyList<Example> train,
        IReadOnlyList<Example> validation,
        DirectoryInfo? kept
    )
    {
        var file = kept is null ? null : Path.Combine(kept.FullName, $"without-{set}.model");
        if (file is not null && File.Exists(file))
        {
            return SentimentModel.Load(file);
        }
        Console.Error.WriteLine($"Training without {set} …");
        using var shipped = File.OpenRead(Path.Combine(AppContext.BaseDirectory, SentimentModel.FileName));
        var model = ModelTrainer.Train(
            [.. train.Where(e => e.Set != set)],
            [.. validation.Where(e => e.Set != set)],
            LanguageIdentifier.FromModel(shipped),
            AspectModel.Untrained,
            new TrainingOptions()
        );
        if (file is not null)
        {
            kept!.Create();
            using var stream = File.Create(file);
            model.Save(stream);
        }
        return model;
    }

    private static void Show(RetrainingOutcome outcome)
    {
        var report = outcome.Report;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{outcome.Set, -15} {outcome.Users, -12} {outcome.Seed, 4}  {report.Verdict, -16}  {Agreed(report)}  {Points(report.HeldBack?.Gain)}  {Points(outcome.InSet?.Gain)}  {100 * outcome.F1Before, 4:F1} to {100 * outcome.F1After, 4:F1}  {Points(outcome.Elsewhere?.Gain)}{Watched(report)}"
            )
        );
    }

    private static string Agreed(RetrainingReport report) =>
        report.HeldBack is { } held
            ? string.Create(CultureInfo.InvariantCulture, $"{held.CurrentRight / (double)held.Count, 6:P0}")
            : "     –";

    private static string Watched(RetrainingReport report) =>
        report is { General: { } general, Unjudged: { } unjudged }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"  plain {general.CandidateRight - general.CurrentRight:+0;-0;0} of {general.Count}, unjudged changed {unjudged.Changed} of {unjudged.Count}, sure {unjudged.SureChanged} of {unjudged.Sure}, opposed {string.Join(' ', report.Opposed.Select(o => $"{o.Share.Value:P0}"))}"
            )
            : "";

    private static string Points(Estimate? gain) =>
        gain is { } found
            ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * found.Value, 5:+0.0;-0.0;0.0} ({100 * found.Low:+0.0;-0.0;0.0} to {100 * found.High:+0.0;-0.0;0.0})"
                )
                .PadRight(21)
            : "–".PadRight(21);
}
