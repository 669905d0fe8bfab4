using ReputationWatch.Core.Users;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Users;

internal sealed class SettingsStore(Database database) : ISettingsStore
{
    private const string GetSql = "select value from settings where key = @key";
    private const string SetSql = """
        insert into settings (key, value) values (@key, @value) on conflict (key) do update set value = excluded.value
        """;
    private const string AddSql =
        "insert into settings (key, value) values (@key, @value) on conflict (key) do nothing";
    private const string RemoveSql = "delete from settings where key = @key";

    public Task<string?> GetAsync(string key, CancellationToken cancel) =>
        database.ReadAsync(s => s.ScalarAsync<string>(GetSql, new { key }, cancel), cancel);

    public Task SetAsync(string key, string? value, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(value is null ? RemoveSql : SetSql, new { key, value = value.Clean() }, cancel),
            cancel
        );

    public Task<string> GetOrAddAsync(string key, string value, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                await s.ExecuteAsync(AddSql, new { key, value = value.Clean() }, cancel);
                return (await s.ScalarAsync<string>(GetSql, new { key }, cancel))!;
            },
            cancel
        );
}
