using Dapper;
using Microsoft.Data.Sqlite;
using ReputationWatch.Storage.Migrations;

namespace ReputationWatch.Storage.Maintenance;

/// <summary>Copies the SQLite file while the server runs, and puts such a copy back while it does not.</summary>
internal static class SqliteBackup
{
    /// <summary>
    /// Writes one compact file with the state of one moment; writers go on meanwhile. It gets its name only when it is whole and on
    /// the disk, so that a file of that name is always a good backup.
    /// </summary>
    public static async Task BackupAsync(string database, string target, CancellationToken cancel)
    {
        if (!File.Exists(database))
        {
            throw new StorageException($"There is no database at {database}. Give the data folder with --data.");
        }
        if (File.Exists(target))
        {
            throw new StorageException($"{target} exists already. Name a new file; backups are never overwritten.");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        var partial = target + ".partial";
        File.Delete(partial);
        await using (var source = await OpenAsync(database, SqliteOpenMode.ReadWrite, cancel))
        {
            await source.ExecuteAsync(
                new CommandDefinition(
                    "vacuum into @partial",
                    new { partial },
                    commandTimeout: 0,
                    cancellationToken: cancel
                )
            );
        }
        await CheckAsync(partial, cancel);
        await FlushAsync(partial, cancel);
        File.Move(partial, target);
    }

    /// <summary>
    /// Puts a backup in the database's place. What was there is kept beside it, under a name with the time. Refuses while another
    /// process has the database open.
    /// </summary>
    public static async Task<string?> RestoreAsync(
        string backup,
        string database,
        DateTimeOffset now,
        Action beforeReplacing,
        CancellationToken cancel
    )
    {
        if (!File.Exists(backup))
        {
            throw new StorageException($"There is no file {backup}. Name a file that the backup command wrote.");
        }
        await CheckAsync(backup, cancel);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(database))!);
        File.Copy(backup, ArrivingOf(database), overwrite: true);
        await FlushAsync(ArrivingOf(database), cancel);
        string? kept = null;
        if (File.Exists(database))
        {
            await using (var connection = await OpenAsync(database, SqliteOpenMode.ReadWrite, cancel))
            {
                await LeaveWalAsync(connection);
            }
            kept = FormattableString.Invariant($"{database}.{now:yyyyMMdd-HHmmss}.before-restore");
        }
        beforeReplacing();
        await File.WriteAllTextAsync(MarkerOf(database), kept ?? "", cancel);
        await FlushAsync(MarkerOf(database), cancel);
        FinishRestore(database);
        return kept;
    }

    /// <summary>
    /// Puts the arrived file in its place, step by step as the marker says: where a restore was interrupted, the next start goes on
    /// here. Without it, a crash between the two renames would leave no database, and the next start would make an empty one.
    /// Returns whether there was something to finish.
    /// </summary>
    public static bool FinishRestore(string database)
    {
        if (!File.Exists(MarkerOf(database)))
        {
            return false;
        }
        if (File.Exists(ArrivingOf(database)))
        {
            SetAside(database, File.ReadAllText(MarkerOf(database)).Trim());
            File.Move(ArrivingOf(database), database);
        }
        File.Delete(MarkerOf(database));
        return true;
    }

    private static void SetAside(string database, string kept)
    {
        if (kept.Length == 0)
        {
            return;
        }
        if (File.Exists(database))
        {
            File.Move(database, kept);
        }
        foreach (var log in LogsOf(database).Where(File.Exists))
        {
            // Left by a damaged file alone; beside the restored one it would be taken for its own.
            File.Move(log, kept + log[database.Length..]);
        }
    }

    private static string ArrivingOf(string database) => database + ".arriving";

    /// <summary>Written when the file has arrived whole: from here on the restore is finished, not begun anew. Names what is kept.</summary>
    private static string MarkerOf(string database) => database + ".restoring";

    private static string[] LogsOf(string database) => [database + "-wal", database + "-shm"];

    /// <summary>Brings the write-ahead log home, which SQLite refuses while somebody else has the file open.</summary>
    private static async Task LeaveWalAsync(SqliteConnection connection)
    {
        try
        {
            connection.DefaultTimeout = 1;
            if (await connection.ExecuteScalarAsync<string>("pragma journal_mode = delete") != "delete")
            {
                throw InUse();
            }
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY)
        {
            throw InUse();
        }
        catch (SqliteException failure)
            when (failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            // Damage is what one restores from. The file is set aside as it is.
        }
    }

    private static async Task CheckAsync(string file, CancellationToken cancel)
    {
        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadOnly, cancel);
            var result = await connection.ExecuteScalarAsync<string>("pragma integrity_check(1)");
            if (result != "ok")
            {
                throw new StorageException($"{file} is damaged: {result}. Take another backup.");
            }
            var version = await connection.ExecuteScalarAsync<long>("select max(version) from schema_version");
            if (version > Migrator.NewestVersion)
            {
                throw new StorageException(
                    $"{file} has schema version {version}, but this program knows only up to {Migrator.NewestVersion}: it was written by a newer release. Install that release first."
                );
            }
        }
        catch (SqliteException failure)
        {
            throw new StorageException(
                $"{file} is no backup of ReputationWatch, or a damaged one ({failure.Message}). Name another file that the backup command wrote.",
                failure
            );
        }
    }

    private static StorageException InUse() => new("The database is in use. Stop ReputationWatch, then restore.");

    /// <summary>On the disk, not only in its cache.</summary>
    private static async Task FlushAsync(string file, CancellationToken cancel)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        await stream.FlushAsync(cancel);
        stream.Flush(flushToDisk: true);
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancel)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync(cancel);
        return connection;
    }
}
