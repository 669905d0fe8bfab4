namespace ReputationWatch.Core.Spikes;

public enum Sensitivity
{
    Low,
    Medium,
    High,
}

/// <summary>What is watched for.</summary>
public enum SpikeSignal
{
    /// <summary>More negative mentions than usual, and a larger share of them.</summary>
    NegativeMentions,

    /// <summary>More mentions than usual, of whatever sentiment.</summary>
    AllMentions,

    /// <summary>A larger share of negative mentions than usual, without need of more mentions.</summary>
    SentimentDip,
}

/// <summary>What a topic alerts on. README.md gives the reasons for the default.</summary>
[Flags]
public enum AlertSignals
{
    None = 0,
    NegativeMentions = 1,
    AllMentions = 2,
    SentimentDip = 4,

    /// <summary>Also the negative mentions of its whole group, each counted once.</summary>
    Group = 8,
}

/// <summary>Parameters of the mention detector. One set serves every topic; README.md gives the reasons.</summary>
public sealed record SpikeSettings
{
    public static readonly SpikeSettings Default = new();

    /// <summary>Hours of the windows looked at, ascending. Dense enough that no event falls between two.</summary>
    public IReadOnlyList<int> WindowHours { get; init; } = [1, 2, 3, 6, 12, 24];

    /// <summary>Least minus log10 of the tail bound.</summary>
    public double MinStrength { get; init; } = 2;

    /// <summary>Least effective mentions in the window.</summary>
    public double MinEffective { get; init; } = 4;

    /// <summary>Least effective over expected.</summary>
    public double MinRatio { get; init; } = 3;

    /// <summary>Least people who wrote a text of their own.</summary>
    public int MinAuthors { get; init; } = 5;

    /// <summary>Least different texts.</summary>
    public int MinStories { get; init; } = 4;

    /// <summary>For all mentions, which nobody need act upon at night, this many times the least numbers above.</summary>
    public int AllMentionsFactor { get; init; } = 3;

    /// <summary>Least effective mentions of any sentiment in which a dip of sentiment can be seen.</summary>
    public double MinDipVolume { get; init; } = 15;

    /// <summary>A negative share from which no further proof of "more negative than usual" is asked.</summary>
    public double HighShare { get; init; } = 0.45;

    /// <summary>Below it: the share must be this many times the usual…</summary>
    public double ShareRatio { get; init; } = 1.3;

    /// <summary>… and this many standard deviations of a binomial above it.</summary>
    public double ShareDeviations { get; init; } = 3;

    /// <summary>How much of the tail's evidence is added for authors who never wrote on the topic before.</summary>
    public double NewVoicesWeight { get; init; } = 2.5;

    /// <summary>New voices add at most this many times the evidence of the counts: they never make an alert alone.</summary>
    public double NewVoicesCap { get; init; } = 1.5;

    /// <summary>How far a busy time of other mentions explains more negative ones: 0 not at all, 1 in proportion.</summary>
    public double BusyPower { get; init; } = 0.5;

    /// <summary>Bounds of the dispersion k of the negative binomial of one hour.</summary>
    public double MinDispersion { get; init; } = 1.5;
    public double MaxDispersion { get; init; } = 100;

    /// <summary>Least expected mentions an hour.</summary>
    public double RateFloor { get; init; } = 0.05;

    /// <summary>The last hours are not yet part of what is usual.</summary>
    public int BaselineGapHours { get; init; } = 24;

    /// <summary>Quantile of the daily maxima that is called a lively but ordinary day.</summary>
    public double HabitQuantile { get; init; } = 0.9;

    /// <summary>Strength that any topic may reach on an ordinary day.</summary>
    public double HabitBase { get; init; } = 2;

    internal BaselineSettings Baseline =>
        new()
        {
            RateFloor = RateFloor,
            MinDispersion = MinDispersion,
            MaxDispersion = MaxDispersion,
            CapDeviations = 2,
            HalfLifeDays = 14,
        };
}
