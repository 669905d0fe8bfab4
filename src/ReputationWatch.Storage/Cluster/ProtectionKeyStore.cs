using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Cluster;

/// <summary>
/// The keys that protect sign-in cookies, shared by all web processes. The framework asks for them without waiting, once at start
/// and once a day.
/// </summary>
public sealed class ProtectionKeyStore(Database database)
{
    private const string AllSql = "select xml from protection_keys order by name";
    private const string AddSql =
        "insert into protection_keys (name, xml) values (@name, @xml) on conflict (name) do update set xml = excluded.xml";

    public Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<string>>(async s => await s.ListAsync<string>(AllSql, null, cancel), cancel);

    public Task AddAsync(string name, string xml, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(AddSql, new { name, xml }, cancel), cancel);
}
