namespace ReputationWatch.Core.Spikes;

/// <summary>Sums the sources of a topic into hours that can be compared with today's set of sources.</summary>
internal static class TopicProfileBuilder
{
    private const double LeastVisible = 0.5;

    public static TopicProfile Build(
        HourLedger ledger,
        SourceHealth health,
        long hour,
        long firstHour,
        SpikeSettings settings
    )
    {
        var end = hour - settings.BaselineGapHours;
        var known = (int)Math.Clamp(firstHour == long.MaxValue ? 0 : end - firstHour, 0, HourLedger.Hours);
        var start = end - known;
        var (negative, all, fresh, exposure) = (
            new double[known],
            new double[known],
            new double[known],
            new double[known]
        );
        Array.Fill(exposure, 1);
        var now = hour * 3600;
        var sources = ledger.Sources.Where(s => !health.IsLearning(s, now)).ToList();
        foreach (var (at, cell) in sources.SelectMany(ledger.CellsOf))
        {
            if (at >= start && at < end)
            {
                negative[at - start] += cell.Negative;
                all[at - start] += cell.All;
                fresh[at - start] += cell.New;
            }
        }
        if (health.HasBlind || health.HasAdded)
        {
            Expose(exposure, start, sources, ledger, health);
        }
        for (var i = 0; i < known; i++)
        {
            if (exposure[i] < LeastVisible)
            {
                negative[i] = all[i] = fresh[i] = exposure[i] = 0;
            }
        }
        var (n, a) = (negative.Sum(), all.Sum());
        return new TopicProfile
        {
            Negative = RateTableBuilder.Build(negative, exposure, end, settings),
            All = RateTableBuilder.Build(all, exposure, end, settings),
            NegativeShare = (n + 1) / (a + 7),
            NewShare = (fresh.Sum() + 2) / (n + 4),
            HoursKnown = exposure.Sum(),
        };
    }

    /// <summary>Exposure of an hour: the usual contribution of the sources that could be read in it, over that of
    /// all present sources. A source that joined later makes the hours before it partial, not low.</summary>
    private static void Expose(
        double[] exposure,
        long start,
        List<string> sources,
        HourLedger ledger,
        SourceHealth health
    )
    {
        var visible = sources.ConvertAll(s =>
            Enumerable.Range(0, exposure.Length).Select(i => health.VisibleShare(s, start + i)).ToArray()
        );
        var rates = sources.Select((s, i) => Rate(ledger, s, start, visible[i])).ToList();
        var total = rates.Sum();
        for (var i = 0; total > 0 && i < exposure.Length; i++)
        {
            exposure[i] = rates.Select((r, s) => r * visible[s][i]).Sum() / total;
        }
    }

    private static double Rate(HourLedger ledger, string source, long start, double[] visible)
    {
        var end = start + visible.Length;
        var sum = ledger.CellsOf(source).Where(c => c.Hour >= start && c.Hour < end).Sum(c => c.Cell.All);
        var time = visible.Sum();
        return time > 0 ? sum / time : 0;
    }
}
