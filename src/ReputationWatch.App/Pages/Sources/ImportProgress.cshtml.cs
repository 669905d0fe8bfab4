using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Imports;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Imports;

namespace ReputationWatch.App.Pages.Sources;

/// <summary>How far an import is, and which rows it could not take.</summary>
internal sealed class ImportProgressModel(IImportStore imports, Viewer viewer, Wording words) : PageModel
{
    public Import Import { get; private set; } = null!;
    public IReadOnlyList<FailedRow> Failed { get; private set; } = [];
    public string? Error { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await imports.FindAsync(id, cancel) is not { } import)
        {
            return NotFound();
        }
        Import = import;
        Failed = import.Errors is { } errors ? JsonSerializer.Deserialize<List<FailedRow>>(errors) ?? [] : [];
        var parts = import.Error?.Split('\u001f') ?? [];
        Error = parts.Length == 0 ? null : words["ImportError." + parts[0], [.. parts.Skip(1)]];
        return Page();
    }

    public async Task<IActionResult> OnPostStopAsync(long id, CancellationToken cancel)
    {
        await imports.EndAsync(id, ImportState.Stopped, null, viewer.Now, cancel);
        return LocalRedirect($"/sources/imports/{id}");
    }
}
