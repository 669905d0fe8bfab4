using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using ReputationWatch.Storage.Mentions;

namespace ReputationWatch.Storage.Dialects;

/// <summary>
/// What differs between the engines. The SQL of the stores is said once, in words that both know, with a few tokens:
/// <list type="bullet">
/// <item><c>each(@list)</c>: the values of a list parameter as rows with one column <c>value</c>;</item>
/// <item><c>{skip locked}</c>: at the end of a select inside an update, so that two workers never wait for the same row;</item>
/// <item>in migrations <c>{identity}</c> and <c>{clustered}</c>.</item>
/// </list>
/// </summary>
internal abstract partial class Dialect : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _translated = new(StringComparer.Ordinal);

    /// <summary>The SQL in the engine's words; translated once.</summary>
    public string Translate(string sql) => _translated.GetOrAdd(sql, TranslateNew);

    /// <summary>A list as the engine takes it for <c>each(@list)</c>.</summary>
    public abstract object List(IReadOnlyCollection<long> values);

    /// <inheritdoc cref="List(IReadOnlyCollection{long})"/>
    public abstract object List(IReadOnlyCollection<string> values);

    /// <summary>What the lane of mentions knows of stories; touched by whoever holds the lane, and by nobody else.</summary>
    public SketchBook Sketches { get; } = new();

    /// <summary>
    /// Gives up to @count ids of <paramref name="table"/> that no row has had, ascending, to a transaction that inserts with them
    /// before it asks for more.
    /// </summary>
    public abstract string NextIdsSql(string table);

    /// <summary>Whether a failure says that there is no room on the disk.</summary>
    public abstract bool IsFull(DbException failure);

    /// <summary>Bytes that the database occupies.</summary>
    public abstract string SizeSql { get; }

    /// <summary>Gives one row of words for each damage that the engine itself can find.</summary>
    public abstract string CheckSql { get; }

    /// <summary>Opens a session that only reads.</summary>
    public abstract Task<Session> OpenReaderAsync(CancellationToken cancel);

    /// <summary>
    /// Opens a session that writes in one transaction. With <paramref name="lane"/> <see cref="Lane.Mentions"/> there is never more
    /// than one at a time in the whole cluster.
    /// </summary>
    public abstract Task<Session> OpenWriterAsync(Lane lane, CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    protected abstract string Each(string parameter);

    protected abstract string SkipLocked { get; }

    protected abstract string Identity { get; }

    protected abstract string Clustered { get; }

    private string TranslateNew(string sql) =>
        EachCall()
            .Replace(sql, match => Each(match.Groups["list"].Value))
            .Replace("{skip locked}", SkipLocked, StringComparison.Ordinal)
            .Replace("{identity}", Identity, StringComparison.Ordinal)
            .Replace("{clustered}", Clustered, StringComparison.Ordinal);

    [GeneratedRegex(@"\beach\((?<list>@\w+)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EachCall();
}

/// <summary>Which other writers a transaction has to wait for.</summary>
internal enum Lane
{
    /// <summary>Rows of its own; on PostgreSQL such writers run side by side.</summary>
    Rows,

    /// <summary>
    /// Anything that touches mentions, their keys, counts, stories or the outbox: one at a time, in the whole cluster. It makes
    /// recognising known items race-free, and outbox sequences visible in their order: on PostgreSQL a sequence number is handed out
    /// before its row can be seen, so two concurrent writers could let a follower step over the slower one's rows.
    /// </summary>
    Mentions,
}
