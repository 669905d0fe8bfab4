using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.App.Web.Charts;

/// <summary>Makes the models of the charts from counts.</summary>
internal sealed class Charts(Wording words)
{
    private const int LongestBandName = 24;

    /// <summary>Mentions by sentiment, stacked, with the episodes as bands.</summary>
    public ChartModel Volume(
        ChartBuckets buckets,
        IReadOnlyList<MentionCounts> counts,
        IReadOnlyList<Episode> episodes,
        PageScope? scope,
        IReadOnlyList<CalendarEntry>? calendar = null
    )
    {
        var (negative, neutral, positive) = (
            words["Sentiment.Negative"],
            words["Sentiment.Neutral"],
            words["Sentiment.Positive"]
        );
        var data = new ChartData
        {
            Labels = Labels(buckets),
            Titles = Titles(buckets),
            Series =
            [
                new(negative, [.. counts.Select(c => (double?)c.Negative)]),
                new(neutral, [.. counts.Select(c => (double?)c.Neutral)]),
                new(positive, [.. counts.Select(c => (double?)c.Positive)]),
            ],
            Signs = new Dictionary<string, string>
            {
                [negative] = "▼",
                [neutral] = "●",
                [positive] = "▲",
            },
            Bands = [.. Bands(buckets, calendar ?? []), .. Bands(buckets, episodes)],
            Links = scope is null ? null : Links(buckets, scope),
        };
        return new ChartModel(
            "volume",
            words["Chart.VolumeLabel"],
            data,
            [words["Chart.When"], negative, neutral, positive, words["Chart.All"]]
        )
        {
            Rows = Rows(buckets, counts),
            Legend = [new(negative, "▼", "neg"), new(neutral, "●", "neu"), new(positive, "▲", "pos")],
        };
    }

    /// <summary>Mentions of the past, negative and others, with the alerts that would have left as bands.</summary>
    public ChartModel Replay(
        ChartBuckets buckets,
        IReadOnlyList<MentionCounts> counts,
        IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> alerts
    )
    {
        var (negative, others) = (words["Sentiment.Negative"], words["Chart.Others"]);
        bool Alerted(ChartBucket bucket) => alerts.Any(a => a.From < bucket.End && a.To > bucket.Start);
        var data = new ChartData
        {
            Labels = Labels(buckets),
            Titles = Titles(buckets),
            Series =
            [
                new(negative, [.. counts.Select(c => (double?)c.Negative)]),
                new(others, [.. counts.Select(c => (double?)c.Neutral)]),
            ],
            Signs = new Dictionary<string, string> { [negative] = "▼", [others] = "●" },
            Bands =
            [
                .. alerts
                    .Select(a => buckets.Span(a.From, a.To))
                    .OfType<(int First, int Last)>()
                    .Select(span => (object[])[span.First, span.Last, words["Chart.Alert"]]),
            ],
        };
        return new ChartModel(
            "volume",
            words["Chart.ReplayLabel"],
            data,
            [words["Chart.When"], negative, others, words["Chart.Alert"]]
        )
        {
            Rows =
            [
                .. buckets.All.Select(
                    (b, i) =>
                        (IReadOnlyList<string>)
                            [
                                buckets.Title(b, words.Format),
                                words.Number(counts[i].Negative),
                                words.Number(counts[i].Neutral),
                                Alerted(b) ? words["Chart.Alert"] : "",
                            ]
                ),
            ],
            Legend = [new(negative, "▼", "neg"), new(others, "●", "neu")],
        };
    }

    /// <summary>The score over time with its interval; columns with fewer than the least number of mentions are left out.</summary>
    public ChartModel Score(ChartBuckets buckets, IReadOnlyList<NpsScore?> scores, int leastMentions)
    {
        var shown = scores.Select(s => s is { } score && score.Split.Total >= leastMentions ? score : null).ToList();
        var name = words["Nps.Score"];
        var data = new ChartData
        {
            Labels = Labels(buckets),
            Titles = Titles(buckets),
            Series =
            [
                new(name, [.. shown.Select(s => s is null ? (double?)null : Math.Round(s.Points, 1))]),
                new("_low", [.. shown.Select(s => s is null ? (double?)null : Low(s))])
                {
                    Stack = "band",
                    Band = "bottom",
                },
                new("_width", [.. shown.Select(s => s is null ? (double?)null : High(s) - Low(s))])
                {
                    Stack = "band",
                    Band = "top",
                },
            ],
            Notes =
            [
                .. shown.Select(s =>
                    s is null
                        ? null
                        : words["Nps.IntervalNote", Points(Low(s)), Points(High(s)), words.Number(s.Split.Total)]
                ),
            ],
            Min = -100,
            Max = 100,
            Zero = true,
            Signed = true,
            Whole = false,
        };
        return new ChartModel(
            "line",
            words["Chart.ScoreLabel"],
            data,
            [words["Chart.When"], name, words["Nps.Interval"], words["Chart.Scored"]]
        )
        {
            Rows =
            [
                .. buckets.All.Select(
                    (b, i) =>
                        (IReadOnlyList<string>)(
                            scores[i] is { } s
                                ?
                                [
                                    buckets.Title(b, words.Format),
                                    Points(s.Points),
                                    $"{Points(Low(s))} – {Points(High(s))}",
                                    words.Number(s.Split.Total),
                                ]
                                : [buckets.Title(b, words.Format), "–", "–", words.Number(0)]
                        )
                ),
            ],
        };
    }

    /// <summary>How the mentions of a group's topics share out, column by column.</summary>
    public ChartModel Share(
        ChartBuckets buckets,
        IReadOnlyList<(string Name, IReadOnlyList<MentionCounts> Counts)> topics
    )
    {
        double? ShareOf(int topic, int column)
        {
            var all = topics.Sum(t => t.Counts[column].Total);
            return all == 0 ? null : Math.Round(100d * topics[topic].Counts[column].Total / all, 1);
        }
        var data = new ChartData
        {
            Labels = Labels(buckets),
            Titles = Titles(buckets),
            Series =
            [
                .. topics.Select(
                    (t, i) => new ChartSeries(t.Name, [.. buckets.All.Select((_, column) => ShareOf(i, column))])
                ),
            ],
            Whole = false,
        };
        return new ChartModel(
            "share",
            words["Chart.ShareLabel"],
            data,
            [words["Chart.When"], .. topics.Select(t => t.Name)]
        )
        {
            Rows =
            [
                .. buckets.All.Select(
                    (b, column) =>
                        (IReadOnlyList<string>)
                            [
                                buckets.Title(b, words.Format),
                                .. topics.Select(
                                    (_, i) =>
                                        ShareOf(i, column) is { } share ? words.Format.Percent(share / 100, 1) : "–"
                                ),
                            ]
                ),
            ],
            Legend = [.. topics.Select((t, i) => new LegendEntry(t.Name, "", Key: i % 8 + 1))],
        };
    }

    private string Points(double points) => words.Format.Signed(points);

    private static double Low(NpsScore s) => Math.Round(Math.Max(-100, s.Points - s.HalfWidth), 1);

    private static double High(NpsScore s) => Math.Round(Math.Min(100, s.Points + s.HalfWidth), 1);

    private List<string> Labels(ChartBuckets buckets) => [.. buckets.All.Select(b => buckets.Label(b, words.Format))];

    private List<string> Titles(ChartBuckets buckets) => [.. buckets.All.Select(b => buckets.Title(b, words.Format))];

    private List<object[]> Bands(ChartBuckets buckets, IReadOnlyList<Episode> episodes) =>
        [
            .. episodes
                .Select(e => (Episode: e, Span: buckets.Span(e.OpenedAt, e.ClosedAt)))
                .Where(e => e.Span is not null)
                .Select(e => (object[])[e.Span!.Value.First, e.Span.Value.Last, words["Chart.Episode"]]),
        ];

    private static IEnumerable<object[]> Bands(ChartBuckets buckets, IReadOnlyList<CalendarEntry> calendar) =>
        calendar
            .Select(e => (e.Title, Span: buckets.Span(e.From, e.To.AddTicks(-1))))
            .Where(e => e.Span is not null)
            .Select(e => (object[])[e.Span!.Value.First, e.Span.Value.Last, Shortened(e.Title), "insideTopLeft"]);

    private static string Shortened(string title) =>
        title.Length <= LongestBandName ? title : title[..LongestBandName] + "…";

    private static List<string?> Links(ChartBuckets buckets, PageScope scope) =>
        [
            .. buckets.All.Select(b =>
            {
                var (first, last) = buckets.Days(b);
                return (string?)
                    scope.Link(
                        "/search",
                        ("period", "custom"),
                        ("from", first.ToString("O")),
                        ("to", last.ToString("O")),
                        ("compare", null)
                    );
            }),
        ];

    private List<IReadOnlyList<string>> Rows(ChartBuckets buckets, IReadOnlyList<MentionCounts> counts) =>
        [
            .. buckets.All.Select(
                (b, i) =>
                    (IReadOnlyList<string>)
                        [
                            buckets.Title(b, words.Format),
                            words.Number(counts[i].Negative),
                            words.Number(counts[i].Neutral),
                            words.Number(counts[i].Positive),
                            words.Number(counts[i].Total),
                        ]
            ),
        ];
}
