namespace ReputationWatch.Core.Cases;

public enum CaseStatus
{
    New,
    Open,
    Waiting,
    Replied,
    Resolved,
    Ignored,
}

/// <summary>The triage state of a mention. A mention without a row has never needed any.</summary>
public sealed record Case
{
    public required long MentionId { get; init; }
    public CaseStatus Status { get; init; }
    public long? AssigneeId { get; init; }

    /// <summary>0 (can wait) to 100 (now).</summary>
    public int Priority { get; init; }

    /// <summary>When the promise runs out; null when none was given.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? SnoozedUntil { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When a person first did something about it (assigned, noted, replied, closed).</summary>
    public DateTimeOffset? FirstActionAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Grows with every change: a save on an older version is refused, so that two people never undo each other.</summary>
    public int Version { get; init; }

    public bool IsClosed => Status is CaseStatus.Resolved or CaseStatus.Ignored or CaseStatus.Replied;
}

public enum CaseEventKind
{
    Opened,
    StatusChanged,
    Assigned,
    Unassigned,
    Noted,
    Snoozed,
    LabelCorrected,
}

/// <summary>The visible trace of what was done to a mention. Never edited.</summary>
public sealed record CaseEvent
{
    public long Id { get; init; }
    public required long MentionId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null when the system did it.</summary>
    public long? UserId { get; init; }
    public required CaseEventKind Kind { get; init; }

    /// <summary>The old and new value (status, user id, label) as stored words; the page words them.</summary>
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Note { get; init; }
}

/// <summary>What a person does to a case.</summary>
public abstract record CaseAction
{
    private CaseAction() { }

    public sealed record SetStatus(CaseStatus Status) : CaseAction;

    /// <summary>Null takes the assignee away.</summary>
    public sealed record Assign(long? UserId) : CaseAction;

    public sealed record AddNote(string Note) : CaseAction;

    public sealed record Snooze(DateTimeOffset? Until) : CaseAction;
}
