using System.Text.Json;
using ReputationWatch.App.Hosting;
using ReputationWatch.Connectors.Imports;
using ReputationWatch.Core.Imports;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Imports;

/// <summary>A row that could not be taken, as it is shown.</summary>
internal sealed record FailedRow(int Row, RowProblem Problem, string? Value);

/// <summary>Where uploaded files wait; outside of what is served, under names of ours.</summary>
internal sealed class ImportFolder(HostSettings settings)
{
    private readonly DirectoryInfo _folder = new(settings.Path("imports"));

    public string Of(string storedName) => Path.Combine(_folder.FullName, Path.GetFileName(storedName));

    public string Create()
    {
        _folder.Create();
        return $"{Guid.NewGuid():n}";
    }

    public IReadOnlyList<FileInfo> Files() => _folder.Exists ? _folder.GetFiles() : [];
}

/// <summary>Takes files in, batch by batch. Running twice is harmless: rows are known by what they say.</summary>
internal sealed class ImportRunner(
    IImportStore imports,
    ISourceStore sources,
    DirectIntake intake,
    ImportFolder folder,
    TimeProvider clock,
    ILogger<ImportRunner> log
)
{
    private const int BatchSize = 500;
    private const int ErrorsKept = 100;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>Takes in what waits. Returns how many rows were read.</summary>
    public async Task<long> RunWaitingAsync(CancellationToken cancel)
    {
        long rows = 0;
        while (await imports.ClaimAsync(clock.GetUtcNow(), clock.GetUtcNow() - Silence, cancel) is { } import)
        {
            rows += await RunAsync(import, cancel);
        }
        return rows;
    }

    private async Task<long> RunAsync(Import import, CancellationToken cancel)
    {
        var (state, error, tally) = (ImportState.Done, (string?)null, new ImportTally());
        try
        {
            if (
                await sources.FindAsync(import.SourceId, cancel) is not { } source
                || !File.Exists(folder.Of(import.StoredName))
            )
            {
                throw new ImportException("Gone", "The file or its source is no longer there.");
            }
            var table = ImportFile.Open(folder.Of(import.StoredName));
            tally = await TakeAsync(table, ImportPlan.Parse(import.Plan), source, SaveProgress, cancel);
            state = tally.Read < tally.Total ? ImportState.Stopped : ImportState.Done;
        }
        catch (Exception failure) when (failure is ImportException or IOException or UnauthorizedAccessException)
        {
            log.LogError(failure, "Import {Id} of {File} failed", import.Id, import.FileName);
            (state, error) = (ImportState.Failed, failure is ImportException known ? Worded(known) : "Unreadable");
        }
        await imports.EndAsync(import.Id, state, error, clock.GetUtcNow(), cancel);
        if (state == ImportState.Done)
        {
            File.Delete(folder.Of(import.StoredName));
        }
        return tally.Read;

        Task<bool> SaveProgress(ImportTally now, IReadOnlyList<FailedRow> failed) =>
            imports.ProgressAsync(
                import.Id,
                now,
                failed.Count == 0 ? null : JsonSerializer.Serialize(failed),
                clock.GetUtcNow(),
                cancel
            );
    }

    /// <param name="progress">Called after each batch; false stops.</param>
    public async Task<ImportTally> TakeAsync(
        ImportTable table,
        ImportPlan plan,
        Source source,
        Func<ImportTally, IReadOnlyList<FailedRow>, Task<bool>> progress,
        CancellationToken cancel
    )
    {
        var total = table.Rows().LongCount();
        if (total > ImportLimits.MostRows)
        {
            throw new ImportException(
                "TooMany",
                $"The file has more than {ImportLimits.MostRows} rows.",
                ImportLimits.MostRows
            );
        }
        var tally = new ImportTally(total);
        var failed = new List<FailedRow>();
        var reader = new ImportReader(table, plan, source.Url, clock.GetUtcNow());
        foreach (var batch in table.Rows().Chunk(BatchSize))
        {
            var rows = batch.Select(reader.Read).ToList();
            failed.AddRange(
                rows.Where(r => r.Problem is not null)
                    .Take(ErrorsKept - failed.Count)
                    .Select(r => new FailedRow(r.Number, r.Problem!.Value, Short(r.Value)))
            );
            var items = rows.Select(r => r.Item).OfType<Core.Mentions.RawItem>().ToList();
            var result = await intake.TakeAsync(source, items, cancel);
            source = source with { Health = result.Health };
            tally = tally with
            {
                Read = tally.Read + batch.Length,
                Failed = tally.Failed + rows.Count(r => r.Problem is not null),
                New = tally.New + result.New + result.Unmatched,
                Known = tally.Known + result.Known + result.Edited,
            };
            if (!await progress(tally, failed))
            {
                break;
            }
        }
        return tally;
    }

    public static string Worded(ImportException failure) => string.Join('\u001f', [failure.Code, .. failure.Values]);

    private static string? Short(string? value) => value is { Length: > 80 } ? value[..80] + "…" : value;
}
