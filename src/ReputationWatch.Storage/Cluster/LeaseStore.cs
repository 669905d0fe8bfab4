using ReputationWatch.Core.Cluster;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Cluster;

internal sealed class LeaseStore(Database database) : ILeaseStore
{
    // One statement decides: of two that come at once, the second sees the first's row and its condition fails.
    private const string TakeSql = """
        insert into leases (name, owner, term, until_at) values (@name, @owner, 1, @until)
        on conflict (name) do update set
          term = case when leases.owner = excluded.owner then leases.term else leases.term + 1 end,
          owner = excluded.owner, until_at = excluded.until_at
        where leases.owner = excluded.owner or leases.until_at <= @now
        returning term
        """;

    private const string ReleaseSql = "update leases set until_at = 0 where owner = @owner";

    private const string SeenSql = """
        insert into processes (name, role, started_at, seen_at) values (@name, @role, @startedAt, @seenAt)
        on conflict (name) do update set role = excluded.role, started_at = excluded.started_at, seen_at = excluded.seen_at
        """;

    private const string GoneSql = "delete from processes where name = @process";

    private const string ProcessesSql =
        "select name, role, started_at, seen_at from processes where seen_at >= @since order by name";

    public Task<long?> TakeAsync(
        string name,
        string owner,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ScalarAsync<long?>(
                    TakeSql,
                    new
                    {
                        name,
                        owner,
                        now = now.ToUnix(),
                        until = until.ToUnix(),
                    },
                    cancel
                ),
            cancel
        );

    public Task ReleaseAsync(string owner, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(ReleaseSql, new { owner }, cancel), cancel);

    public Task SeenAsync(ProcessSign process, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ExecuteAsync(
                    SeenSql,
                    new
                    {
                        name = process.Name,
                        role = process.Role,
                        startedAt = process.StartedAt.ToUnix(),
                        seenAt = process.SeenAt.ToUnix(),
                    },
                    cancel
                ),
            cancel
        );

    public Task GoneAsync(string process, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(GoneSql, new { process }, cancel), cancel);

    public Task<IReadOnlyList<ProcessSign>> ProcessesAsync(DateTimeOffset since, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<ProcessSign>>(
            async s =>
                [
                    .. (await s.ListAsync<ProcessRow>(ProcessesSql, new { since = since.ToUnix() }, cancel)).Select(
                        r => new ProcessSign(r.Name, r.Role, r.StartedAt.ToTime(), r.SeenAt.ToTime())
                    ),
                ],
            cancel
        );

    private sealed record ProcessRow
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public long StartedAt { get; init; }
        public long SeenAt { get; init; }
    }
}
