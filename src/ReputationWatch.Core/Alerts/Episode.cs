using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Core.Alerts;

/// <summary>A person's word on an episode, from which the ledger of precision is kept.</summary>
public enum Verdict
{
    /// <summary>A real bad buzz.</summary>
    Real,

    /// <summary>A false alarm.</summary>
    False,

    /// <summary>Real, but known or planned.</summary>
    Known,
}

/// <summary>One spike from opening to closing. One episode gives one alert.</summary>
public sealed record Episode
{
    public long Id { get; init; }
    public required long TopicId { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When it last grew to a multiple of its first peak; each escalation is told once more.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>The evidence at the moment of opening: what the mail says.</summary>
    public required SpikeEvidence Evidence { get; init; }

    /// <summary>The evidence at its peak so far.</summary>
    public required SpikeEvidence Peak { get; init; }

    /// <summary>The tracker's state between two evaluations, so that a restart goes on where it was.</summary>
    public required OpenEpisode Tracker { get; init; }
    public long? OwnerId { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public Verdict? Verdict { get; init; }
    public string? Note { get; init; }
}
