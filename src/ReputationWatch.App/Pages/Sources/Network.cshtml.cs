using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Sources;

/// <summary>A source of a network: what is read and with which keys, to be added or, with an id, to be changed.</summary>
[Needs(toRead: UserRole.Manager)]
internal sealed class NetworkModel(
    ISourceStore sources,
    SocialSetup setup,
    SourceTrial trial,
    ISecretBox secrets,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int LongestName = 300;
    private const int LongestValue = 2000;

    [BindProperty(SupportsGet = true, Name = "connector")]
    public string Connector { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "form")]
    public string FormName { get; set; } = "";

    /// <summary>The source to be changed; null when one is added.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public SocialForm Form { get; private set; } = null!;
    public Dictionary<string, string> Values { get; private set; } = [];

    /// <summary>Keys typed before or saved, sealed: they pass through the page so that a test does not ask for them twice.</summary>
    public Dictionary<string, string> Sealed { get; private set; } = [];
    public SourceReading? Tested { get; private set; }
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public bool HasInstallationKey(FormField field) => setup.HasInstallationKey(Form, field);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!FindForm())
        {
            return NotFound();
        }
        if (Id is { } id)
        {
            return await ShowAsync(id, cancel);
        }
        Values = Form
            .Fields.Where(f => f.Kind != FieldKind.Secret)
            .ToDictionary(f => f.Name, f => Cut(Request.Query[f.Name].ToString()));
        return Page();
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancel)
    {
        if (!FindForm())
        {
            return NotFound();
        }
        if (await PrepareAsync(cancel) is { Url: { } url } draft)
        {
            Tested = await trial.ReadAsync(SourceOf(url, draft), cancel);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancel)
    {
        if (!FindForm())
        {
            return NotFound();
        }
        if (await PrepareAsync(cancel) is not { Url: { } url } draft)
        {
            return Page();
        }
        var known = await sources.FindByUrlAsync(url, Form.Connector, cancel);
        if (known is not null && known.Id != Id)
        {
            TempData["Notice"] = words["Network.AlreadyWatched"];
            return LocalRedirect($"/sources/{known.Id}");
        }
        return Id is { } id ? await ChangeAsync(id, url, draft, cancel) : await AddAsync(url, draft, cancel);
    }

    private async Task<IActionResult> AddAsync(string url, SocialDraft draft, CancellationToken cancel)
    {
        var id = await sources.AddAsync(SourceOf(url, draft), cancel);
        TempData["Notice"] = words["Sources.Added"];
        return LocalRedirect($"/sources/{id}");
    }

    private async Task<IActionResult> ChangeAsync(long id, string url, SocialDraft draft, CancellationToken cancel)
    {
        if (await FindOwnAsync(id, cancel) is not { } source)
        {
            return NotFound();
        }
        await sources.UpdateAsync(
            source with
            {
                Url = url,
                Settings = draft.Settings.ToJson(),
                Name = NameOf(draft),
            },
            cancel
        );
        await sources.CheckNowAsync(id, viewer.Now, cancel);
        TempData["Notice"] = words["Action.Saved"];
        return LocalRedirect($"/sources/{id}");
    }

    private async Task<IActionResult> ShowAsync(long id, CancellationToken cancel)
    {
        if (await FindOwnAsync(id, cancel) is not { } source)
        {
            return NotFound();
        }
        var settings = SocialSettings.Parse(source.Settings);
        Values = settings.Values.ToDictionary();
        Sealed = settings.Secrets.ToDictionary();
        Name = source.Name;
        return Page();
    }

    /// <summary>A source of another connector has other settings, which this form would overwrite.</summary>
    private async Task<Source?> FindOwnAsync(long id, CancellationToken cancel) =>
        await sources.FindAsync(id, cancel) is { } source && source.Connector == Form.Connector ? source : null;

    /// <summary>Reads what was posted; null, with the problems noted, when no address comes of it.</summary>
    private async Task<SocialDraft?> PrepareAsync(CancellationToken cancel)
    {
        var entered = Form.Fields.ToDictionary(f => f.Name, f => Cut(Request.Form["f." + f.Name].ToString()));
        var draft = await setup.PrepareAsync(Form, entered, new SocialSettings { Secrets = Posted() }, cancel);
        Values = draft.Settings.Values.ToDictionary();
        Sealed = draft.Settings.Secrets.ToDictionary();
        Tested = draft.Trouble;
        Problems = [.. draft.Problems.Select(p => words["FieldProblem." + p.Problem, words["Field." + p.Field]])];
        foreach (var problem in Problems)
        {
            ModelState.AddModelError("", problem);
        }
        return draft.Url is null ? null : draft;
    }

    /// <summary>Only what this installation sealed comes back in.</summary>
    private Dictionary<string, string> Posted() =>
        Form
            .Fields.Where(f => f.Kind == FieldKind.Secret)
            .Select(f => (f.Name, Value: Request.Form["sealed." + f.Name].ToString()))
            .Where(f => f.Value.Length > 0 && secrets.Open(f.Value) is not null)
            .ToDictionary(f => f.Name, f => f.Value);

    private bool FindForm()
    {
        Form = SocialForms.Find(Connector, FormName)!;
        return Form is not null;
    }

    private Source SourceOf(string url, SocialDraft draft) =>
        new()
        {
            Name = NameOf(draft),
            Url = url,
            Connector = Form.Connector,
            Settings = draft.Settings.ToJson(),
            CreatedAt = viewer.Now,
            Health = new SourceHealth { NextCheckAt = viewer.Now },
        };

    private string NameOf(SocialDraft draft)
    {
        var name = string.IsNullOrWhiteSpace(Name) ? draft.Title : Name.Trim();
        return name.Length == 0 ? words["Connector." + Form.Connector] : name[..Math.Min(LongestName, name.Length)];
    }

    private static string Cut(string value) => value.Length > LongestValue ? value[..LongestValue] : value;
}
