using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Cases;

public interface ICaseStore
{
    /// <summary>The cases of these mentions; mentions without a case are left out.</summary>
    Task<IReadOnlyDictionary<long, Case>> FindManyAsync(IReadOnlyList<long> mentionIds, CancellationToken cancel);

    /// <summary>The trace of one mention, oldest first.</summary>
    Task<IReadOnlyList<CaseEvent>> EventsAsync(long mentionId, CancellationToken cancel);

    /// <summary>
    /// Applies an action (<see cref="CaseRules.Apply"/>) in one transaction with its event, opening the case if the mention has
    /// none. Returns the case after it. (The index holds no case data, so there is no outbox row.)
    /// </summary>
    /// <param name="expectedVersion">The version the person saw; null skips the check. A newer one throws
    /// <see cref="CaseChangedException"/>.</param>
    Task<Case> ApplyAsync(
        long mentionId,
        CaseAction action,
        long userId,
        DateTimeOffset now,
        int? expectedVersion,
        CancellationToken cancel
    );

    /// <summary>How many cases wait, are overdue, unassigned, and so on: the badges.</summary>
    Task<CaseCounts> CountsAsync(long? userId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>
    /// A page of the inbox: mention ids with their case, newest publication first (or most urgent first), by keyset.
    /// </summary>
    Task<CasePage> PageAsync(CaseFilter filter, CancellationToken cancel);

    /// <summary>Median time from a case's opening to the first action of a person, for cases opened in the period; null when none.</summary>
    Task<TimeSpan?> MedianFirstActionAsync(
        IReadOnlyList<long> topicIds,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    );
}

/// <summary>Somebody else changed the case since it was shown.</summary>
public sealed class CaseChangedException(Case current) : Exception("The case was changed by somebody else meanwhile.")
{
    public Case Current { get; } = current;
}

public sealed record CaseCounts(int ToHandle, int Mine, int Unassigned, int Overdue, int Waiting);

/// <summary>
/// The views of the inbox. <c>ToHandle</c>: new or open, not snoozed; <c>Unassigned</c> and <c>Overdue</c> (due time passed) are
/// parts of it. <c>Waiting</c>: waiting for somebody, or snoozed. <c>Mine</c>: assigned to me, to handle or waiting.
/// <c>Closed</c>: replied, resolved or ignored. <c>All</c>: every mention, with or without a case.
/// </summary>
public enum InboxView
{
    ToHandle,
    Mine,
    Unassigned,
    Overdue,
    Waiting,
    Closed,
    All,
}

public sealed record CaseFilter
{
    public InboxView View { get; init; } = InboxView.ToHandle;
    public long? UserId { get; init; }
    public required DateTimeOffset Now { get; init; }
    public IReadOnlyList<long> TopicIds { get; init; } = [];
    public IReadOnlyList<long> SourceIds { get; init; } = [];
    public IReadOnlyList<SentimentLabel> Sentiments { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }

    /// <summary>Keyset: the last row of the page before.</summary>
    public MentionCursor? After { get; init; }
    public int Size { get; init; } = 50;
}

/// <param name="Total">How many match in all, counted up to 10,000.</param>
public sealed record CasePage(IReadOnlyList<CaseRow> Rows, MentionCursor? Next, int Total);

/// <param name="Case">Null when nobody ever had to act on the mention (view All).</param>
public sealed record CaseRow(long MentionId, Case? Case);
