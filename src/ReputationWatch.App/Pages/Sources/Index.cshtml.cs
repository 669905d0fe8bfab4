using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Pages.Sources;

/// <summary>What is watched and how it fares.</summary>
internal sealed class IndexModel(ISourceStore sources, Viewer viewer, Wording words) : PageModel
{
    private const int PageSize = 100;
    private const int StripLength = 30;

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>A connector.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<Source> All { get; private set; } = [];
    public IReadOnlyList<Source> Rows { get; private set; } = [];
    public int Matching { get; private set; }
    public bool HasMore => PageNumber * PageSize < Matching;
    public ILookup<long, SourceCheck> Checks { get; private set; } =
        Array.Empty<SourceCheck>().ToLookup(c => c.SourceId);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        All = await sources.ListAsync(cancel);
        var matching = All.Where(Wanted)
            .OrderBy(s => s.Enabled ? 0 : 1)
            .ThenBy(s => IsFailing(s) ? 0 : 1)
            .ThenBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase)
            .ToList();
        Matching = matching.Count;
        PageNumber = Math.Clamp(PageNumber, 1, 1 + Matching / PageSize);
        Rows = [.. matching.Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        Checks = (await sources.RecentChecksAsync([.. Rows.Select(s => s.Id)], StripLength, cancel)).ToLookup(c =>
            c.SourceId
        );
    }

    /// <summary>One row, asked for again while its check runs.</summary>
    public async Task<IActionResult> OnGetRowAsync(long id, CancellationToken cancel)
    {
        var source = await sources.FindAsync(id, cancel);
        if (source is null)
        {
            return NotFound();
        }
        return Partial(
            "_Row",
            new SourceRow(source, await sources.ChecksAsync(id, StripLength, cancel), Waiting(source))
        );
    }

    public async Task<IActionResult> OnPostCheckAsync(long id, CancellationToken cancel)
    {
        await sources.CheckNowAsync(id, viewer.Now, cancel);
        return await AnswerAsync(id, words["Sources.CheckAsked"], cancel, waiting: true);
    }

    public async Task<IActionResult> OnPostPauseAsync(long id, bool enabled, CancellationToken cancel)
    {
        if (await sources.FindAsync(id, cancel) is { } source)
        {
            await sources.UpdateAsync(source with { Enabled = enabled }, cancel);
            if (enabled)
            {
                await sources.CheckNowAsync(id, viewer.Now, cancel);
            }
        }
        return await AnswerAsync(id, words[enabled ? "Sources.Resumed" : "Sources.Paused"], cancel);
    }

    /// <summary>The ticked sources, or all that the filter shows.</summary>
    public async Task<IActionResult> OnPostManyAsync(string? what, long[] ids, bool all, CancellationToken cancel)
    {
        IReadOnlyList<long> chosen = all ? [.. (await sources.ListAsync(cancel)).Where(Wanted).Select(s => s.Id)] : ids;
        switch (what)
        {
            case "check":
                await sources.CheckNowAsync(chosen, viewer.Now, cancel);
                break;
            case "pause" or "resume":
                await sources.EnableAsync(chosen, what == "resume", viewer.Now, cancel);
                break;
            default:
                return BadRequest();
        }
        TempData["Notice"] = words.Count("Sources.Many." + what, chosen.Count);
        return LocalRedirect(RequestKinds.Own(Request.Form["then"], "/sources"));
    }

    public async Task<IActionResult> OnPostDeleteAsync(long id, CancellationToken cancel)
    {
        await sources.DeleteAsync(id, cancel);
        TempData["Notice"] = words["Sources.Deleted"];
        return LocalRedirect("/sources");
    }

    public static bool IsFailing(Source source) =>
        source.Enabled && source.Health.Outcome != CheckOutcome.NeverChecked && !source.Health.Outcome.IsSuccess();

    private bool Wanted(Source source) =>
        (Show is not "blind" || IsFailing(source) || source.Health.BlindSince is not null)
        && (Show is not "paused" || !source.Enabled)
        && (
            string.IsNullOrWhiteSpace(Q)
            || source.Name.Contains(Q, StringComparison.CurrentCultureIgnoreCase)
            || source.Url.Contains(Q, StringComparison.OrdinalIgnoreCase)
        )
        && (string.IsNullOrEmpty(Kind) || source.Connector == Kind);

    private bool Waiting(Source source) => source.Enabled && source.Health.NextCheckAt <= viewer.Now.AddSeconds(1);

    private async Task<IActionResult> AnswerAsync(
        long id,
        string notice,
        CancellationToken cancel,
        bool waiting = false
    )
    {
        if (!Request.IsPartial())
        {
            TempData["Notice"] = notice;
            return LocalRedirect(RequestKinds.Own(Request.Form["then"], "/sources"));
        }
        var source = await sources.FindAsync(id, cancel);
        return source is null
            ? NotFound()
            : Partial("_Row", new SourceRow(source, await sources.ChecksAsync(id, StripLength, cancel), waiting));
    }
}

/// <param name="Waiting">A check was asked for and has not come back: the row asks again.</param>
internal sealed record SourceRow(Source Source, IReadOnlyList<SourceCheck> Checks, bool Waiting);
