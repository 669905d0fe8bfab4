namespace ReputationWatch.Core.Sources;

public interface ISourceStore
{
    Task<IReadOnlyList<Source>> ListAsync(CancellationToken cancel);

    Task<Source?> FindAsync(long id, CancellationToken cancel);

    /// <summary>A source with this address and connector, if it is already watched.</summary>
    Task<Source?> FindByUrlAsync(string url, string connector, CancellationToken cancel);

    /// <summary>
    /// Adds it and returns its id. One with this address and connector that was deleted before comes back under its old id;
    /// one that is watched already is left as it is.
    /// </summary>
    Task<long> AddAsync(Source source, CancellationToken cancel);

    /// <summary>Saves name, address, connector, settings, language and whether it is enabled; health stays.</summary>
    Task UpdateAsync(Source source, CancellationToken cancel);

    /// <summary>Stops crawling it and removes its row when it has no mentions; otherwise it is kept, disabled and hidden.</summary>
    Task DeleteAsync(long id, CancellationToken cancel);

    /// <summary>Makes it due at once. "Check now" is an update.</summary>
    Task CheckNowAsync(long id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>
    /// Takes up to <paramref name="count"/> due sources for <paramref name="owner"/>, oldest due first, so that nobody else
    /// crawls them until <paramref name="leaseUntil"/>. A process that dies lets its leases run out.
    /// </summary>
    Task<IReadOnlyList<Source>> LeaseDueAsync(
        string owner,
        int count,
        DateTimeOffset now,
        DateTimeOffset leaseUntil,
        CancellationToken cancel
    );

    /// <summary>
    /// Gives back what <paramref name="owner"/> held when it died: to be called at its start, when it can hold nothing yet.
    /// </summary>
    Task ReleaseAsync(string owner, CancellationToken cancel);

    /// <summary>Saves the health after a check that brought no items, adds it to the history and ends the lease.</summary>
    Task SaveCheckAsync(SourceCheck check, SourceHealth health, string? movedTo, CancellationToken cancel);

    /// <summary>The newest checks first.</summary>
    Task<IReadOnlyList<SourceCheck>> ChecksAsync(long sourceId, int count, CancellationToken cancel);

    /// <summary>The newest checks of all sources, at most <paramref name="perSource"/> each: the strips of the Sources page.</summary>
    Task<IReadOnlyList<SourceCheck>> RecentChecksAsync(int perSource, CancellationToken cancel);

    /// <summary>The newest checks of these sources, at most <paramref name="perSource"/> each: the strips of one page.</summary>
    Task<IReadOnlyList<SourceCheck>> RecentChecksAsync(
        IReadOnlyList<long> ids,
        int perSource,
        CancellationToken cancel
    );

    /// <summary>Blindnesses of which there may be something to tell: open ones, and ended ones that were told of and whose end was not.</summary>
    Task<IReadOnlyList<BlindNotice>> BlindNoticesAsync(CancellationToken cancel);

    /// <summary>
    /// Notes that people were told of these (of their end when <paramref name="isRestored"/>) and adds the notifications, in one
    /// transaction. When another process was faster with all of them, nothing happens.
    /// </summary>
    Task TellAsync(
        IReadOnlyList<BlindNotice> told,
        bool isRestored,
        IReadOnlyList<Notifications.NewNotification> notifications,
        DateTimeOffset now,
        CancellationToken cancel
    );

    /// <summary>Asks for a way back to <paramref name="until"/>: the next check begins it. One under way is replaced.</summary>
    Task RequestBackfillAsync(long id, DateTimeOffset until, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Ends a way back where it is.</summary>
    Task StopBackfillAsync(long id, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Pauses or resumes many; resumed ones are due at once.</summary>
    Task EnableAsync(IReadOnlyList<long> ids, bool enabled, DateTimeOffset now, CancellationToken cancel);

    /// <inheritdoc cref="CheckNowAsync(long, DateTimeOffset, CancellationToken)"/>
    Task CheckNowAsync(IReadOnlyList<long> ids, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Times in which sources were blind, as far back as <paramref name="since"/>; an open one ends at null.</summary>
    Task<IReadOnlyList<BlindPeriod>> BlindPeriodsAsync(DateTimeOffset since, CancellationToken cancel);
}

public sealed record BlindPeriod(long SourceId, DateTimeOffset From, DateTimeOffset? To);
