using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Charts;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Pages.Overview;

/// <summary>Is something burning, what waits for me, are we better than before.</summary>
internal sealed class IndexModel(
    Frame frame,
    Viewer viewer,
    ICountStore counts,
    ICaseStore cases,
    IEpisodeStore episodes,
    ICalendarStore calendar,
    ISourceStore sources,
    IMentionStore mentions,
    ITopicStore topics,
    Charts charts
) : PageModel
{
    private const int RowsShown = 8;
    private const int EpisodesShown = 5;

    public PageScope Scope { get; private set; } = null!;

    /// <summary>The steps to the first mention that are still to do; null when all are done.</summary>
    public SetupSteps? Steps { get; private set; }
    public MentionCounts Now { get; private set; } = new();
    public MentionCounts Before { get; private set; } = new();
    public int WaitingDetractors { get; private set; }
    public TimeSpan? MedianResponse { get; private set; }
    public TimeSpan? MedianResponseBefore { get; private set; }
    public IReadOnlyList<Source> Sources { get; private set; } = [];
    public IReadOnlyList<Source> Blind { get; private set; } = [];
    public ChartModel Volume { get; private set; } = null!;
    public IReadOnlyList<Compared<Source>> Places { get; private set; } = [];
    public IReadOnlyList<Compared<Source>> Risers { get; private set; } = [];
    public IReadOnlyList<Compared<Topic>> TopicRows { get; private set; } = [];
    public IReadOnlyList<Episode> Episodes { get; private set; } = [];
    public IReadOnlyList<Episode> Open { get; private set; } = [];
    public IReadOnlyList<RematchState> Rematches { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: true, cancel);
        frame.HasPeriod = true;
        await frame.LoadBadgesAsync(cancel);
        Sources = await sources.ListAsync(cancel);
        var totals = await mentions.TotalsAsync(cancel);
        if (Scope.Topics.Count == 0 || Sources.Count == 0 || totals.Mentions == 0)
        {
            Steps = new SetupSteps(Scope.Topics.Count > 0, Sources.Count > 0, totals.UnmatchedItems);
            return;
        }
        Blind = [.. Sources.Where(s => s.Enabled && s.Health.BlindSince is not null)];
        Rematches = await topics.PendingRematchesAsync(cancel);
        await LoadFiguresAsync(cancel);
        await LoadChartAsync(cancel);
        await LoadPlacesAsync(cancel);
    }

    private CountQuery NowQuery => new(Scope.TopicIds, Scope.Period.From, Scope.Period.To);

    private CountQuery BeforeQuery => new(Scope.TopicIds, Scope.Period.BeforeFrom, Scope.Period.BeforeTo);

    private async Task LoadFiguresAsync(CancellationToken cancel)
    {
        var period = Scope.Period;
        Now = await counts.TotalsAsync(NowQuery, cancel);
        Before = await counts.TotalsAsync(BeforeQuery, cancel);
        MedianResponse = await cases.MedianFirstActionAsync(Scope.TopicIds, period.From, period.To, cancel);
        MedianResponseBefore = await cases.MedianFirstActionAsync(
            Scope.TopicIds,
            period.BeforeFrom,
            period.BeforeTo,
            cancel
        );
        var waiting = new CaseFilter
        {
            Now = viewer.Now,
            TopicIds = Scope.TopicIds,
            Sentiments = [SentimentLabel.Negative],
            Size = 1,
        };
        WaitingDetractors = (await cases.PageAsync(waiting, cancel)).Total;
    }

    private async Task LoadChartAsync(CancellationToken cancel)
    {
        var period = Scope.Period;
        var buckets = ChartBuckets.Of(period, viewer.Zone);
        var hours = await counts.SeriesAsync(NowQuery, TimeSpan.FromHours(1), TimeSpan.Zero, cancel);
        var bands = await episodes.OverlappingAsync(Scope.TopicIds, period.From, period.To, cancel);
        Open = [.. bands.Where(e => e.ClosedAt is null)];
        var planned = await calendar.ConcerningAsync(Scope.Topics, period.From, period.To, cancel);
        Volume = charts.Volume(buckets, buckets.Sum(hours), bands, Scope, planned) with
        {
            Export = Scope.Link("/trends", ("handler", "Csv"), ("chart", "volume")),
        };
        Episodes = await episodes.PageAsync(new EpisodeFilter(Scope.TopicIds), null, EpisodesShown, cancel);
    }

    private async Task LoadPlacesAsync(CancellationToken cancel)
    {
        var now = await counts.BySourceAsync(NowQuery, cancel);
        var before = (await counts.BySourceAsync(BeforeQuery, cancel)).ToDictionary(b => b.SourceId, b => b.Counts);
        var known = Sources.ToDictionary(s => s.Id);
        var rows = now.Where(n => known.ContainsKey(n.SourceId))
            .Select(n => new Compared<Source>(
                known[n.SourceId],
                n.Counts,
                before.GetValueOrDefault(n.SourceId) ?? new MentionCounts()
            ))
            .ToList();
        Places = [.. rows.OrderByDescending(r => r.Now.Total).Take(RowsShown)];
        Risers = [.. rows.Where(r => r.Surprise >= 2).OrderByDescending(r => r.Surprise).Take(3)];
        await LoadTopicsAsync(cancel);
    }

    private async Task LoadTopicsAsync(CancellationToken cancel)
    {
        IReadOnlyList<long> all = [.. frame.Topics.Where(t => t.Enabled).Select(t => t.Id)];
        var now = await counts.ByTopicAsync(NowQuery with { TopicIds = all }, cancel);
        var before = (await counts.ByTopicAsync(BeforeQuery with { TopicIds = all }, cancel)).ToDictionary(
            b => b.TopicId,
            b => b.Counts
        );
        var known = frame.Topics.ToDictionary(t => t.Id);
        TopicRows =
        [
            .. now.Where(n => known.ContainsKey(n.TopicId))
                .Select(n => new Compared<Topic>(
                    known[n.TopicId],
                    n.Counts,
                    before.GetValueOrDefault(n.TopicId) ?? new MentionCounts()
                ))
                .OrderByDescending(r => r.Now.Total)
                .Take(RowsShown),
        ];
    }
}

/// <summary>The way to the first mention.</summary>
/// <param name="Unmatched">Items that were read and that no topic wanted.</param>
internal sealed record SetupSteps(bool HasTopic, bool HasSource, long Unmatched);
