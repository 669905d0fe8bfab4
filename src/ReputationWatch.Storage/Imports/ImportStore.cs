using ReputationWatch.Core.Imports;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Imports;

internal sealed class ImportStore(Database database) : IImportStore
{
    private const string Columns = """
        id, source_id, file_name, stored_name, plan, state, created_at, created_by, ended_at, rows_total, rows_read, rows_failed,
        items_new, items_known, errors, error
        """;

    private const string AddSql = """
        insert into imports (source_id, file_name, stored_name, plan, state, created_at, created_by)
        values (@sourceId, @fileName, @storedName, @plan, 0, @createdAt, @createdBy)
        returning id
        """;

    private const string FindSql = $"select {Columns} from imports where id = @id";
    private const string RecentSql = $"select {Columns} from imports order by id desc limit @count";

    private const string WantedSql = "select stored_name from imports where state in (0, 1) or ended_at > @since";

    private const string ClaimSql = $$"""
        update imports set state = 1, claimed_at = @now
        where id in (
          select id from imports where state = 0 or (state = 1 and claimed_at < @deadSince)
          order by id limit 1 {skip locked})
        returning {{Columns}}
        """;

    private const string ProgressSql = """
        update imports set rows_total = @total, rows_read = @read, rows_failed = @failed, items_new = @new, items_known = @known,
          errors = @errors, claimed_at = @now
        where id = @id and state = 1
        """;

    private const string EndSql =
        "update imports set state = @state, error = @error, ended_at = @now where id = @id and state in (0, 1)";

    public Task<long> AddAsync(Import import, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ScalarAsync<long>(
                    AddSql,
                    new
                    {
                        sourceId = import.SourceId,
                        fileName = import.FileName.Clean(),
                        storedName = import.StoredName,
                        plan = import.Plan.Clean(),
                        createdAt = import.CreatedAt.ToUnix(),
                        createdBy = import.CreatedBy,
                    },
                    cancel
                ),
            cancel
        );

    public Task<Import?> FindAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(async s => (await s.FirstAsync<Row>(FindSql, new { id }, cancel))?.ToImport(), cancel);

    public Task<IReadOnlyList<Import>> RecentAsync(int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<Import>>(
            async s => [.. (await s.ListAsync<Row>(RecentSql, new { count }, cancel)).Select(r => r.ToImport())],
            cancel
        );

    public Task<IReadOnlyList<string>> WantedFilesAsync(DateTimeOffset endedAfter, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async s => [.. await s.ListAsync<string>(WantedSql, new { since = endedAfter.ToUnix() }, cancel)],
            cancel
        );

    public Task<Import?> ClaimAsync(DateTimeOffset now, DateTimeOffset deadSince, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
                (
                    await s.FirstAsync<Row>(
                        ClaimSql,
                        new { now = now.ToUnix(), deadSince = deadSince.ToUnix() },
                        cancel
                    )
                )?.ToImport(),
            cancel
        );

    public Task<bool> ProgressAsync(
        long id,
        ImportTally tally,
        string? errors,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
                await s.ExecuteAsync(
                    ProgressSql,
                    new
                    {
                        id,
                        total = tally.Total,
                        read = tally.Read,
                        failed = tally.Failed,
                        @new = tally.New,
                        known = tally.Known,
                        errors = errors.Clean(),
                        now = now.ToUnix(),
                    },
                    cancel
                ) == 1,
            cancel
        );

    public Task EndAsync(long id, ImportState state, string? error, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ExecuteAsync(
                    EndSql,
                    new
                    {
                        id,
                        state,
                        error = error.Clean(),
                        now = now.ToUnix(),
                    },
                    cancel
                ),
            cancel
        );

    private sealed record Row
    {
        public long Id { get; init; }
        public long SourceId { get; init; }
        public required string FileName { get; init; }
        public required string StoredName { get; init; }
        public required string Plan { get; init; }
        public long State { get; init; }
        public long CreatedAt { get; init; }
        public long? CreatedBy { get; init; }
        public long? EndedAt { get; init; }
        public long RowsTotal { get; init; }
        public long RowsRead { get; init; }
        public long RowsFailed { get; init; }
        public long ItemsNew { get; init; }
        public long ItemsKnown { get; init; }
        public string? Errors { get; init; }
        public string? Error { get; init; }

        public Import ToImport() =>
            new()
            {
                Id = Id,
                SourceId = SourceId,
                FileName = FileName,
                StoredName = StoredName,
                Plan = Plan,
                State = (ImportState)State,
                CreatedAt = CreatedAt.ToTime(),
                CreatedBy = CreatedBy,
                EndedAt = EndedAt.ToTime(),
                Tally = new ImportTally(RowsTotal, RowsRead, RowsFailed, ItemsNew, ItemsKnown),
                Errors = Errors,
                Error = Error,
            };
    }
}
