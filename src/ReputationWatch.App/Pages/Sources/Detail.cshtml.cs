using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Api.Inbound;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Pages.Sources;

/// <summary>One source: health in words, its last checks, its name.</summary>
internal sealed class DetailModel(
    ISourceStore sources,
    IDeliveryStore deliveries,
    SourceInspection inspection,
    ISecretBox secrets,
    Viewer viewer,
    PublicAddress address,
    Wording words
) : PageModel
{
    private const int ChecksShown = 50;
    private const int DeliveriesShown = 20;
    private const int LongestBackfillDays = 3650;

    public Source Source { get; private set; } = null!;
    public IReadOnlyList<SourceCheck> Checks { get; private set; } = [];

    /// <summary>Where a network's source is filled in; null for other sources.</summary>
    public SocialForm? Form => SocialForms.Find(Source.Connector, SocialSettings.Parse(Source.Settings).Form);

    public IReadOnlyList<Delivery> Deliveries { get; private set; } = [];

    /// <summary>What a look at the source now finds; null until asked for.</summary>
    public InspectedSource? Inspected { get; private set; }

    /// <summary>The secret of an inbound address, shown once after it was made.</summary>
    public string? NewSecret { get; private set; }

    public Uri InboundUrl => new(address.Root, $"api/intake/{Source.Id}");

    public IReadOnlyDictionary<string, string> Paths => InboundSource.PathsOf(Source);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await sources.FindAsync(id, cancel) is not { } source)
        {
            return NotFound();
        }
        Source = source;
        Checks = await sources.ChecksAsync(id, ChecksShown, cancel);
        if (source.Connector == DirectIntake.InboundConnector)
        {
            Deliveries = await deliveries.RecentAsync(id, DeliveriesShown, cancel);
            NewSecret = TempData["Secret"] is string sealedSecret ? secrets.Open(sealedSecret) : null;
        }
        return Page();
    }

    /// <summary>Why did this not arrive: reads the source now and tells of each item what would become of it.</summary>
    public async Task<IActionResult> OnPostInspectAsync(long id, CancellationToken cancel)
    {
        if (await OnGetAsync(id, cancel) is PageResult)
        {
            Inspected = await inspection.LookAsync(Source, cancel);
            return Page();
        }
        return NotFound();
    }

    public async Task<IActionResult> OnPostBackfillAsync(long id, int days, CancellationToken cancel)
    {
        var until = viewer.Now.AddDays(-Math.Clamp(days, 1, LongestBackfillDays));
        await sources.RequestBackfillAsync(id, until, viewer.Now, cancel);
        TempData["Notice"] = words["Backfill.Asked"];
        return LocalRedirect($"/sources/{id}");
    }

    public async Task<IActionResult> OnPostStopBackfillAsync(long id, CancellationToken cancel)
    {
        await sources.StopBackfillAsync(id, viewer.Now, cancel);
        TempData["Notice"] = words["Backfill.Stopped"];
        return LocalRedirect($"/sources/{id}");
    }

    public async Task<IActionResult> OnPostRotateAsync(long id, CancellationToken cancel)
    {
        if (await sources.FindAsync(id, cancel) is not { Connector: DirectIntake.InboundConnector } source)
        {
            return NotFound();
        }
        var secret = InboundSignature.NewSecret();
        await sources.UpdateAsync(
            source with
            {
                Settings = InboundSource.Settings(secret, InboundSource.PathsOf(source), secrets),
            },
            cancel
        );
        TempData["Secret"] = secrets.Seal(secret);
        return LocalRedirect($"/sources/{id}");
    }

    public async Task<IActionResult> OnPostPathsAsync(long id, CancellationToken cancel)
    {
        if (await sources.FindAsync(id, cancel) is not { Connector: DirectIntake.InboundConnector } source)
        {
            return NotFound();
        }
        var paths = InboundBody.Usual.Keys.ToDictionary(
            f => f,
            f => Request.Form["path." + f].ToString().Trim() is { Length: <= 200 } path ? path : ""
        );
        await sources.UpdateAsync(source with { Settings = InboundSource.WithPaths(source, paths) }, cancel);
        TempData["Notice"] = words["Action.Saved"];
        return LocalRedirect($"/sources/{id}");
    }

    public async Task<IActionResult> OnPostAsync(
        long id,
        string? name,
        string? language,
        int every,
        CancellationToken cancel
    )
    {
        if (await sources.FindAsync(id, cancel) is not { } source)
        {
            return NotFound();
        }
        if (string.IsNullOrWhiteSpace(name))
        {
            ModelState.AddModelError("name", words["Sources.NameMissing"]);
            return await OnGetAsync(id, cancel);
        }
        var cut = name.Trim();
        await sources.UpdateAsync(
            source with
            {
                Name = cut[..Math.Min(300, cut.Length)],
                Language = language is { Length: 2 } ? language : null,
                Every = every is > 0 and <= 7 * 24 * 60 ? TimeSpan.FromMinutes(Math.Max(5, every)) : null,
            },
            cancel
        );
        TempData["Notice"] = words["Action.Saved"];
        return LocalRedirect($"/sources/{id}");
    }
}
