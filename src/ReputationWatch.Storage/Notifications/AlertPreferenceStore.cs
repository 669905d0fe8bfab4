using ReputationWatch.Core.Notifications;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Notifications;

internal sealed class AlertPreferenceStore(Database database) : IAlertPreferenceStore
{
    private const string FindSql = "select preferences from alert_preferences where user_id = @userId";
    private const string ListSql = "select user_id, preferences from alert_preferences";
    private const string SaveSql = """
        insert into alert_preferences (user_id, preferences) values (@userId, @preferences)
        on conflict (user_id) do update set preferences = excluded.preferences
        """;

    public Task<AlertPreferences> FindAsync(long userId, CancellationToken cancel) =>
        database.ReadAsync(
            async s =>
                await s.ScalarAsync<string>(FindSql, new { userId }, cancel) is { } text
                    ? StoredWishes.Read<AlertPreferences>(text)
                    : AlertPreferences.Default,
            cancel
        );

    public Task<IReadOnlyDictionary<long, AlertPreferences>> ListAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<long, AlertPreferences>>(
            async s =>
                (await s.ListAsync<Row>(ListSql, null, cancel)).ToDictionary(
                    r => r.UserId,
                    r => StoredWishes.Read<AlertPreferences>(r.Preferences)
                ),
            cancel
        );

    public Task SaveAsync(long userId, AlertPreferences preferences, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(SaveSql, new { userId, preferences = StoredWishes.Write(preferences) }, cancel),
            cancel
        );

    private sealed record Row
    {
        public long UserId { get; init; }
        public required string Preferences { get; init; }
    }
}
