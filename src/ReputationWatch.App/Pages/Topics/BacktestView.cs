using ReputationWatch.App.Web.Charts;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Pages.Topics;

/// <summary>How a rule would have done in the past, as the form shows it.</summary>
/// <param name="Progress">Whole percent while it is worked on; null when it is done.</param>
/// <param name="Alerts">Of the chosen sensitivity: the openings, newest first.</param>
/// <param name="Counts">Alerts by sensitivity.</param>
internal sealed record BacktestView(
    int? Progress,
    bool Failed = false,
    BacktestAnswer? Answer = null,
    Sensitivity Chosen = Sensitivity.Medium,
    IReadOnlyList<BacktestAlert>? Alerts = null,
    IReadOnlyDictionary<Sensitivity, int>? Counts = null,
    ChartModel? Chart = null
)
{
    public const int AlertsShown = 20;
}

/// <summary>Asks for a replay and makes of its answer what the form shows.</summary>
internal sealed class BacktestReader(BacktestRuns runs, Charts charts, Web.Viewer viewer)
{
    /// <summary>Small topics are done within this time; for others the page comes with the progress.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    public async Task<BacktestView> ReadAsync(
        BacktestQuestion question,
        QueryParts parts,
        Sensitivity chosen,
        CancellationToken cancel
    )
    {
        var run = runs.Ask(question, parts);
        await Task.WhenAny(run.Answer, Task.Delay(AtOnce, TimeProvider.System, cancel));
        if (!run.Answer.IsCompleted)
        {
            return new BacktestView((int)(run.Progress * 100));
        }
        if (!run.Answer.IsCompletedSuccessfully)
        {
            return new BacktestView(null, Failed: true);
        }
        var answer = await run.Answer;
        var opened = answer.Alerts.ToDictionary(
            a => a.Key,
            a => a.Value.Where(alert => alert.Decision == EpisodeDecision.Open).ToList()
        );
        return new BacktestView(
            null,
            false,
            answer,
            chosen,
            [.. opened[chosen].OrderByDescending(a => a.Evidence.At)],
            opened.ToDictionary(a => a.Key, a => a.Value.Count),
            ChartOf(answer, opened[chosen])
        );
    }

    private ChartModel ChartOf(BacktestAnswer answer, IReadOnlyList<BacktestAlert> alerts)
    {
        var buckets = ChartBuckets.DaysBetween(answer.From, answer.To, viewer.Zone);
        return charts.Replay(
            buckets,
            buckets.Sum(answer.Hours),
            [.. alerts.Select(a => (a.Evidence.At, a.ClosedAt ?? answer.To))]
        );
    }
}
