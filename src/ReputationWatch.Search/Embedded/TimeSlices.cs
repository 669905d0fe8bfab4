using Microsoft.Data.Sqlite;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// The rows of a period in pieces of about equal numbers, newest first: between two pieces whoever counts can stop, because FTS5 itself
/// cannot be stopped while it looks for the next of few matches in long lists.
/// </summary>
internal static class TimeSlices
{
    private const long RowsInFirst = 50_000;
    private const long RowsInOthers = 400_000;
    private const long SecondsInHour = 3600;

    public static List<(long Low, long High)> Of(SqliteConnection connection, long low, long high)
    {
        var slices = new List<(long, long)>();
        using var hours = Statement.Prepare(
            connection,
            """
            SELECT hour, negative + neutral + positive FROM counts
            WHERE topic = 0 AND hour >= ?1 AND hour <= ?2 ORDER BY hour DESC
            """
        );
        hours.Bind(1, RowKey.Second(low) / SecondsInHour).Bind(2, RowKey.Second(high) / SecondsInHour);
        long rows = 0;
        while (hours.Step())
        {
            rows += hours.Int64(1);
            var from = RowKey.Of((uint)(hours.Int64(0) * SecondsInHour), 0);
            if (rows >= (slices.Count == 0 ? RowsInFirst : RowsInOthers) && from > low && from < high)
            {
                slices.Add((from, high));
                high = from;
                rows = 0;
            }
        }
        slices.Add((low, high));
        return slices;
    }
}
