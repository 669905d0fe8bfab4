namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// The keys of what was erased or forgotten stay, owned by nobody: an item that has one of them is known, and is not taken in again.
/// Each keeps an owner number of its own, far below those of the unmatched items, so that what belonged together still does.
/// </summary>
internal static class Tombstones
{
    /// <summary>Owner numbers below this are tombstones.</summary>
    public const long Below = -(1L << 61);
    private const long Shift = 1L << 62;

    private const string BurySql =
        "update item_keys set owner = owner - @shift where owner in (select value from each(@owners))";

    /// <param name="owners">Ids of mentions, or minus the ids of unmatched items.</param>
    public static Task BuryAsync(Session session, IReadOnlyCollection<long> owners, CancellationToken cancel) =>
        session.RunAsync(BurySql, cancel, Shift, owners);
}
