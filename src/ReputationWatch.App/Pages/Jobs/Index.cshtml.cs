using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Jobs;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Search;

namespace ReputationWatch.App.Pages.Jobs;

/// <summary>What runs by itself: last runs, durations, failures, mails that did not go.</summary>
internal sealed class IndexModel(
    IJobRunStore runs,
    IEnumerable<IJobTrigger> triggers,
    INotificationStore notifications,
    IMentionStore mentions,
    IndexFollower follower,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int RunsShown = 40;
    private const int NotificationsShown = 30;

    public IReadOnlyList<(JobInfo Job, JobSummary? Summary)> Jobs { get; private set; } = [];
    public IReadOnlyList<JobRun> Runs { get; private set; } = [];
    public IReadOnlyList<Notification> Notifications { get; private set; } = [];
    public StoreTotals Totals { get; private set; } = new(0, 0, 0, 0, 0, 0);
    public IndexHealth Search { get; private set; } = new(0, null, null, null, []);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var summaries = (await runs.SummariesAsync(cancel)).ToDictionary(s => s.Job);
        var known = triggers.SelectMany(t => t.Jobs).ToList();
        Jobs = [.. known.Select(j => (j, summaries.GetValueOrDefault(j.Name)))];
        Runs = await runs.RecentAsync(null, RunsShown, cancel);
        Notifications = await notifications.RecentAsync(NotificationsShown, cancel);
        Totals = await mentions.TotalsAsync(cancel);
        Search = await follower.HealthAsync(cancel);
    }

    public bool CanRun(string job) => triggers.Any(t => t.CanRun(job));

    public async Task<IActionResult> OnPostRunAsync(string? job, CancellationToken cancel)
    {
        var trigger = triggers.FirstOrDefault(t => job is not null && t.CanRun(job));
        if (trigger is null)
        {
            return NotFound();
        }
        await trigger.RunNowAsync(job!);
        TempData["Notice"] = words["Jobs.Asked", words.JobName(job!)];
        return LocalRedirect("/jobs");
    }

    public async Task<IActionResult> OnPostRetryAsync(long id, CancellationToken cancel)
    {
        await notifications.RetryAsync(id, viewer.Now, cancel);
        TempData["Notice"] = words["Jobs.Resent"];
        return LocalRedirect("/jobs#notifications");
    }
}
