namespace ReputationWatch.Core.Cluster;

/// <summary>What the processes that share one database agree on: who does the work that only one may do, and who is there.</summary>
public interface ILeaseStore
{
    /// <summary>
    /// Takes or renews the right to do a piece of work until <paramref name="until"/>. Returns its term, which grows whenever the
    /// work passes to another owner; null while another owner holds it.
    /// </summary>
    Task<long?> TakeAsync(
        string name,
        string owner,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancel
    );

    /// <summary>Gives back everything that <paramref name="owner"/> holds, so that others need not wait for it to run out.</summary>
    Task ReleaseAsync(string owner, CancellationToken cancel);

    /// <summary>Says that a process lives.</summary>
    Task SeenAsync(ProcessSign process, CancellationToken cancel);

    /// <summary>The process has ended in good order.</summary>
    Task GoneAsync(string process, CancellationToken cancel);

    /// <summary>Processes seen since, by name.</summary>
    Task<IReadOnlyList<ProcessSign>> ProcessesAsync(DateTimeOffset since, CancellationToken cancel);
}

/// <param name="Name">Machine and data folder: the same over restarts.</param>
/// <param name="Role">all, web or worker.</param>
public sealed record ProcessSign(string Name, string Role, DateTimeOffset StartedAt, DateTimeOffset SeenAt);
