using ReputationWatch.App.Hosting;
using ReputationWatch.App.Jobs;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Health;
using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web.Health;

/// <summary>Gathers the figures of <see cref="HealthChecks"/>.</summary>
internal sealed class HealthReader(
    ISourceStore sources,
    IndexFollower follower,
    INotificationStore notifications,
    IJobRunStore runs,
    ILeaseStore leases,
    ISettingsStore settings,
    IEnumerable<IJobTrigger> triggers,
    WebSettings web,
    HealthPlaces places,
    TimeProvider clock
)
{
    private const int NotificationsLooked = 500;
    private static readonly TimeSpan RecentlyGivenUp = TimeSpan.FromDays(7);

    public async Task<(HealthFacts Facts, IReadOnlyList<ProcessSign> Processes)> ReadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var all = (await sources.ListAsync(cancel)).Where(s => s.Enabled).ToList();
        var processes = places.Place.Clustered ? await leases.ProcessesAsync(now - ProcessSigns.Missing, cancel) : [];
        var note = IntegrityNote.Read(await settings.GetAsync(IntegrityNote.Key, cancel));
        var disk = DiskOf(places.Data);
        var index = await follower.HealthAsync(cancel);
        var facts = new HealthFacts
        {
            Sources = all.Count,
            BlindSources = [.. all.Where(s => s.Health.BlindSince is not null).Select(s => s.Name)],
            IndexBehind = index.Behind,
            IndexSetAside = index.SetAside.Count,
            IndexTrouble = index.Reason,
            DeadNotifications = (await notifications.RecentAsync(NotificationsLooked, cancel)).Count(n =>
                n.Dead && n.CreatedAt > now - RecentlyGivenUp
            ),
            FailingJobs = await FailingAsync(cancel),
            Workers = places.Place.Clustered ? processes.Count(p => p.Role != "web") : null,
            DiskFree = disk?.AvailableFreeSpace,
            DiskSize = disk?.TotalSize,
            HasMailServer = web.Mail?.Server is not null,
            HasModel = File.Exists(places.Model),
            IntegrityCheckedAt = note?.At,
            IntegrityProblems = note?.Problems ?? 0,
        };
        return (facts, processes);
    }

    private async Task<IReadOnlyList<string>> FailingAsync(CancellationToken cancel)
    {
        var known = triggers.SelectMany(t => t.Jobs).Select(j => j.Name).ToHashSet();
        return
        [
            .. (await runs.SummariesAsync(cancel))
                .Where(s => known.Contains(s.Job))
                .Where(s => s.LastFailureAt is { } failed && !(s.LastSuccessAt >= failed))
                .Select(s => s.Job),
        ];
    }

    private static DriveInfo? DiskOf(DirectoryInfo folder)
    {
        try
        {
            // The longest mount point above the folder: on Unix each file system is a drive.
            return DriveInfo
                .GetDrives()
                .Where(d => d.IsReady && IsAbove(d.RootDirectory.FullName, folder.FullName))
                .MaxBy(d => d.RootDirectory.FullName.Length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsAbove(string root, string folder) =>
        folder.StartsWith(
            root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar,
            OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
        );
}

/// <param name="Model">File of the sentiment model.</param>
internal sealed record HealthPlaces(ProcessPlace Place, DirectoryInfo Data, string Model);
