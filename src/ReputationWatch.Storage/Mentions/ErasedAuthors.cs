using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Privacy;

namespace ReputationWatch.Storage.Mentions;

/// <summary>Keeps out what authors write who asked to be forgotten.</summary>
internal static class ErasedAuthors
{
    private const string AnySql = "select 1 from erased_authors limit 1";
    private const string FindSql =
        "select author_hash from erased_authors where author_hash in (select value from each(@hashes))";
    private const string AddSql =
        "insert into erased_authors (author_hash, erased_at) values (@hash, @now) on conflict do nothing";

    public static Task AddAsync(Session session, string authorKey, DateTimeOffset now, CancellationToken cancel) =>
        session.RunAsync(AddSql, cancel, ErasureRequest.HashOf(authorKey), now);

    public static async Task<IReadOnlyList<PreparedItem>> LeaveOutAsync(
        Session session,
        IReadOnlyList<PreparedItem> items,
        CancellationToken cancel
    )
    {
        if (items.Count == 0 || await session.RunReturningAsync(AnySql, [], cancel) is null)
        {
            return items;
        }
        var hashes = items.Where(i => i.Author.Key.Length > 0).Select(HashOf).Distinct().ToList();
        var erased = (await session.RunListAsync(FindSql, [hashes], cancel)).ToHashSet();
        return erased.Count == 0
            ? items
            : [.. items.Where(i => i.Author.Key.Length == 0 || !erased.Contains(HashOf(i)))];
    }

    private static long HashOf(PreparedItem item) => ErasureRequest.HashOf(item.Author.Key);
}
