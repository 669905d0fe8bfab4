namespace ReputationWatch.Core.Topics;

public interface ITopicStore
{
    /// <summary>All topics by name; few enough (tens to thousands) to be read whole.</summary>
    Task<IReadOnlyList<Topic>> ListAsync(CancellationToken cancel);

    Task<Topic?> FindAsync(long id, CancellationToken cancel);

    /// <summary>Adds a topic and schedules the re-matching of what is already stored. Returns its id.</summary>
    Task<long> AddAsync(Topic topic, CancellationToken cancel);

    /// <summary>Saves a change. A changed query, exclusion or context raises the version and schedules the re-matching.</summary>
    Task UpdateAsync(Topic topic, CancellationToken cancel);

    /// <summary>No mail on the topic leaves until then; null ends it.</summary>
    Task SnoozeAlertsAsync(long id, DateTimeOffset? until, CancellationToken cancel);

    /// <summary>Notes that the history of this version of the query was searched for episodes.</summary>
    Task MarkHistorySearchedAsync(long id, int version, CancellationToken cancel);

    /// <summary>Removes a topic, its counts and episodes; mentions that no other topic holds go back to the kept items.</summary>
    Task DeleteAsync(long id, CancellationToken cancel);

    /// <summary>
    /// Gives the topics of a group another group: a new name renames it, an existing one merges the two, null dissolves it.
    /// Who is told of the group, and the calendar, follow. Returns how many topics moved.
    /// </summary>
    Task<int> MoveGroupAsync(string group, string? to, CancellationToken cancel);

    /// <summary>A number that changes whenever any topic changes: the intake compiles its matcher anew when it differs.</summary>
    Task<long> RevisionAsync(CancellationToken cancel);

    /// <summary>Topics whose stored mentions were matched by an older version of their query, with how far the re-matching is.</summary>
    Task<IReadOnlyList<RematchState>> PendingRematchesAsync(CancellationToken cancel);
}

/// <summary>Re-matching of one topic: everything with an id up to <see cref="PositionId"/> has been looked at.</summary>
public sealed record RematchState(long TopicId, int TopicVersion, RematchPhase Phase, long PositionId);

/// <summary>First the stored mentions are matched again, then the items that matched nothing when they came.</summary>
public enum RematchPhase
{
    Mentions,
    UnmatchedItems,
    Done,
}
