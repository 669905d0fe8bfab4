namespace ReputationWatch.Core.Privacy;

/// <summary>Forgets what is past its time, a slice at a call, so that nobody waits long for the lock.</summary>
public interface IRetentionStore
{
    /// <summary>How many rows <see cref="ForgetAsync"/> would take away in all.</summary>
    Task<long> CountAsync(RetentionKind kind, DateTimeOffset before, CancellationToken cancel);

    /// <summary>
    /// Forgets up to about <paramref name="count"/> rows. Returns how many; 0 when nothing is left. What is forgotten does not come
    /// back when its source is crawled again, and the index follows.
    /// </summary>
    Task<int> ForgetAsync(RetentionKind kind, DateTimeOffset before, int count, CancellationToken cancel);

    /// <summary>Of each job the newest runs stay, however often it fails. Returns how many went.</summary>
    Task<int> TrimJobRunsAsync(int keptPerJob, CancellationToken cancel);

    /// <summary>
    /// Shortens the outbox to about its newest rows. A follower that is further behind builds its index anew. Returns how many went;
    /// fewer than <paramref name="count"/> when nothing is left to do.
    /// </summary>
    Task<int> TrimOutboxAsync(long kept, int count, CancellationToken cancel);

    /// <summary>Drops the fingerprints of texts published before: what is that old is not compared with anything new.</summary>
    Task<int> TrimSketchesAsync(DateTimeOffset before, int count, CancellationToken cancel);
}
