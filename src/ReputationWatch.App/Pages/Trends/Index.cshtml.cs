using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Charts;
using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Pages.Trends;

/// <summary>One question a chart: how much, how well, who else, where.</summary>
internal sealed class IndexModel(
    Frame frame,
    Viewer viewer,
    ICountStore counts,
    IEpisodeStore episodes,
    ICalendarStore calendar,
    ISourceStore sources,
    Charts charts,
    Wording words
) : PageModel
{
    /// <summary>A score of fewer mentions than this says nothing.</summary>
    private const int LeastMentions = 5;
    private const int MostShares = 8;
    private const int SourcesShown = 15;

    public PageScope Scope { get; private set; } = null!;
    public MentionCounts Now { get; private set; } = new();
    public MentionCounts Before { get; private set; } = new();
    public ChartModel? Volume { get; private set; }
    public ChartModel? Inferred { get; private set; }
    public ChartModel? StarMapped { get; private set; }
    public ChartModel? Share { get; private set; }
    public IReadOnlyList<(Topic Topic, MentionCounts Counts)> Shares { get; private set; } = [];
    public IReadOnlyList<Compared<Source>> Sources { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: true, cancel);
        frame.HasPeriod = true;
        if (Scope.Topics.Count > 0)
        {
            await LoadAsync(cancel);
        }
    }

    /// <summary>The figures behind a chart as CSV: with separators and encoding that spreadsheets of the reader's country expect.</summary>
    public async Task<IActionResult> OnGetCsvAsync(string? chart, CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: true, cancel);
        if (Scope.Topics.Count > 0)
        {
            await LoadAsync(cancel);
        }
        var rows = chart switch
        {
            "volume" when Volume is not null => CsvText.OfCounts(_buckets!, _columns!, words, viewer.Zone),
            "inferred" when Inferred is not null => CsvText.OfScores(
                _buckets!,
                [.. _columns!.Select(c => c.Inferred)],
                words,
                viewer.Zone
            ),
            "starmapped" when StarMapped is not null => CsvText.OfScores(
                _buckets!,
                [.. _columns!.Select(c => c.StarMapped)],
                words,
                viewer.Zone
            ),
            "share" when Share is not null => CsvText.OfShares(_buckets!, _shareColumns!, words, viewer.Zone),
            "sources" => CsvText.OfSources(Sources, words),
            _ => null,
        };
        return rows is null
            ? NotFound()
            : File(CsvText.Write(rows, words.Language), "text/csv; charset=utf-8", $"reputationwatch-{chart}.csv");
    }

    private ChartBuckets? _buckets;
    private IReadOnlyList<MentionCounts>? _columns;
    private List<(string Name, IReadOnlyList<MentionCounts> Counts)>? _shareColumns;

    private async Task LoadAsync(CancellationToken cancel)
    {
        var period = Scope.Period;
        var now = new CountQuery(Scope.TopicIds, period.From, period.To);
        var before = now with { From = period.BeforeFrom, To = period.BeforeTo };
        Now = await counts.TotalsAsync(now, cancel);
        Before = await counts.TotalsAsync(before, cancel);
        _buckets = ChartBuckets.Of(period, viewer.Zone);
        _columns = await ColumnsAsync(now, cancel);
        var bands = await episodes.OverlappingAsync(Scope.TopicIds, period.From, period.To, cancel);
        var planned = await calendar.ConcerningAsync(Scope.Topics, period.From, period.To, cancel);
        Volume = charts.Volume(_buckets, _columns, bands, Scope, planned) with { Export = Export("volume") };
        Inferred = ScoreChart([.. _columns.Select(c => c.Inferred)], Now.Inferred, "inferred");
        StarMapped = ScoreChart([.. _columns.Select(c => c.StarMapped)], Now.StarMapped, "starmapped");
        await LoadShareAsync(now, cancel);
        await LoadSourcesAsync(now, before, cancel);
    }

    private string Export(string chart) => Scope.Link("/trends", ("handler", "Csv"), ("chart", chart));

    private async Task<IReadOnlyList<MentionCounts>> ColumnsAsync(CountQuery query, CancellationToken cancel) =>
        _buckets!.Sum(await counts.SeriesAsync(query, TimeSpan.FromHours(1), TimeSpan.Zero, cancel));

    private ChartModel? ScoreChart(IReadOnlyList<NpsCounts> columns, NpsCounts all, string name) =>
        all.Total == 0
            ? null
            : charts.Score(_buckets!, [.. columns.Select(NpsScore.Of)], LeastMentions) with
            {
                Export = Export(name),
                Low = true,
            };

    /// <summary>The brands and competitors of the same group; when it has no two of them, all there are.</summary>
    private List<Topic> Rivals()
    {
        var all = frame.Topics.Where(t => t.Enabled && t.Kind is TopicKind.Brand or TopicKind.Competitor).ToList();
        var group = Scope.Group ?? Scope.Topic?.Group;
        var inGroup = all.Where(t => group is { Length: > 0 } && t.Group == group).Take(MostShares).ToList();
        return inGroup.Count > 1 ? inGroup : [.. all.Take(MostShares)];
    }

    private async Task LoadShareAsync(CountQuery now, CancellationToken cancel)
    {
        var rivals = Rivals();
        if (rivals.Count < 2)
        {
            return;
        }
        _shareColumns = [];
        var all = new List<(Topic, MentionCounts)>();
        foreach (var rival in rivals)
        {
            var columns = await ColumnsAsync(now with { TopicIds = [rival.Id] }, cancel);
            _shareColumns.Add((rival.Name, columns));
            all.Add((rival, columns.Aggregate(new MentionCounts(), (a, b) => a + b)));
        }
        Shares = [.. all.OrderByDescending(s => s.Item2.Total)];
        _shareColumns = [.. _shareColumns.OrderByDescending(c => c.Counts.Sum(n => n.Total))];
        Share = charts.Share(_buckets!, _shareColumns) with { Export = Export("share"), Low = true };
    }

    private async Task LoadSourcesAsync(CountQuery now, CountQuery before, CancellationToken cancel)
    {
        var known = (await sources.ListAsync(cancel)).ToDictionary(s => s.Id);
        var was = (await counts.BySourceAsync(before, cancel)).ToDictionary(b => b.SourceId, b => b.Counts);
        Sources =
        [
            .. (await counts.BySourceAsync(now, cancel))
                .Where(n => known.ContainsKey(n.SourceId))
                .OrderByDescending(n => n.Counts.Total)
                .Take(SourcesShown)
                .Select(n => new Compared<Source>(
                    known[n.SourceId],
                    n.Counts,
                    was.GetValueOrDefault(n.SourceId) ?? new MentionCounts()
                )),
        ];
    }
}
