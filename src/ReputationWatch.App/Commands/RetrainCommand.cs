using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReputationWatch.App.Hosting;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Sentiment.Retraining;
using ReputationWatch.Storage;
using Spectre.Console;

namespace ReputationWatch.App.Commands;

/// <summary>
/// <c>retrain</c>: learns from the corrections of an installation, tries the outcome beside the current model, and puts it to use when
/// it is surely better. Runs beside a server, which takes the new model over by itself.
/// </summary>
internal static class RetrainCommand
{
    private const string ToShipped = "shipped";

    public static Command Create()
    {
        var dry = new Option<bool>("--dry-run") { Description = "Only try; put nothing to use." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var list = new Option<bool>("--list") { Description = "List the versions with their figures, and end." };
        var back = new Option<string?>("--roll-back")
        {
            Description = $"Go back to a version that ran before, or to \"{ToShipped}\", and end.",
        };
        var days = new Option<int>("--rescore-days")
        {
            Description =
                "After a change of model the server scores mentions of so many days anew (0: none). The spike detector compares 35 days.",
            DefaultValueFactory = _ => (int)ModelKeeper.RescoredByDefault.TotalDays,
        };
        var command = new Command("retrain", "Learn from people's corrections; promote only what is surely better.")
        {
            dry,
            json,
            list,
            back,
            days,
        };
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    HostArguments.Read(parsed, "data"),
                    services =>
                        parsed.GetValue(list) ? ListAsync(services, cancel)
                        : parsed.GetValue(back) is { } version
                            ? RollBackAsync(services, version, parsed.GetValue(days), cancel)
                        : TryAsync(
                            services,
                            parsed.GetValue(dry),
                            parsed.GetValue(json),
                            parsed.GetValue(days),
                            cancel
                        ),
                    cancel
                )
        );
        return command;
    }

    /// <summary>Without holding the data folder: a server may be running on it.</summary>
    private static async Task<int> RunAsync(
        HostSettings settings,
        Func<IServiceProvider, Task<int>> work,
        CancellationToken cancel
    )
    {
        await using var app = AppHost.BuildTools(settings);
        await app.Services.GetRequiredService<Database>().MigrateAsync(cancel);
        await app.Services.GetRequiredService<ModelKeeper>().RefreshAsync(cancel);
        return await work(app.Services);
    }

    private static async Task<int> TryAsync(
        IServiceProvider services,
        bool dry,
        bool json,
        int days,
        CancellationToken cancel
    )
    {
        var trial = await TryAsync(services.GetRequiredService<Retrainer>(), cancel);
        var report = trial.Report;
        foreach (var line in json ? [JsonSerializer.Serialize(report, JsonLines.Options)] : RetrainWords.Of(report))
        {
            Console.WriteLine(line);
        }
        if (report.Verdict != Verdict.Better || dry)
        {
            Console.Error.WriteLine(
                report.Verdict == Verdict.Better ? "Not promoted because this was a dry run." : RetrainWords.Why(report)
            );
            return 0;
        }
        var keeper = services.GetRequiredService<ModelKeeper>();
        var answer = await keeper.PromoteAsync(trial.Version!, null, cancel);
        return answer == PromotionAnswer.Promoted
            ? await ChangedAsync(services, trial.Version!, days, cancel)
            : Refuse(answer, trial.Version!);
    }

    private static async Task<Trial> TryAsync(Retrainer retrainer, CancellationToken cancel)
    {
        if (Console.IsErrorRedirected)
        {
            return await retrainer.RunAsync(null, null, cancel);
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console
            .Progress()
            .StartAsync(progress =>
            {
                var task = progress.AddTask("Learning and trying", maxValue: 1);
                return retrainer.RunAsync(null, share => task.Value = share, cancel);
            });
    }

    private static async Task<int> RollBackAsync(
        IServiceProvider services,
        string version,
        int days,
        CancellationToken cancel
    )
    {
        var keeper = services.GetRequiredService<ModelKeeper>();
        var wanted = version.Equals(ToShipped, StringComparison.OrdinalIgnoreCase) ? null : version;
        var answer = await keeper.RollBackAsync(wanted, null, cancel);
        return answer == PromotionAnswer.Promoted
            ? await ChangedAsync(services, services.GetRequiredService<ModelInUse>().Current.Version, days, cancel)
            : Refuse(answer, version);
    }

    private static async Task<int> ChangedAsync(
        IServiceProvider services,
        string version,
        int days,
        CancellationToken cancel
    )
    {
        Console.Error.WriteLine($"Model {version} is in use. A running server takes it over within seconds.");
        var asked =
            days > 0
            && await services.GetRequiredService<ModelKeeper>().AskRescoreAsync(TimeSpan.FromDays(days), null, cancel);
        Console.Error.WriteLine(
            asked
                ? $"The server scores the mentions of the last {days} days anew, oldest first; corrected labels stay."
                : "Stored mentions keep their labels."
        );
        return 0;
    }

    private static int Refuse(PromotionAnswer answer, string version)
    {
        Console.Error.WriteLine(
            answer switch
            {
                PromotionAnswer.RunsAlready => $"Model {version} is in use already.",
                PromotionAnswer.OtherBase =>
                    $"Model {version} was made for another shipped model. Retrain to learn from the corrections again.",
                PromotionAnswer.NotBetter => $"Model {version} was not found better by its trial.",
                _ => $"There is no model {version} that ran here. See retrain --list.",
            }
        );
        return answer == PromotionAnswer.RunsAlready ? 0 : Failures.BadInput;
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancel)
    {
        var store = services.GetRequiredService<IAdaptationStore>();
        var model = services.GetRequiredService<ModelInUse>();
        Console.WriteLine($"in use: {model.Current.Version}   shipped: {model.Shipped.Version}");
        if (model.Refused is { } refused)
        {
            Console.WriteLine($"Model {refused} was in use, but was made for another shipped model. Retrain.");
        }
        foreach (var use in await store.UsesAsync(int.MaxValue, cancel))
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{use.At:yyyy-MM-dd HH:mm}Z  put to use  {use.Version ?? use.BaseVersion + " (shipped)"}"
                )
            );
        }
        foreach (var trial in await store.TrialsAsync(50, cancel))
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{trial.At:yyyy-MM-dd HH:mm}Z  tried       {trial.Version ?? "–"}  {trial.Report.Verdict}  {RetrainWords.Points(trial.Report.HeldBack)}"
                )
            );
        }
        return 0;
    }
}
