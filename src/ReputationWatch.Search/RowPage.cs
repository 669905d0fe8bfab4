using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search;

/// <summary>A page of a search from the rows below where the page before it ended.</summary>
internal static class RowPage
{
    /// <summary>The row below which a search goes on.</summary>
    public static long Below(MentionSearch search) =>
        search.After is { } after ? RowKey.Of(RowKey.SecondOf(after.PublishedAt), after.MentionId) : long.MaxValue;

    /// <param name="rows">One more than the page holds says that there is a next one.</param>
    public static SearchPage Of(List<long> rows, int size, long total, bool exact)
    {
        var next =
            rows.Count > size
                ? new MentionCursor(RowKey.Instant(rows[size - 1]), RowKey.Id(rows[size - 1]))
                : (MentionCursor?)null;
        return new SearchPage([.. rows.Take(size).Select(RowKey.Id)], next, total, exact);
    }
}
