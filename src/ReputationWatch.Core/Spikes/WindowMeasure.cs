namespace ReputationWatch.Core.Spikes;

/// <summary>One window for one signal: what was counted, what was to be expected, and how far apart they are.</summary>
internal sealed class WindowMeasure
{
    public required int Hours { get; init; }
    public required WindowCounts Counts { get; init; }

    /// <summary>Effective mentions that the signal counts.</summary>
    public required double Effective { get; init; }

    /// <summary>What is usual for them in this window at this time.</summary>
    public required double Expected { get; init; }

    /// <summary>Minus log10 of the bound of the tail's probability, given how busy the topic is.</summary>
    public required double Strength { get; init; }

    /// <summary>What new voices add to it.</summary>
    public required double NewVoices { get; init; }

    /// <summary>Strength on a lively but ordinary day of this topic.</summary>
    public required double Habit { get; init; }

    public double Relative(double habitBase) => (Strength + NewVoices) / (habitBase + Habit);

    public static WindowMeasure Of(
        SpikeSignal signal,
        int index,
        int hours,
        WindowCounts counts,
        TopicProfile profile,
        long from,
        long to,
        SpikeSettings settings
    )
    {
        var (table, effective, expected) = signal switch
        {
            SpikeSignal.AllMentions => (profile.All, counts.All, profile.All.Expected(from, to)),
            SpikeSignal.SentimentDip => (profile.Share, counts.Negative, profile.NegativeShare * counts.All),
            _ => (profile.Negative, counts.Negative, profile.Negative.Expected(from, to)),
        };
        var k = RateTable.WindowDispersion(table.Dispersion, hours);
        var busy = signal == SpikeSignal.NegativeMentions ? Busy(counts, profile, hours, from, to) : Busyness.None;
        var strength = busy.Strength(effective, expected, k, settings.BusyPower);
        var fresh = TailScore.ShareAbove(Math.Min(counts.New, effective), effective, profile.NewShare);
        return new WindowMeasure
        {
            Hours = hours,
            Counts = counts,
            Effective = effective,
            Expected = expected,
            Strength = strength,
            NewVoices =
                signal == SpikeSignal.NegativeMentions
                    ? Math.Min(settings.NewVoicesCap * strength, settings.NewVoicesWeight * fresh)
                    : 0,
            Habit = strength > 0 ? table.Habits.Value[index] : 0,
        };
    }

    private static Busyness Busy(WindowCounts counts, TopicProfile profile, int hours, long from, long to)
    {
        var others = Math.Max(0, counts.All - counts.Negative);
        var usual = Math.Max(0.02, profile.All.Expected(from, to) - profile.Negative.Expected(from, to));
        var k = RateTable.WindowDispersion(profile.All.Dispersion, hours);
        return new Busyness(others, (k + others) / (k + usual));
    }
}

/// <summary>
/// How much more than usual is said that is not negative. A busy hour is busy for all sentiments: what is unusual is
/// what the busyness does not explain. The factor is the mean of a gamma-distributed level after seeing the others.
/// </summary>
internal readonly record struct Busyness(double Others, double Factor)
{
    public static readonly Busyness None = new(0, 1);

    /// <summary>Expected negative mentions grow with the busyness; knowing it, they also scatter less.</summary>
    public double Strength(double effective, double expected, double k, double power) =>
        TailScore.Above(effective, expected * Math.Pow(Math.Max(1, Factor), power), k + (power * Others));
}
