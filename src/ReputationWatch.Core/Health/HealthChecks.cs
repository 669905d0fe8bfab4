namespace ReputationWatch.Core.Health;

/// <summary>What is looked at, in the order in which it is shown.</summary>
public enum HealthSubject
{
    Sources,
    Index,
    Notifications,
    Jobs,
    Processes,
    Disk,
    Mail,
    Model,
    Integrity,
}

public enum HealthState
{
    Good,

    /// <summary>Works, but somebody should look soon.</summary>
    Warning,

    /// <summary>Something that was promised does not happen.</summary>
    Bad,
}

/// <summary>What was found on one subject; pages word it.</summary>
/// <param name="Number">Sources, changes, messages, jobs, free bytes or problems, as the subject has it.</param>
/// <param name="At">When it was last so, where that says something.</param>
/// <param name="Names">Of jobs or sources, for the sentence.</param>
public sealed record HealthFinding(
    HealthSubject Subject,
    HealthState State,
    long Number = 0,
    DateTimeOffset? At = null,
    IReadOnlyList<string>? Names = null
)
{
    /// <summary>What a system behind it said, in its own words.</summary>
    public string? Detail { get; init; }
}

/// <summary>The figures that health is judged by. Null: could not be found out.</summary>
public sealed record HealthFacts
{
    public IReadOnlyList<string> BlindSources { get; init; } = [];
    public int Sources { get; init; }

    /// <summary>Changes that the index has not taken in yet; null when it does not answer.</summary>
    public long? IndexBehind { get; init; } = 0;

    /// <summary>Mentions that the index could not take in.</summary>
    public long IndexSetAside { get; init; }

    /// <summary>Why the index takes in nothing at the moment; null while it does.</summary>
    public string? IndexTrouble { get; init; }
    public long DeadNotifications { get; init; }
    public IReadOnlyList<string> FailingJobs { get; init; } = [];

    /// <summary>Processes that run jobs; null on a single machine, where this one does.</summary>
    public int? Workers { get; init; }
    public long? DiskFree { get; init; }
    public long? DiskSize { get; init; }
    public bool HasMailServer { get; init; } = true;
    public bool HasModel { get; init; } = true;
    public DateTimeOffset? IntegrityCheckedAt { get; init; }
    public long IntegrityProblems { get; init; }
}

/// <summary>Judges the figures.</summary>
public static class HealthChecks
{
    private const long Gibibyte = 1L << 30;

    /// <summary>More than the intake of some minutes on a busy day.</summary>
    private const long MuchBehind = 20_000;
    private static readonly TimeSpan CheckedLongAgo = TimeSpan.FromDays(35);

    public static IReadOnlyList<HealthFinding> Judge(HealthFacts facts, DateTimeOffset now) =>
        [
            Sources(facts),
            Index(facts),
            new(
                HealthSubject.Notifications,
                facts.DeadNotifications == 0 ? HealthState.Good : HealthState.Bad,
                facts.DeadNotifications
            ),
            new(
                HealthSubject.Jobs,
                facts.FailingJobs.Count == 0 ? HealthState.Good : HealthState.Bad,
                facts.FailingJobs.Count,
                Names: facts.FailingJobs
            ),
            new(HealthSubject.Processes, facts.Workers is 0 ? HealthState.Bad : HealthState.Good, facts.Workers ?? 1),
            Disk(facts),
            new(HealthSubject.Mail, facts.HasMailServer ? HealthState.Good : HealthState.Warning),
            new(HealthSubject.Model, facts.HasModel ? HealthState.Good : HealthState.Bad),
            Integrity(facts, now),
        ];

    /// <summary>The worst of them.</summary>
    public static HealthState Worst(IEnumerable<HealthFinding> findings) => findings.Max(f => f.State);

    private static HealthFinding Sources(HealthFacts facts)
    {
        var blind = facts.BlindSources.Count;
        var state =
            blind == 0 ? HealthState.Good
            : blind * 2 > facts.Sources ? HealthState.Bad
            : HealthState.Warning;
        return new(HealthSubject.Sources, state, blind, Names: facts.BlindSources);
    }

    private static HealthFinding Index(HealthFacts facts)
    {
        if (facts.IndexBehind is not { } behind)
        {
            return new(HealthSubject.Index, HealthState.Bad) { Detail = facts.IndexTrouble };
        }
        var worth = behind > MuchBehind || facts.IndexTrouble is not null || facts.IndexSetAside > 0;
        return new(HealthSubject.Index, worth ? HealthState.Warning : HealthState.Good, behind)
        {
            Detail = facts.IndexTrouble,
        };
    }

    /// <summary>Intake stops when the disk is full, so that it is said while there is time.</summary>
    private static HealthFinding Disk(HealthFacts facts)
    {
        if (facts.DiskFree is not { } free || facts.DiskSize is not (> 0 and var size))
        {
            return new(HealthSubject.Disk, HealthState.Good);
        }
        var state =
            free < Gibibyte || (free < size / 50 && free < 10 * Gibibyte) ? HealthState.Bad
            : free < 3 * Gibibyte || (free < size / 10 && free < 30 * Gibibyte) ? HealthState.Warning
            : HealthState.Good;
        return new(HealthSubject.Disk, state, free);
    }

    private static HealthFinding Integrity(HealthFacts facts, DateTimeOffset now) =>
        new(
            HealthSubject.Integrity,
            facts.IntegrityProblems > 0 ? HealthState.Bad
                : facts.IntegrityCheckedAt is { } at && now - at < CheckedLongAgo ? HealthState.Good
                : HealthState.Warning,
            facts.IntegrityProblems,
            facts.IntegrityCheckedAt
        );
}

/// <summary>When the store was last looked through, and what was found; kept in the settings.</summary>
public sealed record IntegrityNote(DateTimeOffset At, long Problems)
{
    public const string Key = "integrity.checked";

    public static IntegrityNote? Read(string? text)
    {
        var parts = text?.Split('|') ?? [];
        return
            parts.Length == 2
            && long.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var at)
            && long.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var problems)
            ? new IntegrityNote(DateTimeOffset.FromUnixTimeSeconds(at), problems)
            : null;
    }

    public string Write() => FormattableString.Invariant($"{At.ToUnixTimeSeconds()}|{Problems}");
}
