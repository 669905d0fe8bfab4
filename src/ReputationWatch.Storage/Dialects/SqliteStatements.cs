using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ReputationWatch.Storage.Dialects;

/// <summary>
/// Prepared statements without the commands, readers and parameters of ADO.NET, which cost several times what SQLite itself takes to
/// insert a row. They run in the transaction that the connection has begun.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection, Dialect dialect) : Statements(dialect)
{
    private const int LargestKeptText = 1 << 16;

    private readonly Dictionary<string, sqlite3_stmt> _statements = new(StringComparer.Ordinal);
    private byte[] _utf8 = new byte[4096];

    private sqlite3 Handle => connection.Handle!;

    public override Task<int> RunAsync(string sql, ReadOnlySpan<object?> values, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Run(Bound(sql, values));
        return Task.FromResult(raw.sqlite3_changes(Handle));
    }

    public override Task RunSoonAsync(string sql, object?[] values, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Run(Bound(sql, values));
        return Task.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancel) => Task.CompletedTask;

    public override Task<List<T>> ListAsync<T>(
        string sql,
        object?[] values,
        Func<StatementRow, T> read,
        CancellationToken cancel,
        bool ahead = false
    )
    {
        var statement = Bound(sql, values);
        var row = new Row(statement);
        var list = new List<T>();
        try
        {
            while (Step(statement))
            {
                cancel.ThrowIfCancellationRequested();
                list.Add(read(row));
            }
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
        return Task.FromResult(list);
    }

    public override void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
        _statements.Clear();
    }

    private void Run(sqlite3_stmt statement)
    {
        try
        {
            while (Step(statement)) { }
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    private sqlite3_stmt Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(Handle, Translate(sql), out statement));
            _statements[sql] = statement;
        }
        if (raw.sqlite3_bind_parameter_count(statement) != values.Length)
        {
            throw new ArgumentException($"The statement takes other than {values.Length} values: {sql}");
        }
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(statement, i + 1, Plain(values[i])));
        }
        return statement;
    }

    private int Bind(sqlite3_stmt statement, int index, object? value) =>
        value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            string { Length: > 0 and <= LargestKeptText } text => BindText(statement, index, text),
            string text => raw.sqlite3_bind_text(statement, index, text),
            double real => raw.sqlite3_bind_double(statement, index, real),
            _ => throw new ArgumentException($"No column holds a {value.GetType().Name}."),
        };

    /// <summary>The text passes through one buffer, which SQLite copies; an empty span would be null to it.</summary>
    private int BindText(sqlite3_stmt statement, int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[most];
        }
        var length = Encoding.UTF8.GetBytes(text, _utf8);
        return raw.sqlite3_bind_text(statement, index, _utf8.AsSpan(0, length));
    }

    private bool Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }
        return false;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errmsg(Handle).utf8_to_string();
            var extended = raw.sqlite3_extended_errcode(Handle);
            throw new SqliteException($"SQLite Error {result & 0xFF}: '{message}'.", result & 0xFF, extended);
        }
    }

    private sealed class Row(sqlite3_stmt statement) : StatementRow
    {
        public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

        public override long Number(int column) => raw.sqlite3_column_int64(statement, column);

        public override double Real(int column) => raw.sqlite3_column_double(statement, column);

        public override string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();
    }
}
