using System.Data.Common;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Maintenance;
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
        SqliteEngine.Initialise();
        _dialect = options.Engine switch
        {
            StorageEngine.Postgresql => Postgresql(options),
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
        try
        {
            if (_options.Engine == StorageEngine.Sqlite)
            {
                Directory.CreateDirectory(_options.DataDirectory);
                SqliteBackup.FinishRestore(_options.DatabaseFile);
            }
            await new Migrator(this).RunAsync(cancel);
        }
        catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Unusable} ({failure.Message})", failure);
        }
    }

    private string Unusable =>
        _options.Engine == StorageEngine.Sqlite
            ? $"The database {_options.DatabaseFile} cannot be used: check that its folder is writable and the disk has room; if the file is damaged, stop the server and restore a backup."
            : "The PostgreSQL database cannot be used: check that the server runs, and host, database, user and password in Storage:ConnectionString.";

    /// <summary>
    /// Copies the database to one file while everything goes on. SQLite only: PostgreSQL has pg_dump and its own tools.
    /// </summary>
    /// <exception cref="StorageException">The file exists, or the engine is PostgreSQL.</exception>
    public Task BackupAsync(string target, CancellationToken cancel) =>
        SqliteBackup.BackupAsync(SqliteFile("backup", "pg_dump"), target, cancel);

    /// <summary>
    /// Puts a backup in the place of the database, which must not be in use. Returns the file to which the earlier one was moved;
    /// null when there was none. The next start brings an older schema up to date and rebuilds the index.
    /// </summary>
    /// <param name="beforeReplacing">Called when the backup has proved good, before anything is replaced.</param>
    public Task<string?> RestoreAsync(
        string backup,
        DateTimeOffset now,
        CancellationToken cancel,
        Action? beforeReplacing = null
    ) =>
        SqliteBackup.RestoreAsync(
            backup,
            SqliteFile("restore", "pg_restore"),
            now,
            beforeReplacing ?? (static () => { }),
            cancel
        );

    /// <summary>What is wrong with the data, each in a sentence; empty when nothing is.</summary>
    /// <exception cref="StorageException">There is no database, or it is damaged so far that it cannot be opened.</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancel)
    {
        if (_options.Engine == StorageEngine.Sqlite && !File.Exists(_options.DatabaseFile))
        {
            throw new StorageException(
                $"There is no database at {_options.DatabaseFile}. Give the data folder with --data."
            );
        }
        try
        {
            return await new IntegrityCheck(this).RunAsync(cancel);
        }
        catch (DbException failure)
        {
            throw new StorageException($"{Unusable} ({failure.Message})", failure);
        }
    }

    public ValueTask DisposeAsync() => _dialect.DisposeAsync();

    internal Dialect Dialect => _dialect;

    private static PostgresqlDialect Postgresql(StorageOptions options)
    {
        try
        {
            return new PostgresqlDialect(options.ReadConnectionString());
        }
        catch (ArgumentException failure)
        {
            throw new StorageException(
                $"Storage:ConnectionString cannot be read ({failure.Message}). Write Host=…;Database=…;Username=…;Password=….",
                failure
            );
        }
    }

    private string SqliteFile(string command, string instead) =>
        _options.Engine == StorageEngine.Sqlite
            ? _options.DatabaseFile
            : throw new StorageException(
                $"The {command} command copies the SQLite file. This installation uses PostgreSQL: use {instead}."
            );

    internal async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel)
    {
        await using var session = await _dialect.OpenReaderAsync(cancel);
        return await work(session);
    }

    /// <summary>Runs the work in one transaction: all of it is durable when this returns, none of it when this throws.</summary>
    /// <exception cref="StorageFullException">There is no room.</exception>
    internal async Task<T> WriteAsync<T>(Lane lane, Func<Session, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            await using var session = await _dialect.OpenWriterAsync(lane, cancel);
            var result = await work(session);
            await session.CommitAsync(cancel);
            return result;
        }
        catch (DbException failure) when (_dialect.IsFull(failure))
        {
            throw new StorageFullException(failure);
        }
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
