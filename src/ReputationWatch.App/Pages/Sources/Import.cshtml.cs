using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Imports;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Connectors.Imports;
using ReputationWatch.Core.Imports;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Sources;

/// <param name="Topics">Names of the topics that want it.</param>
internal sealed record PreviewRow(ReadRow Row, IReadOnlyList<string> Topics);

/// <summary>Upload a file, see what its rows would become, then have them taken in.</summary>
[Needs(toRead: UserRole.Manager)]
[RequestSizeLimit(ImportLimits.MostFileBytes + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = ImportLimits.MostFileBytes + 1024 * 1024)]
internal sealed class ImportModel(
    IImportStore imports,
    ISourceStore sources,
    Intake intake,
    ITopicStore topics,
    ImportFolder folder,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int PreviewRows = 10;
    private const int RecentImports = 10;
    private const int StoredNameLength = 32;

    [BindProperty(SupportsGet = true, Name = "stored")]
    public string? Stored { get; set; }

    [BindProperty(SupportsGet = true, Name = "fileName")]
    public string? FileName { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public ImportTable? Table { get; private set; }
    public ImportPlan Plan { get; private set; } = new();
    public IReadOnlyList<PreviewRow> Rows { get; private set; } = [];
    public IReadOnlyList<Import> Recent { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Stored is null)
        {
            Recent = await imports.RecentAsync(RecentImports, cancel);
            return Page();
        }
        if (!Open())
        {
            return Stored is null ? Page() : NotFound();
        }
        Plan = ImportGuess.Of(Table!);
        Name ??= Path.GetFileNameWithoutExtension(FileName);
        await PreviewAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostUploadAsync(IFormFile? file, CancellationToken cancel)
    {
        if (file is null || file.Length == 0)
        {
            ModelState.AddModelError("file", words["ImportError.Empty"]);
            return await OnGetAsync(cancel);
        }
        var stored = folder.Create();
        await using (var target = System.IO.File.Create(folder.Of(stored)))
        {
            await file.CopyToAsync(target, cancel);
        }
        var name = Path.GetFileName(file.FileName);
        return LocalRedirect(
            $"/sources/import/{stored}?fileName={Uri.EscapeDataString(name[..Math.Min(200, name.Length)])}"
        );
    }

    public async Task<IActionResult> OnPostLookAsync(bool dayFirst, double best, CancellationToken cancel)
    {
        if (!Open())
        {
            return Page();
        }
        ReadPlan(dayFirst, best);
        await PreviewAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostRunAsync(bool dayFirst, double best, CancellationToken cancel)
    {
        if (!Open())
        {
            return Page();
        }
        ReadPlan(dayFirst, best);
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError("name", words["Sources.NameMissing"]);
            await PreviewAsync(cancel);
            return Page();
        }
        var source = await ImportSources.EnsureAsync(sources, Name.Trim(), viewer.Now, cancel);
        var id = await imports.AddAsync(
            new Import
            {
                SourceId = source.Id,
                FileName = FileName ?? Stored!,
                StoredName = Stored!,
                Plan = Plan.ToJson(),
                CreatedAt = viewer.Now,
                CreatedBy = viewer.User?.Id,
            },
            cancel
        );
        return LocalRedirect($"/sources/imports/{id}");
    }

    /// <summary>Only names that we gave; what cannot be read is said.</summary>
    private bool Open()
    {
        if (
            Stored is not { Length: StoredNameLength }
            || !Stored.All(char.IsAsciiHexDigitLower)
            || !System.IO.File.Exists(folder.Of(Stored))
        )
        {
            ModelState.AddModelError("file", words["ImportError.Gone"]);
            Stored = null;
            return false;
        }
        try
        {
            Table = ImportFile.Open(folder.Of(Stored));
            return true;
        }
        catch (ImportException failure)
        {
            ModelState.AddModelError("file", words["ImportError." + failure.Code, [.. failure.Values]]);
            System.IO.File.Delete(folder.Of(Stored));
            Stored = null;
            return false;
        }
    }

    private void ReadPlan(bool dayFirst, double best)
    {
        var columns = new Dictionary<ImportField, string>();
        foreach (var field in Enum.GetValues<ImportField>())
        {
            if (
                Request.Form["map." + field].ToString() is { Length: > 0 } column
                && ImportGuess.IndexOf(Table!, column) >= 0
            )
            {
                columns[field] = column;
            }
        }
        Plan = ImportGuess.With(Table!, new ImportPlan { Columns = columns }) with
        {
            DayFirst = dayFirst,
            Best = best is > 0 and <= 1000 ? best : 5,
        };
    }

    private async Task PreviewAsync(CancellationToken cancel)
    {
        var source = new Source
        {
            Name = Name ?? "",
            Url = "import:preview",
            Connector = DirectIntake.ImportConnector,
            CreatedAt = viewer.Now,
        };
        var reader = new ImportReader(Table!, Plan, source.Url, viewer.Now);
        try
        {
            var rows = Table!.Rows().Take(PreviewRows).Select(reader.Read).ToList();
            var names = (await topics.ListAsync(cancel)).ToDictionary(t => t.Id, t => t.Name);
            var preview = new List<PreviewRow>();
            foreach (var row in rows)
            {
                var prepared = row.Item is { } item ? (await intake.PrepareAsync(source, [item], cancel)).Items : [];
                preview.Add(
                    new PreviewRow(
                        row,
                        [.. prepared.SelectMany(p => p.TopicIds).Select(names.GetValueOrDefault).OfType<string>()]
                    )
                );
            }
            Rows = preview;
        }
        catch (ImportException failure)
        {
            ModelState.AddModelError("file", words["ImportError." + failure.Code, [.. failure.Values]]);
        }
    }
}
