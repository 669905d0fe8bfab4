namespace ReputationWatch.Core.Spikes;

/// <summary>Builds a <see cref="RateTable"/> from hourly counts and exposures (README.md, "What is usual").</summary>
internal static class RateTableBuilder
{
    private const int Passes = 3;
    private const double PseudoHours = 3;
    private const double OtherKindOfDay = 0.3;
    private const int PseudoDays = 3;
    private static readonly double[] HourKernel = [1, 0.5, 0.15];

    /// <param name="counts">Oldest first, one an hour; the last is the hour before <paramref name="endHour"/>.</param>
    /// <param name="exposure">What the count of each hour is measured by; 0 = unknown.</param>
    public static RateTable Build(
        double[] counts,
        double[] exposure,
        long endHour,
        BaselineSettings baseline,
        SpikeSettings settings
    )
    {
        var slots = SlotsOf(counts.Length, endHour);
        var (rates, k) = Learn(counts, exposure, slots, baseline);
        return new RateTable(rates, k, new(() => Habits(counts, exposure, slots, rates, k, settings)));
    }

    /// <summary>Rates by slot and dispersion, from the last hours before <paramref name="endHour"/>.</summary>
    public static (double[] Rates, double Dispersion) Learn(
        double[] counts,
        double[] exposure,
        long endHour,
        BaselineSettings baseline
    ) => Learn(counts, exposure, SlotsOf(counts.Length, endHour), baseline);

    private static int[] SlotsOf(int length, long endHour)
    {
        var slots = new int[length];
        for (var i = 0; i < length; i++)
        {
            slots[i] = RateTable.Slot(endHour - length + i);
        }
        return slots;
    }

    private static (double[] Rates, double Dispersion) Learn(
        double[] counts,
        double[] exposure,
        int[] slots,
        BaselineSettings baseline
    )
    {
        var capped = (double[])counts.Clone();
        var rates = new double[48];
        var k = 1.0;
        for (var pass = 0; pass <= Passes; pass++)
        {
            if (pass > 0)
            {
                Cap(counts, capped, exposure, slots, rates, k, baseline.CapDeviations);
            }
            Smooth(capped, exposure, slots, baseline.RateFloor, rates);
            k = Dispersion(capped, exposure, slots, rates, baseline);
        }
        return (rates, k);
    }

    /// <summary>Kernel mean over hours of day, shrunk to the overall mean.</summary>
    private static void Smooth(double[] counts, double[] exposure, int[] slots, double floor, double[] rates)
    {
        Span<double> sum = stackalloc double[48];
        Span<double> time = stackalloc double[48];
        double total = 0,
            exposed = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            sum[slots[i]] += counts[i];
            time[slots[i]] += exposure[i];
            total += counts[i];
            exposed += exposure[i];
        }
        var mean = exposed > 0 ? total / exposed : 0;
        for (var slot = 0; slot < 48; slot++)
        {
            var (x, e) = (PseudoHours * mean, PseudoHours);
            for (var d = -2; d <= 2; d++)
            {
                var hour = (slot + d + 24) % 24;
                var same = slot >= 24 ? hour + 24 : hour;
                var other = slot >= 24 ? hour : hour + 24;
                var weight = HourKernel[Math.Abs(d)];
                x += weight * (sum[same] + (OtherKindOfDay * sum[other]));
                e += weight * (time[same] + (OtherKindOfDay * time[other]));
            }
            rates[slot] = Math.Max(floor, x / e);
        }
    }

    /// <summary>Ratio of mu² to the excess of the variance over mu, younger hours weighing more.</summary>
    private static double Dispersion(
        double[] counts,
        double[] exposure,
        int[] slots,
        double[] rates,
        BaselineSettings baseline
    )
    {
        double squares = 0,
            excess = 0;
        var fading = Math.Pow(0.5, 1 / (24 * baseline.HalfLifeDays));
        var weight = 1.0;
        for (var i = counts.Length - 1; i >= 0; i--)
        {
            weight *= fading;
            if (exposure[i] <= 0)
            {
                continue;
            }
            var mu = rates[slots[i]] * exposure[i];
            squares += weight * mu * mu;
            excess += weight * (((counts[i] - mu) * (counts[i] - mu)) - mu);
        }
        var k = excess > 0 ? squares / excess : baseline.MaxDispersion;
        return Math.Clamp(k, baseline.MinDispersion, baseline.MaxDispersion);
    }

    /// <summary>One bad day must not become usual: an hour enters with at most mu + a few sd + 1.</summary>
    private static void Cap(
        double[] counts,
        double[] capped,
        double[] exposure,
        int[] slots,
        double[] rates,
        double k,
        double deviations
    )
    {
        for (var i = 0; i < counts.Length; i++)
        {
            var mu = rates[slots[i]] * exposure[i];
            capped[i] = Math.Min(counts[i], mu + (deviations * Math.Sqrt(mu + (mu * mu / k))) + 1);
        }
    }

    /// <summary>For each window: a high quantile of the daily maxima of its strength.</summary>
    private static double[] Habits(
        double[] counts,
        double[] exposure,
        int[] slots,
        double[] rates,
        double k,
        SpikeSettings settings
    )
    {
        var sums = new double[counts.Length + 1];
        var expected = new double[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            sums[i + 1] = sums[i] + counts[i];
            expected[i + 1] = expected[i] + (rates[slots[i]] * exposure[i]);
        }
        return
        [
            .. settings.WindowHours.Select(w => Habit(sums, expected, w, RateTable.WindowDispersion(k, w), settings)),
        ];
    }

    private static double Habit(double[] sums, double[] expected, int window, double k, SpikeSettings settings)
    {
        var days = new List<double>(HourLedger.Days + PseudoDays);
        for (var end = sums.Length - 1; end - 24 >= 0; end -= 24)
        {
            var best = 0.0;
            for (var last = end - 23; last <= end; last++)
            {
                var first = Math.Max(0, last - window);
                best = Math.Max(best, TailScore.Above(sums[last] - sums[first], expected[last] - expected[first], k));
            }
            days.Add(best);
        }
        days.AddRange(Enumerable.Repeat(settings.HabitBase, PseudoDays));
        days.Sort();
        return days[Math.Min(days.Count - 1, (int)(settings.HabitQuantile * days.Count))];
    }
}
