using System.Globalization;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage;

/// <summary>
/// The statements of one connection that stay prepared, by their text. Parsing and planning one anew costs more than running it, and
/// the intake runs a dozen of them for each mention. Values stand in the order in which the parameters first appear in the text.
/// </summary>
internal abstract class Statements(Dialect dialect) : IDisposable
{
    /// <summary>Returns how many rows it changed.</summary>
    public abstract Task<int> RunAsync(string sql, ReadOnlySpan<object?> values, CancellationToken cancel);

    /// <summary>For a statement whose result nobody needs: it may wait for others, but not for anything that reads.</summary>
    public abstract Task RunSoonAsync(string sql, object?[] values, CancellationToken cancel);

    /// <summary>Runs what waits.</summary>
    public abstract Task FlushAsync(CancellationToken cancel);

    /// <summary>Reads all rows.</summary>
    /// <param name="ahead">
    /// Ahead of the statements that wait, because none of them touches what is read: they go on gathering.
    /// </param>
    public abstract Task<List<T>> ListAsync<T>(
        string sql,
        object?[] values,
        Func<StatementRow, T> read,
        CancellationToken cancel,
        bool ahead = false
    );

    public abstract void Dispose();

    protected string Translate(string sql) => dialect.Translate(sql);

    /// <summary>A value as the engine stores it: a number, a text, a list as the engine takes it, or null.</summary>
    protected object? Plain(object? value) =>
        value switch
        {
            null or long or double => value,
            string text => text.Clean(),
            IReadOnlyCollection<long> list => dialect.List(list),
            IReadOnlyCollection<string> list => dialect.List(list),
            bool flag => flag.ToFlag(),
            DateTimeOffset time => time.ToUnix(),
            Enum word => Convert.ToInt64(word, CultureInfo.InvariantCulture),
            int number => (long)number,
            _ => value,
        };
}

/// <summary>The row that a statement has come to; columns by their place in the select.</summary>
internal abstract class StatementRow
{
    public abstract bool IsNull(int column);

    public abstract long Number(int column);

    public abstract double Real(int column);

    public abstract string Text(int column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public double? RealOrNull(int column) => IsNull(column) ? null : Real(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
}
