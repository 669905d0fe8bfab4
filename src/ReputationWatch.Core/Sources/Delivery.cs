namespace ReputationWatch.Core.Sources;

/// <summary>One call of a source's inbound address: what came of it.</summary>
/// <param name="Key">Makes a repeated delivery one; null when it was refused before it could be told.</param>
/// <param name="Status">The HTTP status that was answered.</param>
/// <param name="Error">A word of the interface; null when all was well.</param>
public sealed record Delivery(
    long SourceId,
    string? Key,
    DateTimeOffset At,
    int Status,
    int Items,
    int ItemsNew,
    string? Error
);

public interface IDeliveryStore
{
    /// <summary>Whether a delivery of this key was taken in already.</summary>
    Task<bool> IsKnownAsync(long sourceId, string key, CancellationToken cancel);

    /// <summary>Adds it to the history, of which the newest few hundred of each source are kept.</summary>
    Task AddAsync(Delivery delivery, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Delivery>> RecentAsync(long sourceId, int count, CancellationToken cancel);
}
