using ReputationWatch.Core.Imports;

namespace ReputationWatch.App.Imports;

/// <summary>
/// Deletes uploads that nobody will take in any more: never started, stopped or failed. They hold what people said, so they do not
/// stay longer than it takes to come back to them.
/// </summary>
internal sealed class UploadSweep(
    IImportStore imports,
    ImportFolder folder,
    TimeProvider clock,
    ILogger<UploadSweep> log
)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Returns how many files went.</summary>
    public async Task<long> RunAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - Kept;
        var old = folder.Files().Where(f => f.LastWriteTimeUtc < before.UtcDateTime).ToList();
        if (old.Count == 0)
        {
            return 0;
        }
        // Asked after the files were listed: an import begun in between is seen.
        var wanted = (await imports.WantedFilesAsync(before, cancel)).ToHashSet(StringComparer.Ordinal);
        return old.Count(f => !wanted.Contains(f.Name) && Delete(f));
    }

    private bool Delete(FileInfo file)
    {
        try
        {
            file.Delete();
            log.LogInformation("Deleted upload {File} from {Written}", file.Name, file.LastWriteTimeUtc);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(failure, "Upload {File} could not be deleted; it is tried again", file.Name);
            return false;
        }
    }
}
