using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Pages.Topics;

/// <summary>What is watched, with how much is said on each.</summary>
internal sealed class IndexModel(Frame frame, ICountStore counts, ITopicStore topics, Wording words) : PageModel
{
    private const int LongestName = 300;

    public PageScope Scope { get; private set; } = null!;
    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public IReadOnlyDictionary<long, MentionCounts> Counts { get; private set; } =
        new Dictionary<long, MentionCounts>();
    public IReadOnlySet<long> Rematching { get; private set; } = new HashSet<long>();

    /// <summary>Groups by name, with their topics.</summary>
    public IReadOnlyList<IGrouping<string, Topic>> Groups { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: false, cancel);
        frame.HasTopics = false;
        frame.HasPeriod = true;
        Topics =
        [
            .. frame
                .Topics.OrderBy(t => t.Kind)
                .ThenBy(t => t.Group ?? "", StringComparer.CurrentCultureIgnoreCase)
                .ThenBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
        Groups =
        [
            .. Topics
                .Where(t => t.Group is { Length: > 0 })
                .GroupBy(t => t.Group!)
                .OrderBy(g => g.Key, StringComparer.CurrentCultureIgnoreCase),
        ];
        var query = new CountQuery([.. Topics.Select(t => t.Id)], Scope.Period.From, Scope.Period.To);
        Counts =
            Topics.Count == 0
                ? new Dictionary<long, MentionCounts>()
                : (await counts.ByTopicAsync(query, cancel)).ToDictionary(c => c.TopicId, c => c.Counts);
        Rematching = (await topics.PendingRematchesAsync(cancel)).Select(r => r.TopicId).ToHashSet();
    }

    /// <summary>Renames a group; the name of another one merges the two, no name dissolves it.</summary>
    public async Task<IActionResult> OnPostGroupAsync(string? group, string? to, CancellationToken cancel)
    {
        var name = string.IsNullOrWhiteSpace(to) ? null : to.Trim()[..Math.Min(LongestName, to.Trim().Length)];
        var merges = name is not null && (await topics.ListAsync(cancel)).Any(t => t.Group == name);
        var moved = await topics.MoveGroupAsync(group ?? "", name, cancel);
        TempData["Notice"] = words[
            moved == 0 ? "Topics.GroupGone"
            : name is null ? "Topics.GroupDissolved"
            : merges ? "Topics.GroupMerged"
            : "Topics.GroupMoved"
        ];
        return LocalRedirect("/topics");
    }
}
