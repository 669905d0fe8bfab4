using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>How far the alerts of each topic can be trusted, by people's verdicts; every figure opens its episodes.</summary>
internal sealed class LedgerModel(Frame frame, IEpisodeStore episodes, Viewer viewer, Wording words) : PageModel
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(90);

    public DateTimeOffset Since { get; private set; }
    public IReadOnlyList<(Topic Topic, AlertLedger Ledger)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Since = viewer.Now - Period;
        var scope = await frame.ScopeAsync(needsOne: false, cancel);
        var found = (await episodes.OverlappingAsync(scope.TopicIds, Since, viewer.Now, cancel)).ToLookup(e =>
            e.TopicId
        );
        var shown = scope.Topics.Count > 0 ? scope.Topics : frame.Topics;
        Rows =
        [
            .. shown
                .Where(t => t.Kind is not TopicKind.Competitor)
                .OrderBy(t => t.Kind)
                .ThenBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(t => (t, AlertLedger.Of([.. found[t.Id]], t.Sensitivity, From(t), viewer.Now))),
        ];
    }

    public string AdviceOf(Topic topic, AlertLedger ledger)
    {
        var advice = ledger.Advice;
        var judged = words.Number(advice.Judged);
        var right = words.Number(advice.Right);
        return advice.Kind switch
        {
            LedgerAdvice.TooFew => words.Count("Advice.TooFew", advice.Judged, words.Number(AlertLedger.LeastJudged)),
            LedgerAdvice.Calmer => words[
                "Advice.Calmer",
                judged,
                words.Number(advice.Wrong),
                words["Sensitivity." + advice.Try],
                words.Number(advice.KeptReal),
                right,
                words.Number(advice.DroppedFalse)
            ],
            LedgerAdvice.Earlier => words["Advice.Earlier", judged, words["Sensitivity." + advice.Try]],
            _ => words["Advice." + advice.Kind, judged, words.Number(advice.Wrong)],
        };
    }

    private DateTimeOffset From(Topic topic) => topic.CreatedAt > Since ? topic.CreatedAt : Since;
}
