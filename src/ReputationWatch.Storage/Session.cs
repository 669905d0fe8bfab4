using System.Data.Common;
using Dapper;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage;

/// <summary>
/// A connection for the time of one piece of work, with its transaction. Statements are translated by the dialect; cold ones go
/// through Dapper, the hot ones of the intake through statements that stay prepared (<see cref="RunAsync"/>).
/// </summary>
internal sealed class Session(
    DbConnection connection,
    DbTransaction? transaction,
    Dialect dialect,
    Lane lane,
    StatementCache statements,
    Func<Session, ValueTask> giveBack
) : IAsyncDisposable
{
    static Session() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>The connection is in an unknown state and must not be used again.</summary>
    public bool Broken { get; private set; }

    public Lane Lane => lane;

    /// <summary>A list parameter for <c>each(@name)</c>.</summary>
    public SqlMapper.ICustomQueryParameter List(IReadOnlyCollection<long> values) =>
        new ListParameter(dialect.List(values));

    /// <inheritdoc cref="List(IReadOnlyCollection{long})"/>
    public SqlMapper.ICustomQueryParameter List(IReadOnlyCollection<string> values) =>
        new ListParameter(dialect.List(values));

    public async Task<List<T>> ListAsync<T>(string sql, object? parameters, CancellationToken cancel) =>
        (await connection.QueryAsync<T>(Define(sql, parameters, cancel))).AsList();

    public Task<T?> FirstAsync<T>(string sql, object? parameters, CancellationToken cancel) =>
        connection.QueryFirstOrDefaultAsync<T>(Define(sql, parameters, cancel));

    public Task<T?> ScalarAsync<T>(string sql, object? parameters, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<T>(Define(sql, parameters, cancel));

    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancel) =>
        connection.ExecuteAsync(Define(sql, parameters, cancel));

    /// <summary>Runs a prepared statement. The values stand in the order in which the parameters first appear in the text.</summary>
    public Task<int> RunAsync(string sql, CancellationToken cancel, params ReadOnlySpan<object?> values) =>
        Prepare(sql, values).ExecuteNonQueryAsync(cancel);

    /// <summary>As <see cref="RunAsync"/>, for a statement that returns one number; null when it returns no row.</summary>
    public async Task<long?> RunReturningAsync(string sql, object?[] values, CancellationToken cancel) =>
        await Prepare(sql, values).ExecuteScalarAsync(cancel) is { } value and not DBNull
            ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>As <see cref="RunAsync"/>, for a statement that returns rows of one number each.</summary>
    public async Task<List<long>> RunListAsync(string sql, object?[] values, CancellationToken cancel)
    {
        var list = new List<long>();
        await using var reader = await Prepare(sql, values).ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            list.Add(reader.GetInt64(0));
        }
        return list;
    }

    public async Task CommitAsync(CancellationToken cancel)
    {
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (transaction is not null)
            {
                // Rolls back what was not committed.
                await transaction.DisposeAsync();
            }
        }
        catch (DbException)
        {
            Broken = true;
        }
        await giveBack(this);
    }

    private CommandDefinition Define(string sql, object? parameters, CancellationToken cancel) =>
        new(dialect.Translate(sql), parameters, transaction, cancellationToken: cancel);

    private DbCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        var command = statements.Get(connection, sql, dialect);
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                IReadOnlyCollection<long> list => dialect.List(list),
                IReadOnlyCollection<string> list => dialect.List(list),
                bool flag => flag.ToFlag(),
                DateTimeOffset time => time.ToUnix(),
                Enum word => Convert.ToInt64(word, System.Globalization.CultureInfo.InvariantCulture),
                int number => (long)number,
                string text => text.Clean(),
                var value => value,
            };
        }
        return command;
    }

    private sealed class ListParameter(object value) : SqlMapper.ICustomQueryParameter
    {
        public void AddParameter(System.Data.IDbCommand command, string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }
}
