using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>What each topic alerts on and how it stands; where alerts are silenced for a while.</summary>
internal sealed class RulesModel(
    ITopicStore topics,
    IMentionFactStore facts,
    AlertRules rules,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int LongestSnoozeHours = 24 * 31;

    private IReadOnlyDictionary<long, DateTimeOffset> _first = new Dictionary<long, DateTimeOffset>();
    private TimeSpan _escalateAfter;

    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public int Minutes => (int)_escalateAfter.TotalMinutes;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Topics = [.. (await topics.ListAsync(cancel)).Where(t => t.Kind is not TopicKind.Competitor)];
        _first = await facts.FirstMentionsAsync(cancel);
        _escalateAfter = await rules.EscalateAfterAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(int? minutes, CancellationToken cancel)
    {
        if (!viewer.Is(UserRole.Admin))
        {
            return LocalRedirect("/not-allowed?role=Admin");
        }
        if (minutes is not (>= 0 and <= AlertRules.LongestMinutes))
        {
            return Back(words["Rules.MinutesWrong"], failed: true);
        }
        await rules.SetEscalateAfterAsync(TimeSpan.FromMinutes(minutes.Value), cancel);
        return Back(words["Action.Saved"]);
    }

    public async Task<IActionResult> OnPostSnoozeAsync(long topic, int hours, CancellationToken cancel)
    {
        if (await topics.FindAsync(topic, cancel) is not { } found || hours is < 0 or > LongestSnoozeHours)
        {
            return BadRequest();
        }
        DateTimeOffset? until = hours == 0 ? null : viewer.Now.AddHours(hours);
        await topics.SnoozeAlertsAsync(topic, until, cancel);
        return Back(
            until is { } at
                ? words["Rules.Snoozed", found.Name, words.DateAndTime(at)]
                : words["Rules.Woken", found.Name]
        );
    }

    public DateTimeOffset? LearningUntil(Topic topic) =>
        _first.TryGetValue(topic.Id, out var first) ? LearningTime.Until(first, viewer.Now) : null;

    public bool IsSilent(Topic topic) => !_first.ContainsKey(topic.Id);

    public string SignalsOf(Topic topic) =>
        topic.Signals == AlertSignals.None
            ? words["Rules.NoSignals"]
            : string.Join(
                ", ",
                Enum.GetValues<AlertSignals>()
                    .Where(s => s != AlertSignals.None && topic.Signals.HasFlag(s))
                    .Select(s => words["AlertSignals." + s])
            );

    public string EscalationOf(Topic topic) =>
        (topic.EscalateAfter ?? _escalateAfter) is { } after && after > TimeSpan.Zero
            ? words.Format.Duration(after) + (topic.EscalateAfter is null ? " " + words["Rules.AsUsual"] : "")
            : words["Rules.Never"];

    private LocalRedirectResult Back(string notice, bool failed = false)
    {
        TempData["Notice"] = notice;
        TempData["NoticeKind"] = failed ? "danger" : "success";
        return LocalRedirect("/alerts/rules");
    }
}
