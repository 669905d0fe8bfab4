using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// A prepared statement without the reader and parameter objects of ADO.NET, which cost more than the rows themselves where a
/// facet counts a million of them.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int LargestKeptText = 1 << 16;
    private const int LeastBuffer = 4096;
    private byte[] _utf8 = [];
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    private Statement(sqlite3 database, sqlite3_stmt statement)
    {
        _database = database;
        _statement = statement;
    }

    public static Statement Prepare(SqliteConnection connection, string sql)
    {
        var database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        return new Statement(database, statement);
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value), _database);
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        Check(
            value is { } number
                ? raw.sqlite3_bind_int64(_statement, index, number)
                : raw.sqlite3_bind_null(_statement, index),
            _database
        );
        return this;
    }

    public Statement Bind(int index, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, index, value), _database);
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        Check(
            value switch
            {
                null => raw.sqlite3_bind_null(_statement, index),
                { Length: > 0 and <= LargestKeptText } => BindText(index, value),
                _ => raw.sqlite3_bind_text(_statement, index, value),
            },
            _database
        );
        return this;
    }

    public Statement Bind(int index, byte[] value)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, value), _database);
        return this;
    }

    /// <summary>Runs a statement that returns nothing and makes it ready for the next.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(result, _database);
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }
        Check(result, _database);
        return false;
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Double(int column) => raw.sqlite3_column_double(_statement, column);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public string? Text(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();

    /// <summary>The text passes through one buffer, which SQLite copies; an empty span would be null to it.</summary>
    private int BindText(int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[Math.Max(most, LeastBuffer)];
        }
        var length = Encoding.UTF8.GetBytes(text, _utf8);
        return raw.sqlite3_bind_text(_statement, index, _utf8.AsSpan(0, length));
    }

    private static void Check(int result, sqlite3 database)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xFF, result);
        }
    }
}
