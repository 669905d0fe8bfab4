using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Pages.Topics;

/// <summary>What is watched, with how much is said on each.</summary>
internal sealed class IndexModel(Frame frame, ICountStore counts, ITopicStore topics) : PageModel
{
    public PageScope Scope { get; private set; } = null!;
    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public IReadOnlyDictionary<long, MentionCounts> Counts { get; private set; } =
        new Dictionary<long, MentionCounts>();
    public IReadOnlySet<long> Rematching { get; private set; } = new HashSet<long>();

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
        var query = new CountQuery([.. Topics.Select(t => t.Id)], Scope.Period.From, Scope.Period.To);
        Counts =
            Topics.Count == 0
                ? new Dictionary<long, MentionCounts>()
                : (await counts.ByTopicAsync(query, cancel)).ToDictionary(c => c.TopicId, c => c.Counts);
        Rematching = (await topics.PendingRematchesAsync(cancel)).Select(r => r.TopicId).ToHashSet();
    }
}
