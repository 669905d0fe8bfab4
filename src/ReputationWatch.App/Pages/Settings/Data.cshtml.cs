using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Settings;

/// <summary>How long things are kept: shows what a rule would take away before it is saved.</summary>
[Needs(toRead: UserRole.Admin, toWrite: UserRole.Admin)]
internal sealed class DataModel(
    ISettingsStore settings,
    IRetentionStore store,
    IErasureStore erasures,
    Names names,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int TracesShown = 50;

    [BindProperty]
    public int? MentionMonths { get; set; }

    [BindProperty]
    public bool KeepCounts { get; set; }

    [BindProperty]
    public int? VersionMonths { get; set; }

    [BindProperty]
    public int UnmatchedDays { get; set; }

    [BindProperty]
    public int CheckDays { get; set; }

    [BindProperty]
    public int JobRunDays { get; set; }

    [BindProperty]
    public int NotificationDays { get; set; }

    /// <summary>What the rules of the form would take away now; null until asked for.</summary>
    public IReadOnlyList<(RetentionKind Kind, DateTimeOffset Before, long Count)>? Preview { get; private set; }
    public IReadOnlyList<ErasureTrace> Traces { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Show(RetentionSettings.Read(await settings.GetAsync(RetentionSettings.Key, cancel)));
        await LoadTracesAsync(cancel);
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancel)
    {
        if (Asked() is { } asked)
        {
            var preview = new List<(RetentionKind, DateTimeOffset, long)>();
            foreach (var (kind, before) in asked.Limits(viewer.Now))
            {
                preview.Add((kind, before, await store.CountAsync(kind, before, cancel)));
            }
            Preview = preview;
        }
        await LoadTracesAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Asked() is not { } asked)
        {
            await LoadTracesAsync(cancel);
            return Page();
        }
        await settings.SetAsync(RetentionSettings.Key, asked.Write(), cancel);
        TempData["Notice"] = words["Data.Saved"];
        return LocalRedirect("/settings/data");
    }

    private async Task LoadTracesAsync(CancellationToken cancel)
    {
        await names.LoadAsync(cancel);
        Traces = await erasures.TracesAsync(TracesShown, cancel);
    }

    private RetentionSettings? Asked()
    {
        var asked = new RetentionSettings
        {
            MentionMonths = MentionMonths,
            KeepCounts = KeepCounts,
            VersionMonths = VersionMonths,
            UnmatchedDays = UnmatchedDays,
            CheckDays = CheckDays,
            JobRunDays = JobRunDays,
            NotificationDays = NotificationDays,
        };
        if (ModelState.IsValid && asked.IsValid)
        {
            return asked;
        }
        ModelState.Clear();
        ModelState.AddModelError("", words["Data.Wrong"]);
        return null;
    }

    private void Show(RetentionSettings kept)
    {
        (MentionMonths, KeepCounts, VersionMonths) = (kept.MentionMonths, kept.KeepCounts, kept.VersionMonths);
        (UnmatchedDays, CheckDays) = (kept.UnmatchedDays, kept.CheckDays);
        (JobRunDays, NotificationDays) = (kept.JobRunDays, kept.NotificationDays);
    }
}
