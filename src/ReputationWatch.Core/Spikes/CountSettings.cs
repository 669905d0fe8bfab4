namespace ReputationWatch.Core.Spikes;

/// <summary>Parameters of the detector of bare counts. One set serves every series; README.md gives the reasons.</summary>
public sealed record CountSettings
{
    public static readonly CountSettings Default = new();

    /// <summary>Episode rules in units of this detector's score.</summary>
    public static readonly EpisodeRules Rules = EpisodeRules.Default with
    {
        Threshold = 0.9,
        QuietFor = TimeSpan.FromHours(3),
    };

    /// <summary>Minutes of the windows looked at, ascending.</summary>
    public IReadOnlyList<int> WindowMinutes { get; init; } = [15, 60, 180, 720];

    /// <summary>Least count in the window.</summary>
    public double MinCount { get; init; } = 4;

    /// <summary>Least count over expected.</summary>
    public double MinRatio { get; init; } = 3;

    /// <summary>How the dispersion k grows with the hours of the window. Bursts of real series last for hours, so
    /// that longer windows gain little certainty.</summary>
    public double DispersionPower { get; init; } = 0.25;

    /// <summary>What a lively day is, is learned from this many days…</summary>
    public int HabitDays { get; init; } = 14;

    /// <summary>… as this quantile of their maxima…</summary>
    public double HabitQuantile { get; init; } = 0.9;

    /// <summary>… together with three invented days of this strength.</summary>
    public double HabitBase { get; init; } = 2;

    /// <summary>A day counts at most this many times the rest: one crisis must not deafen.</summary>
    public double HabitCap { get; init; } = 3;

    internal BaselineSettings Baseline { get; init; } =
        new()
        {
            RateFloor = 0.5,
            MinDispersion = 0.3,
            MaxDispersion = 100,
            CapDeviations = 1,
            HalfLifeDays = 7,
        };

    /// <summary>The last hours are not yet part of what is usual.</summary>
    public int BaselineGapHours { get; init; } = 3;
}

/// <summary>How the usual rate and its dispersion are learned from hourly counts.</summary>
internal sealed record BaselineSettings
{
    /// <summary>Least expected count an hour.</summary>
    public required double RateFloor { get; init; }

    /// <summary>Bounds of the dispersion k of the negative binomial of one hour.</summary>
    public required double MinDispersion { get; init; }
    public required double MaxDispersion { get; init; }

    /// <summary>An hour enters with at most the expected count plus this many standard deviations plus one.</summary>
    public required double CapDeviations { get; init; }

    /// <summary>Age at which an hour says half as much about the dispersion.</summary>
    public required double HalfLifeDays { get; init; }
}
