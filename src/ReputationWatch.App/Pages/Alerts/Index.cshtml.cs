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

    /// <summary>Which ones: none (without a verdict), real, false, known, judged, live, history; told and told-… of
    /// the ledger: only what people were told of. All others show all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public PageScope Scope { get; private set; } = null!;
    public IReadOnlyList<Episode> Episodes { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: false, cancel);
        await names.LoadAsync(cancel);
        var before = Cursors.Read(After);
        Episodes = await episodes.PageAsync(
            FilterOf(Show, Scope.TopicIds),
            before is { } b ? (b.PublishedAt, b.MentionId) : null,
            PageSize,
            cancel
        );
        if (Episodes.Count == PageSize)
        {
            Next = Scope.Link(
                "/alerts",
                ("show", Show),
                ("after", Cursors.Write(new(Episodes[^1].OpenedAt, Episodes[^1].Id)))
            );
        }
    }

    private static EpisodeFilter FilterOf(string? show, IReadOnlyList<long> topics) =>
        show switch
        {
            "real" => new(topics, Verdict.Real),
            "false" => new(topics, Verdict.False),
            "known" => new(topics, Verdict.Known),
            "none" => new(topics, Judged: false),
            "judged" => new(topics, Judged: true),
            "live" => new(topics, Origin: EpisodeOrigin.Live),
            "history" => new(topics, Origin: EpisodeOrigin.History),
            "told" => new(topics, Told: true),
            "told-judged" => new(topics, Judged: true, Told: true),
            "told-real" => new(topics, Verdict.Real, Told: true),
            "told-false" => new(topics, Verdict.False, Told: true),
            "told-known" => new(topics, Verdict.Known, Told: true),
            _ => new(topics),
        };
}
