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

public enum EpisodeOrigin
{
    /// <summary>Noticed as it happened.</summary>
    Live,

    /// <summary>Found afterwards in what was stored: nobody was alerted.</summary>
    History,
}

/// <summary>Why no mail left at the opening of an episode.</summary>
public enum HushReason
{
    Snoozed,
    Campaign,
    Maintenance,
    KnownEvent,

    /// <summary>Another episode with the same mentions had been told of already.</summary>
    SameEvent,
}

/// <summary>No mail leaves: shown with the episode, never silently.</summary>
/// <param name="Title">What the calendar calls it.</param>
/// <param name="Until">When it ends; an episode that still burns then is told of. Null: never told of by itself.</param>
/// <param name="SubjectId">The calendar's entry, or the other episode.</param>
public sealed record EpisodeHush(HushReason Reason, string? Title, DateTimeOffset? Until, long? SubjectId)
{
    /// <summary>A planned wave that grows to a multiple of itself was not planned; a person's snooze and a second episode of
    /// one event stay silent.</summary>
    public bool LetsGrowthThrough => Reason is HushReason.Campaign or HushReason.Maintenance or HushReason.KnownEvent;
}

/// <summary>One spike from opening to closing. One episode gives one alert.</summary>
public sealed record Episode
{
    public long Id { get; init; }

    /// <summary>Its topic; for an episode of a whole group the topic that carries most of it.</summary>
    public required long TopicId { get; init; }

    /// <summary>Set when it was seen only in the mentions of the whole group.</summary>
    public string? Group { get; init; }
    public EpisodeOrigin Origin { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When it last grew to a multiple of its first peak; told once more.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>The evidence at the moment of opening: what the mail says.</summary>
    public required SpikeEvidence Evidence { get; init; }

    /// <summary>The evidence at its peak so far.</summary>
    public required SpikeEvidence Peak { get; init; }

    /// <summary>The tracker's state between two evaluations, so that a restart goes on where it was.</summary>
    public required OpenEpisode Tracker { get; init; }

    /// <summary>Set when no mail left at its opening.</summary>
    public EpisodeHush? Hush { get; init; }

    /// <summary>When its mails were written; null when none were.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>How many times it went on to the next person for want of an answer.</summary>
    public int EscalationStep { get; init; }

    /// <summary>When it goes to the next person unless somebody answers; null when there is nobody further.</summary>
    public DateTimeOffset? EscalatesAt { get; init; }
    public long? OwnerId { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public Verdict? Verdict { get; init; }
    public string? Note { get; init; }
}

/// <summary>What happened to an episode. Stored as numbers: new ones go last.</summary>
public enum EpisodeEventKind
{
    Opened,

    /// <summary>Mails were written: to_value says to whom.</summary>
    Told,

    /// <summary>It grew to a multiple of its first peak.</summary>
    Grew,

    /// <summary>Nobody answered: it went to the next person.</summary>
    Escalated,
    Closed,

    /// <summary>The owner changed: from and to are ids of people, empty for nobody.</summary>
    Owner,

    /// <summary>From and to are verdicts, empty for none.</summary>
    Verdict,
    Note,
}

/// <param name="UserId">Null for what the program did.</param>
/// <param name="ByLink">Done by a link in a mail.</param>
public sealed record EpisodeEvent(
    DateTimeOffset At,
    EpisodeEventKind Kind,
    string? From = null,
    string? To = null,
    long? UserId = null,
    string? Note = null,
    bool ByLink = false,
    long Id = 0
);

/// <summary>What a person does to an episode.</summary>
public abstract record EpisodeAction
{
    private EpisodeAction() { }

    /// <summary>Takes it, hands it over, or gives it back (null). Whoever has it has answered.</summary>
    public sealed record Assign(long? OwnerId) : EpisodeAction;

    /// <summary>Says what it was; null takes the word back. Who has none yet becomes the owner.</summary>
    public sealed record Judge(Verdict? Verdict) : EpisodeAction;

    public sealed record Write(string? Note) : EpisodeAction;
}

public enum EpisodeActed
{
    Done,

    /// <summary>It was so already.</summary>
    NoChange,

    /// <summary>The link was used before.</summary>
    LinkUsed,

    /// <summary>There is no such episode.</summary>
    Gone,
}
