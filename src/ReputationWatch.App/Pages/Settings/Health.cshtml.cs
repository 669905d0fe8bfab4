using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Health;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Health;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Settings;

/// <summary>Everything that may be wrong, in one place and in words.</summary>
[Needs(toRead: UserRole.Manager, toWrite: UserRole.Admin)]
internal sealed class HealthModel(HealthReader health, Viewer viewer, Wording words) : PageModel
{
    private const int NamesShown = 5;

    /// <summary>The worst first.</summary>
    public IReadOnlyList<HealthFinding> Findings { get; private set; } = [];
    public IReadOnlyList<ProcessSign> Processes { get; private set; } = [];
    private long IndexSetAside { get; set; }
    public int Troubles => Findings.Count(f => f.State is not HealthState.Good);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (facts, processes) = await health.ReadAsync(cancel);
        Findings = [.. HealthChecks.Judge(facts, viewer.Now).OrderByDescending(f => f.State)];
        Processes = processes;
        IndexSetAside = facts.IndexSetAside;
    }

    public string Say(HealthFinding finding)
    {
        var key = $"Check.{finding.Subject}.{finding.State}";
        return finding.Subject switch
        {
            HealthSubject.Disk => finding.Number > 0
                ? words[key, words.Format.Bytes(finding.Number)]
                : words["Check.Disk.Unknown"],
            HealthSubject.Index when finding is { State: HealthState.Bad } => words[key],
            HealthSubject.Integrity => finding.At is { } at
                ? words.Count(key, finding.Number, words.Date(at))
                : words["Check.Integrity.Never"],
            HealthSubject.Index => words.Count(key, finding.Number) + SetAside(),
            _ => words.Count(key, finding.Number, Names(finding)),
        };
    }

    private string SetAside() => IndexSetAside > 0 ? " " + words.Count("Check.Index.SetAside", IndexSetAside) : "";

    /// <summary>What to do about it; null when nothing is to be done.</summary>
    public string? Do(HealthFinding finding) =>
        finding.State is not HealthState.Good && words.Has($"Check.{finding.Subject}.Do")
            ? words[$"Check.{finding.Subject}.Do"]
            : null;

    public static string? LinkOf(HealthSubject subject) =>
        subject switch
        {
            HealthSubject.Sources => "/sources",
            HealthSubject.Index or HealthSubject.Jobs => "/jobs",
            HealthSubject.Notifications => "/jobs#notifications",
            HealthSubject.Mail => "/settings",
            _ => null,
        };

    private string Names(HealthFinding finding)
    {
        var names = (finding.Names ?? []).Select(n => finding.Subject is HealthSubject.Jobs ? words.JobName(n) : n);
        var shown = string.Join(", ", names.Take(NamesShown));
        return finding.Names?.Count > NamesShown ? shown + "…" : shown;
    }
}
