using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Alerts;

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>All episodes, newest first.</summary>
internal sealed class IndexModel(Frame frame, Names names, IEpisodeStore episodes) : PageModel
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public PageScope Scope { get; private set; } = null!;
    public IReadOnlyList<Episode> Episodes { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: false, cancel);
        await names.LoadAsync(cancel);
        var before = Cursors.Read(After);
        Episodes = await episodes.PageAsync(
            Scope.TopicIds,
            before is { } b ? (b.PublishedAt, b.MentionId) : null,
            PageSize,
            cancel
        );
        if (Episodes.Count == PageSize)
        {
            Next = Scope.Link("/alerts", ("after", Cursors.Write(new(Episodes[^1].OpenedAt, Episodes[^1].Id))));
        }
    }
}
