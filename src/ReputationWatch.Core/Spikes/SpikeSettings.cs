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
}

/// <summary>Parameters of the mention detector. One set serves every topic; the reasons are in README.md.</summary>
public sealed record SpikeSettings
{
    public static readonly SpikeSettings Default = new();

    /// <summary>Hours of the windows looked at, ascending.</summary>
    public IReadOnlyList<int> WindowHours { get; init; } = [1, 2, 6, 24];

    /// <summary>Relative score from which an episode opens.</summary>
    public double Threshold { get; init; } = 0.5;

    public double MinScore { get; init; } = 2.0;
    public double MinEffective { get; init; } = 4;
    public double MinRatio { get; init; } = 3;
    public int MinAuthors { get; init; } = 5;
    public int MinStories { get; init; } = 4;
    public double HighShare { get; init; } = 0.6;
    public double ShareRatio { get; init; } = 1.3;
    public double ShareZ { get; init; } = 3;

    public double MinDispersion { get; init; } = 0.6;
    public double MaxDispersion { get; init; } = 100;
    public double RateFloor { get; init; } = 0.05;
    public double HabitQuantile { get; init; } = 0.9;
    public double HabitBase { get; init; } = 2.0;

    /// <summary>The last hours are not part of what is usual.</summary>
    public int BaselineGapHours { get; init; } = 24;

    public int HabitGapHours { get; init; } = 24;

    public bool UseLatency { get; init; } = true;

    /// <summary>Weights of the further evidence (see README.md): share, author novelty, other mentions.</summary>
    public double ShareWeight { get; init; }
    public double NewWeight { get; init; }
    public double VolumeWeight { get; init; }
}
