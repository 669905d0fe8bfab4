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
    Statements statements,
    Func<Session, ValueTask> giveBack
) : IAsyncDisposable
{
    private bool _committed;

    static Session() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>The connection is in an unknown state and must not be used again.</summary>
    public bool Broken { get; private set; }

    public Lane Lane => lane;

    public Dialect Dialect => dialect;

    /// <summary>A list parameter for <c>each(@name)</c>.</summary>
    public SqlMapper.ICustomQueryParameter List(IReadOnlyCollection<long> values) =>
        new ListParameter(dialect.List(values));

    /// <inheritdoc cref="List(IReadOnlyCollection{long})"/>
    public SqlMapper.ICustomQueryParameter List(IReadOnlyCollection<string> values) =>
        new ListParameter(dialect.List(values));

    public async Task<List<T>> ListAsync<T>(string sql, object? parameters, CancellationToken cancel)
    {
        await statements.FlushAsync(cancel);
        return (await connection.QueryAsync<T>(Define(sql, parameters, cancel))).AsList();
    }

    public async Task<T?> FirstAsync<T>(string sql, object? parameters, CancellationToken cancel)
    {
        await statements.FlushAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<T>(Define(sql, parameters, cancel));
    }

    public async Task<T?> ScalarAsync<T>(string sql, object? parameters, CancellationToken cancel)
    {
        await statements.FlushAsync(cancel);
        return await connection.ExecuteScalarAsync<T>(Define(sql, parameters, cancel));
    }

    public async Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancel)
    {
        await statements.FlushAsync(cancel);
        return await connection.ExecuteAsync(Define(sql, parameters, cancel));
    }

    /// <summary>Runs a prepared statement. The values stand in the order in which the parameters first appear in the text.</summary>
    public Task<int> RunAsync(string sql, CancellationToken cancel, params ReadOnlySpan<object?> values) =>
        statements.RunAsync(sql, values, cancel);

    /// <summary>As <see cref="RunAsync"/>, for a statement whose result nobody needs: a server is sent many of them at once.</summary>
    public Task RunSoonAsync(string sql, CancellationToken cancel, params object?[] values) =>
        statements.RunSoonAsync(sql, values, cancel);

    /// <summary>As <see cref="RunAsync"/>, for a statement that returns one number; null when it returns no row.</summary>
    public async Task<long?> RunReturningAsync(string sql, object?[] values, CancellationToken cancel) =>
        await statements.ListAsync(sql, values, row => row.NumberOrNull(0), cancel) is [var first, ..] ? first : null;

    /// <summary>
    /// As <see cref="RunListAsync"/>, ahead of what <see cref="RunSoonAsync"/> gathers: for what no statement that waits can touch.
    /// </summary>
    public Task<List<long>> RunListAheadAsync(string sql, object?[] values, CancellationToken cancel) =>
        RunRowsAheadAsync(sql, values, row => row.Number(0), cancel);

    /// <inheritdoc cref="RunListAheadAsync"/>
    public Task<List<T>> RunRowsAheadAsync<T>(
        string sql,
        object?[] values,
        Func<StatementRow, T> read,
        CancellationToken cancel
    ) => statements.ListAsync(sql, values, read, cancel, ahead: true);

    /// <summary>As <see cref="RunAsync"/>, for a statement that returns rows of one number each.</summary>
    public Task<List<long>> RunListAsync(string sql, object?[] values, CancellationToken cancel) =>
        statements.ListAsync(sql, values, row => row.Number(0), cancel);

    /// <summary>As <see cref="RunAsync"/>, for a statement that returns rows.</summary>
    public Task<List<T>> RunRowsAsync<T>(
        string sql,
        object?[] values,
        Func<StatementRow, T> read,
        CancellationToken cancel
    ) => statements.ListAsync(sql, values, read, cancel);

    public async Task CommitAsync(CancellationToken cancel)
    {
        if (transaction is not null)
        {
            await statements.FlushAsync(cancel);
            await transaction.CommitAsync(cancel);
            _committed = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null && lane == Lane.Mentions && !_committed)
        {
            // It may hold what has just been taken back.
            dialect.Sketches.Forget();
        }
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
