using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ReputationWatch.Storage.Dialects;

/// <summary>One writing connection behind a semaphore, and as many reading ones as are used at once: WAL lets them read on while it writes.</summary>
internal sealed class SqliteDialect(string file) : Dialect
{
    /// <summary>Idle readers kept open beyond this are closed.</summary>
    private const int KeptReaders = 8;

    /// <summary>
    /// Another process (a command beside the server) may hold the write lock for a while; past this the operator gets an error.
    /// </summary>
    private const int BusyTimeoutSeconds = 30;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentBag<Link> _readers = [];
    private Link? _writer;

    public override string SizeSql => "select page_count * page_size from pragma_page_count(), pragma_page_size()";

    // The file that readers and the writer share (-shm) is grown by another call, which says "I/O error" when there is no room.
    public override bool IsFull(DbException failure) =>
        failure
            is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL }
                or SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_IOERR_SHMSIZE };

    // Only one transaction writes at a time, so what follows the last id is free.
    public override string NextIdsSql(string table) =>
        $"""
            with recursive last as (select coalesce(max(seq), 0) as id from sqlite_sequence where name = '{table}'),
              next (id) as (select id + 1 from last union all select id + 1 from next limit @count)
            select id from next
            """;

    public override string CheckSql =>
        """
            select integrity_check from pragma_integrity_check where integrity_check <> 'ok'
            union all
            select 'row ' || coalesce("rowid", '?') || ' of ' || "table" || ' refers to a missing row of ' || "parent"
            from pragma_foreign_key_check
            """;

    protected override string SkipLocked => "";
    protected override string Identity => "integer primary key autoincrement";
    protected override string Clustered => "without rowid";

    public override object List(IReadOnlyCollection<long> values) => JsonSerializer.Serialize(values);

    public override object List(IReadOnlyCollection<string> values) => JsonSerializer.Serialize(values);

    protected override string Each(string parameter) => $"json_each({parameter})";

    public override Task<Session> OpenReaderAsync(CancellationToken cancel)
    {
        if (!_readers.TryTake(out var link))
        {
            link = LinkTo(Open());
            // 16 MB of pages each; a reader that tries to write is a mistake of ours.
            link.Connection.Execute("pragma query_only = on; pragma cache_size = -16384;");
        }
        // One snapshot for all statements of a reading session.
        var transaction = link.Connection.BeginTransaction(deferred: true);
        return Task.FromResult(
            new Session(link.Connection, transaction, this, Lane.Rows, link.Statements, s => ReturnReaderAsync(s, link))
        );
    }

    public override async Task<Session> OpenWriterAsync(Lane lane, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            _writer ??= LinkTo(OpenWriter());
            // "begin immediate": the write lock is taken at once, never in the middle, where waiting for it could not succeed.
            var transaction = _writer.Connection.BeginTransaction(deferred: false);
            return new Session(
                _writer.Connection,
                transaction,
                this,
                Lane.Mentions,
                _writer.Statements,
                ReturnWriterAsync
            );
        }
        catch
        {
            await CloseWriterAsync();
            _turn.Release();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseWriterAsync();
        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }
        _turn.Dispose();
    }

    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                ForeignKeys = true,
                // Our own pool: it knows which connection has which pragmas and keeps prepared statements.
                Pooling = false,
                DefaultTimeout = BusyTimeoutSeconds,
            }.ToString()
        );
        connection.Open();
        connection.Execute($"pragma busy_timeout = {BusyTimeoutSeconds * 1000}; pragma temp_store = memory;");
        return connection;
    }

    private SqliteConnection OpenWriter()
    {
        var connection = Open();
        // Full: with WAL and "normal" a power cut may take back the last commits, and what is acknowledged must be durable. It costs
        // one fsync a transaction, and the intake saves a whole batch in one.
        // A checkpoint every 16,000 pages (64 MB) instead of 1,000 writes a page that many transactions touch fewer times.
        connection.Execute(
            "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536; pragma wal_autocheckpoint = 16000;"
        );
        return connection;
    }

    private async ValueTask ReturnReaderAsync(Session session, Link link)
    {
        if (session.Broken || _readers.Count >= KeptReaders)
        {
            await link.DisposeAsync();
        }
        else
        {
            _readers.Add(link);
        }
    }

    private async ValueTask ReturnWriterAsync(Session session)
    {
        if (session.Broken)
        {
            await CloseWriterAsync();
        }
        _turn.Release();
    }

    private async ValueTask CloseWriterAsync()
    {
        if (_writer is { } writer)
        {
            _writer = null;
            await writer.DisposeAsync();
        }
    }

    private Link LinkTo(SqliteConnection connection) => new(connection, new SqliteStatements(connection, this));

    private sealed record Link(SqliteConnection Connection, Statements Statements) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Statements.Dispose();
            return Connection.DisposeAsync();
        }
    }
}
