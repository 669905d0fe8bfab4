namespace ReputationWatch.Core.Spikes;

/// <summary>Sums the sources of a topic into hours that can be compared with today's set of sources.</summary>
internal static class TopicProfileBuilder
{
    private const double LeastVisible = 0.5;
    private const double LeastShare = 0.02;
    private const int YoungHours = 8 * 24;

    public static TopicProfile Build(
        HourLedger ledger,
        SourceHealth health,
        long hour,
        long firstHour,
        SpikeSettings settings
    )
    {
        firstHour = Math.Min(firstHour, hour);
        var end = hour - (hour - firstHour < YoungHours ? 0 : settings.BaselineGapHours);
        var start = Math.Max(firstHour, end - HourLedger.Hours);
        var sources = ledger.Sources.Where(s => !health.IsLearning(s, hour * 3600)).ToList();
        var exposure = Exposure(start, end, sources, ledger, health);
        var cells = Sum(start, exposure, sources, ledger);
        var negative = Array.ConvertAll(cells, c => c.Negative);
        var all = Array.ConvertAll(cells, c => c.All);
        var (n, a) = (negative.Sum(), all.Sum());
        return new TopicProfile
        {
            Negative = RateTableBuilder.Build(negative, exposure, end, settings.Baseline, settings),
            All = RateTableBuilder.Build(all, exposure, end, settings.Baseline, settings),
            Share = RateTableBuilder.Build(
                negative,
                all,
                end,
                settings.Baseline with
                {
                    RateFloor = LeastShare,
                },
                settings
            ),
            // Priors of a few mentions, one in seven negative, half of the voices new.
            NegativeShare = (n + 1) / (a + 7),
            NewShare = (cells.Sum(c => c.New) + 2) / (n + 4),
            FirstHour = firstHour,
        };
    }

    private static HourLedger.Cell[] Sum(long start, double[] exposure, List<string> sources, HourLedger ledger)
    {
        var cells = new HourLedger.Cell[exposure.Length];
        foreach (var (at, cell) in sources.SelectMany(ledger.CellsOf))
        {
            if (at >= start && at < start + exposure.Length && exposure[at - start] > 0)
            {
                cells[at - start] += cell;
            }
        }
        return cells;
    }

    /// <summary>
    /// Exposure of an hour: the usual contribution of the sources that could be read in it, over that of all present
    /// sources. A source that joined later makes the hours before it partial, not low. Mostly blind hours are unknown.
    /// </summary>
    private static double[] Exposure(long start, long end, List<string> sources, HourLedger ledger, SourceHealth health)
    {
        var exposure = new double[end - start];
        Array.Fill(exposure, 1);
        if (health.IsUneventful || sources.Count == 0)
        {
            return exposure;
        }
        Array.Clear(exposure);
        var total = 0.0;
        foreach (var source in sources)
        {
            var visible = Array.ConvertAll(exposure, _ => 1.0);
            for (var i = 0; i < visible.Length; i++)
            {
                visible[i] = health.VisibleShare(source, start + i);
            }
            var time = visible.Sum();
            var rate = time > 0 ? CountOf(ledger, source, start, end) / time : 0;
            total += rate;
            for (var i = 0; i < visible.Length; i++)
            {
                exposure[i] += rate * visible[i];
            }
        }
        return Array.ConvertAll(exposure, e => total > 0 && e / total >= LeastVisible ? e / total : 0);
    }

    private static double CountOf(HourLedger ledger, string source, long start, long end) =>
        ledger.CellsOf(source).Where(c => c.Hour >= start && c.Hour < end).Sum(c => c.Cell.All);
}
