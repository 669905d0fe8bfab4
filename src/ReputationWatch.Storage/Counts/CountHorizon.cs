using System.Globalization;

namespace ReputationWatch.Storage.Counts;

/// <summary>
/// The hour before which mentions were forgotten and their counts are all that is left, or are gone as well: what lies before cannot
/// be added up any more. It only moves on.
/// </summary>
internal static class CountHorizon
{
    private const string Key = "counts.horizon";
    private const string GetSql = $"select value from settings where key = '{Key}'";
    private const string SetSql = $"""
        insert into settings (key, value) values ('{Key}', @hour) on conflict (key) do update set value = excluded.value
        """;

    public static async Task<long> ReadAsync(Session session, CancellationToken cancel) =>
        long.TryParse(
            await session.ScalarAsync<string>(GetSql, null, cancel),
            CultureInfo.InvariantCulture,
            out var hour
        )
            ? hour
            : 0;

    public static async Task RaiseAsync(Session session, DateTimeOffset before, CancellationToken cancel)
    {
        var hour = UnixTime.HourOf(before.ToUnix());
        if (hour > await ReadAsync(session, cancel))
        {
            await session.RunAsync(SetSql, cancel, hour.ToString(CultureInfo.InvariantCulture));
        }
    }
}
