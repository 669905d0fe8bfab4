namespace ReputationWatch.Core.Spikes;

/// <summary>What is usual for a topic, computed each hour from 28 days of hourly effective counts.</summary>
internal sealed class TopicProfile
{
    public required RateTable Negative { get; init; }
    public required RateTable All { get; init; }

    /// <summary>Usual share of negative mentions, 0 to 1.</summary>
    public required double NegativeShare { get; init; }

    /// <summary>Usual share of negative mentions that come from authors new to the topic.</summary>
    public required double NewShare { get; init; }

    /// <summary>Hours of history that count.</summary>
    public required double HoursKnown { get; init; }
}

/// <summary>Expected counts an hour by hour of day and kind of day, their dispersion and their habit.</summary>
/// <param name="Rates">[hour of day + 24 if week-end].</param>
/// <param name="Dispersion">k of the negative binomial for one hour.</param>
/// <param name="Habit">For each window, the score that this topic reaches on a lively but ordinary day.</param>
internal sealed record RateTable(double[] Rates, double Dispersion, Lazy<double[]> Habit)
{
    private const long HourSeconds = 3600;

    public double RateAt(long hour) => Rates[Slot(hour)];

    /// <summary>k of a window of <paramref name="hours"/>: hours are correlated, so it grows by the root only.</summary>
    public double DispersionOf(double hours) => Dispersion * Math.Sqrt(Math.Max(1, hours));

    /// <summary>Expected count between two moments (Unix seconds).</summary>
    public double Expected(long from, long to)
    {
        var sum = 0.0;
        for (var at = from; at < to; )
        {
            var hour = Math.DivRem(at, HourSeconds).Quotient;
            var end = Math.Min(to, (hour + 1) * HourSeconds);
            sum += RateAt(hour) * (end - at) / HourSeconds;
            at = end;
        }
        return sum;
    }

    /// <summary>1970-01-01 was a Thursday.</summary>
    public static int Slot(long hour) => (int)(hour % 24) + (IsWeekend(hour) ? 24 : 0);

    public static bool IsWeekend(long hour) => ((hour / 24) + 3) % 7 >= 5;
}
