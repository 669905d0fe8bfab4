using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Api.Inbound;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Connectors.Discovery;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Sources;

/// <summary>Paste any address; choose among what is found there.</summary>
[Needs(toRead: UserRole.Manager)]
internal sealed class NewModel(
    ISourceStore sources,
    SourceDiscovery discovery,
    ISecretBox secrets,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int LongestUrl = 2048;

    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    public DiscoveryResult? Result { get; private set; }

    /// <summary>Already watched: its id.</summary>
    public IReadOnlyDictionary<string, long> Known { get; private set; } = new Dictionary<string, long>();

    public async Task OnPostAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Address) || Address.Length > LongestUrl)
        {
            ModelState.AddModelError("Address", words["Sources.UrlMissing"]);
            return;
        }
        Result = await discovery.ExploreAsync(Address, cancel);
        Known = (await sources.ListAsync(cancel))
            .GroupBy(s => s.Url)
            .ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
    }

    public async Task<IActionResult> OnPostAddAsync(
        string? found,
        string? connector,
        string? name,
        string? language,
        CancellationToken cancel
    )
    {
        if (Addresses.Outside(found) is not { Length: <= LongestUrl } || string.IsNullOrEmpty(connector))
        {
            ModelState.AddModelError("Address", words["Sources.UrlMissing"]);
            return Page();
        }
        if (await sources.FindByUrlAsync(found!, connector, cancel) is { } known)
        {
            return LocalRedirect($"/sources/{known.Id}");
        }
        var id = await sources.AddAsync(SourceOf(found!, connector, name, language), cancel);
        TempData["Notice"] = words["Sources.Added"];
        return LocalRedirect($"/sources/{id}");
    }

    /// <summary>Makes an inbound address; its secret is shown once, on the source's page.</summary>
    public async Task<IActionResult> OnPostInboundAsync(string? name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            ModelState.AddModelError("name", words["Sources.NameMissing"]);
            return Page();
        }
        var secret = InboundSignature.NewSecret();
        var source = SourceOf($"inbound:{Guid.NewGuid():n}", DirectIntake.InboundConnector, name, null) with
        {
            Settings = InboundSource.Settings(secret, new Dictionary<string, string>(), secrets),
            Health = new SourceHealth { NextCheckAt = DirectIntake.Never },
        };
        var id = await sources.AddAsync(source, cancel);
        TempData["Secret"] = secrets.Seal(secret);
        return LocalRedirect($"/sources/{id}");
    }

    /// <summary>The network's form, filled in.</summary>
    public static string AddressOf(FilledForm network) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
            $"/sources/new/{network.Form.Connector}/{network.Form.Name}",
            network.Values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))
        );

    private Source SourceOf(string address, string connector, string? name, string? language) =>
        new()
        {
            Name = string.IsNullOrWhiteSpace(name)
                ? Addresses.HostOf(address)
                : name.Trim()[..Math.Min(300, name.Trim().Length)],
            Url = address,
            Connector = connector,
            Language = language is { Length: >= 2 } ? language[..2].ToLowerInvariant() : null,
            CreatedAt = viewer.Now,
            Health = new SourceHealth { NextCheckAt = viewer.Now },
        };
}
