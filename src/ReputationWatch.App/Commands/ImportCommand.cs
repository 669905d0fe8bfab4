using System.CommandLine;
using System.Globalization;
using ReputationWatch.App.Hosting;
using ReputationWatch.App.Imports;
using ReputationWatch.Connectors.Imports;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Commands;

/// <summary><c>import</c>: takes a file in, or shows what would become of it.</summary>
internal static class ImportCommand
{
    private const int Shown = 10;
    private const int Excerpt = 70;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV, Excel (.xlsx), JSON or JSON Lines file." };
        var map = new Option<string?>("--map")
        {
            Description =
                $"Which column becomes what, for example text=Comment,date=Date,nps=Q1; what is left out is guessed, field= leaves it empty. Fields: {string.Join(", ", Enum.GetNames<ImportField>()).ToLowerInvariant()}.",
        };
        var dry = new Option<bool>("--dry-run") { Description = "Show what the rows would become, and save nothing." };
        var name = new Option<string?>("--source")
        {
            Description =
                "Name of the source that holds them (default: the file's name). The same name and file twice double nothing.",
        };
        var monthFirst = new Option<bool>("--month-first") { Description = "4/5/2020 is the fifth of April." };
        var best = new Option<double?>("--best")
        {
            Description = "The best rating of the scale, when the guess is wrong.",
        };
        var command = new Command("import", "Take in reviews, posts or survey answers from a file.")
        {
            file,
            map,
            dry,
            name,
            monthFirst,
            best,
        };
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction(
            (parsed, cancel) =>
            {
                var path = parsed.GetValue(file)!.FullName;
                var table = ImportFile.Open(path);
                var plan = Planned(table, parsed.GetValue(map), parsed.GetValue(monthFirst), parsed.GetValue(best));
                return parsed.GetValue(dry)
                    ? Task.FromResult(DryRun(table, plan))
                    : RunAsync(
                        HostArguments.Read(parsed, "data"),
                        table,
                        plan,
                        parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(path),
                        cancel
                    );
            }
        );
        return command;
    }

    internal static ImportPlan Planned(ImportTable table, string? map, bool monthFirst, double? best)
    {
        var guessed = ImportGuess.Of(table);
        var columns = guessed.Columns.ToDictionary();
        foreach (var pair in (map ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !Enum.TryParse<ImportField>(parts[0], ignoreCase: true, out var field))
            {
                throw new SettingsException(
                    $"--map has \"{pair}\". Write field=column with one of the fields {string.Join(", ", Enum.GetNames<ImportField>()).ToLowerInvariant()}."
                );
            }
            columns.Remove(field);
            if (parts[1].Length > 0)
            {
                columns[field] =
                    ImportGuess.IndexOf(table, parts[1]) >= 0
                        ? parts[1]
                        : throw new SettingsException(
                            $"The file has no column \"{parts[1]}\". It has {string.Join(", ", table.Columns.Take(40))}."
                        );
            }
        }
        var plan = ImportGuess.With(table, guessed with { Columns = columns });
        return plan with { DayFirst = plan.DayFirst && !monthFirst, Best = best ?? plan.Best };
    }

    private static int DryRun(ImportTable table, ImportPlan plan)
    {
        Console.WriteLine(
            $"{table.Format}. Columns: {string.Join(", ", plan.Columns.Select(c => $"{c.Key.ToString().ToLowerInvariant()}={c.Value}"))}. {(plan.DayFirst ? "Day" : "Month")} first, ratings up to {plan.Best.ToString(CultureInfo.InvariantCulture)}."
        );
        var reader = new ImportReader(table, plan, "import:dry-run", DateTimeOffset.MaxValue.AddDays(-2));
        var problems = new Dictionary<RowProblem, (int Count, int First, string? Value)>();
        var rows = 0;
        foreach (var row in table.Rows().Select(reader.Read))
        {
            rows++;
            if (row.Problem is { } problem)
            {
                var (count, first, value) = problems.GetValueOrDefault(problem, (0, row.Number, row.Value));
                problems[problem] = (count + 1, first, value);
            }
            else if (rows <= Shown)
            {
                Console.WriteLine(Line(row));
            }
        }
        foreach (var (problem, (count, first, value)) in problems)
        {
            Console.WriteLine(
                $"{count} rows: {Words(problem)} (first in row {first}{(value is null ? "" : $": {value}")})"
            );
        }
        Console.WriteLine($"{rows} rows, {rows - problems.Values.Sum(p => p.Count)} can be taken. Nothing was saved.");
        return 0;
    }

    private static string Line(ReadRow row)
    {
        var item = row.Item!;
        var text = (item.Title is null ? item.Text : $"{item.Title}: {item.Text}").ReplaceLineEndings(" ");
        var figures =
            item.Recommends is { } nps ? $" NPS {nps}"
            : item.Rating is { } rating
                ? $" {rating.Value.ToString(CultureInfo.InvariantCulture)}/{rating.Best.ToString(CultureInfo.InvariantCulture)}"
            : "";
        return $"  {row.Number}: {item.PublishedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date"}{figures} {item.AuthorName} | {(text.Length > Excerpt ? text[..Excerpt] + "…" : text)}";
    }

    internal static string Words(RowProblem problem) =>
        problem switch
        {
            RowProblem.NoText => "no text, title or rating",
            RowProblem.BadDate => "the date cannot be read",
            RowProblem.FutureDate => "the date lies in the future",
            RowProblem.BadRating => "the rating is no number",
            RowProblem.RatingOffScale => "the rating is off the scale; give --best",
            _ => "the answer is no whole number from 0 to 10",
        };

    private static Task<int> RunAsync(
        HostSettings settings,
        ImportTable table,
        ImportPlan plan,
        string name,
        CancellationToken cancel
    ) =>
        Tools.RunAsync(
            settings,
            async services =>
            {
                var source = await ImportSources.EnsureAsync(
                    services.GetRequiredService<ISourceStore>(),
                    name,
                    services.GetRequiredService<TimeProvider>().GetUtcNow(),
                    cancel
                );
                var runner = services.GetRequiredService<ImportRunner>();
                var tally = await runner.TakeAsync(table, plan, source, (_, _) => Task.FromResult(true), cancel);
                await services.GetRequiredService<IndexFollower>().CatchUpAsync(cancel);
                Console.WriteLine(
                    $"{tally.Read} rows read: {tally.New} new, {tally.Known} known already, {tally.Failed} could not be taken."
                );
                return 0;
            },
            cancel
        );
}
