using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Pages.Sources;

/// <summary>One source: health in words, its last checks, its name.</summary>
internal sealed class DetailModel(ISourceStore sources, Wording words) : PageModel
{
    private const int ChecksShown = 50;

    public Source Source { get; private set; } = null!;
    public IReadOnlyList<SourceCheck> Checks { get; private set; } = [];

    /// <summary>Where a network's source is filled in; null for other sources.</summary>
    public SocialForm? Form => SocialForms.Find(Source.Connector, SocialSettings.Parse(Source.Settings).Form);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await sources.FindAsync(id, cancel) is not { } source)
        {
            return NotFound();
        }
        Source = source;
        Checks = await sources.ChecksAsync(id, ChecksShown, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, string? name, string? language, CancellationToken cancel)
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
            },
            cancel
        );
        TempData["Notice"] = words["Action.Saved"];
        return LocalRedirect($"/sources/{id}");
    }
}
