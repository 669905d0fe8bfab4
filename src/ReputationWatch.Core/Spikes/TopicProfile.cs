namespace ReputationWatch.Core.Spikes;

/// <summary>What is usual for a topic, computed each hour from 28 days of hourly effective counts.</summary>
internal sealed class TopicProfile
{
    public required RateTable Negative { get; init; }
    public required RateTable All { get; init; }

    /// <summary>Negative mentions by mention instead of by hour: rates are shares.</summary>
    public required RateTable Share { get; init; }

    /// <summary>Usual share of negative mentions, 0 to 1.</summary>
    public required double NegativeShare { get; init; }

    /// <summary>Usual share of the negative mentions that comes from authors new to the topic.</summary>
    public required double NewShare { get; init; }

    /// <summary>Start of the first hour in which the topic was watched.</summary>
    public required long FirstHour { get; init; }
}

/// <summary>Expected counts an hour by hour of day and kind of day, their dispersion and their habit.</summary>
/// <param name="Rates">[hour of day + 24 if week-end], for a fully visible hour.</param>
/// <param name="Dispersion">k of the negative binomial of one hour.</param>
/// <param name="Habits">For each window, the strength that this topic reaches on a lively but ordinary day.</param>
internal sealed record RateTable(double[] Rates, double Dispersion, Lazy<double[]> Habits)
{
    private const long HourSeconds = 3600;

    /// <summary>k of a window of <paramref name="hours"/>: hours are correlated, so it grows by the root only.</summary>
    public static double WindowDispersion(double k, double hours) => k * Math.Sqrt(Math.Max(1, hours));

    public double RateAt(long hour) => Rates[Slot(hour)];

    /// <summary>Expected count between two moments (Unix seconds).</summary>
    public double Expected(long from, long to)
    {
        var sum = 0.0;
        for (var at = from; at < to; )
        {
            var hour = at / HourSeconds;
            var end = Math.Min(to, (hour + 1) * HourSeconds);
            sum += RateAt(hour) * (end - at) / HourSeconds;
            at = end;
        }
        return sum;
    }

    public static int Slot(long hour) => (int)(hour % 24) + (IsWeekend(hour) ? 24 : 0);

    /// <summary>The epoch was a Thursday.</summary>
    private static bool IsWeekend(long hour) => ((hour / 24) + 3) % 7 >= 5;
}
