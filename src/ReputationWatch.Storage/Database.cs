using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Migrations;

namespace ReputationWatch.Storage;

/// <summary>The record: where reading and writing sessions come from. One for the whole process.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly StorageOptions _options;
    private readonly Dialect _dialect;

    public Database(StorageOptions options)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new StorageException(string.Join(' ', problems));
        }
        _options = options;
        SQLitePCL.Batteries_V2.Init();
        _dialect = options.Engine switch
        {
            StorageEngine.Postgresql => new PostgresqlDialect(options.ReadConnectionString()),
            _ => new SqliteDialect(options.DatabaseFile),
        };
    }

    public StorageEngine Engine => _options.Engine;

    /// <summary>
    /// Brings the schema to this version of the program, creating the database when there is none. To be called once at start,
    /// before anything else. Several processes may start at once.
    /// </summary>
    /// <exception cref="StorageException">The database was written by a newer version, or cannot be opened.</exception>
    public async Task MigrateAsync(CancellationToken cancel)
    {
        if (_options.Engine == StorageEngine.Sqlite)
        {
            Directory.CreateDirectory(_options.DataDirectory);
        }
        await new Migrator(this).RunAsync(cancel);
    }

    public ValueTask DisposeAsync() => _dialect.DisposeAsync();

    internal Dialect Dialect => _dialect;

    internal async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel)
    {
        await using var session = await _dialect.OpenReaderAsync(cancel);
        return await work(session);
    }

    /// <summary>Runs the work in one transaction: all of it is durable when this returns, none of it when this throws.</summary>
    internal async Task<T> WriteAsync<T>(Lane lane, Func<Session, Task<T>> work, CancellationToken cancel)
    {
        await using var session = await _dialect.OpenWriterAsync(lane, cancel);
        var result = await work(session);
        await session.CommitAsync(cancel);
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    internal Task WriteAsync(Lane lane, Func<Session, Task> work, CancellationToken cancel) =>
        WriteAsync(
            lane,
            async session =>
            {
                await work(session);
                return true;
            },
            cancel
        );
}

/// <summary>The record cannot be used; the message says why and what to do, for the operator.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
