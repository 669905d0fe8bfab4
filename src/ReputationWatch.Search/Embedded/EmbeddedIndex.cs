using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// The index of the single-machine profile: one SQLite file with a contentless FTS5 table, the facts of every mention in 16
/// bytes, and counts per topic and hour. A damaged file is set aside and an empty one takes its place at position 0, from which
/// the follower fills it again.
/// </summary>
public sealed class EmbeddedIndex : IMentionIndex, IDisposable
{
    /// <summary>Past these a total is a lower bound, and facets are those of the newest matches: both say so.</summary>
    private static readonly TimeSpan CountingTime = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan FacetTime = TimeSpan.FromMilliseconds(220);
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger<EmbeddedIndex> _log;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly FactColumns _facts = new();
    private readonly Labels _languages = new(Labels.Language);
    private readonly Labels _sources = new(Labels.Source);
    private readonly Labels _topicSets = new(Labels.Topics);
    private bool _ready;
    private bool _interrupted;

    public EmbeddedIndex(string path, TimeProvider time, ILogger<EmbeddedIndex> log)
    {
        SQLitePCL.Batteries_V2.Init();
        _path = path;
        _time = time;
        _log = log;
    }

    /// <summary>Where a damaged file was put, and when; null when none was found since the start. For the health page.</summary>
    public (string Path, DateTimeOffset At)? SetAside { get; private set; }

    public Task<long> PositionAsync(CancellationToken cancel) =>
        ReadAsync(connection => Meta.Read(connection, Meta.Position), 0, cancel);

    public Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    ) =>
        WriteAsync(
            connection =>
                new IndexWriter(_facts, _languages, _sources, _topicSets).Apply(
                    connection,
                    upserts,
                    deletions,
                    position
                ),
            cancel
        );

    public Task ResetAsync(CancellationToken cancel) =>
        WriteAsync(
            connection =>
            {
                var generation = Meta.Read(connection, Meta.Generation) + 1;
                using var transaction = connection.BeginTransaction(deferred: false);
                foreach (var table in (string[])["vocabulary", "fts", "doc", "counts", "facts", "label", "meta"])
                {
                    Execute(connection, $"DROP TABLE IF EXISTS {table}");
                }
                Execute(connection, IndexSchema.Create);
                Meta.Write(connection, Meta.Generation, generation);
                transaction.Commit();
                ForgetMemory();
            },
            cancel
        );

    /// <summary>
    /// One file is one index: it is filled again in place, and the pages say how far it is. A rebuild that was interrupted goes on.
    /// </summary>
    public async Task<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel)
    {
        var interrupted = await ReadAsync(InterruptedWalk, null, cancel);
        if (interrupted is null)
        {
            await ResetAsync(cancel);
        }
        return new InPlaceRebuild(this, interrupted);
    }

    internal Task ApplyWalkAsync(
        IReadOnlyList<IndexDocument> upserts,
        RebuildPoint reached,
        CancellationToken cancel
    ) =>
        WriteAsync(
            connection =>
                new IndexWriter(_facts, _languages, _sources, _topicSets).Apply(connection, upserts, [], 0, reached),
            cancel
        );

    private static RebuildPoint? InterruptedWalk(SqliteConnection connection) =>
        Meta.Read(connection, Meta.Position) == 0 && Meta.Read(connection, Meta.WalkReached) is > 0 and var reached
            ? new RebuildPoint(Meta.Read(connection, Meta.WalkStarted), reached)
            : null;

    /// <summary>SQLite takes every text there is.</summary>
    public Task<IReadOnlyList<SetAsideMention>> SetAsideAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<SetAsideMention>>([]);

    public Task<SearchPage> SearchAsync(MentionSearch search, CancellationToken cancel) =>
        ReadAsync(
            connection =>
            {
                using var reader = ReaderOf(connection, search, cancel);
                var (rows, total, exact) = reader.Page(RowPage.Below(search), search.Size + 1, CountingTime);
                return RowPage.Of(rows, search.Size, total, exact);
            },
            new SearchPage([], null, 0, true),
            cancel
        );

    public Task<SearchFacets> FacetsAsync(MentionSearch search, CancellationToken cancel) =>
        ReadAsync(
            connection =>
            {
                var counter = new FacetCounter();
                using var reader = ReaderOf(connection, search, cancel);
                var exact = reader.Facts(FacetTime, counter.Add);
                return counter.Facets(connection, _languages, _sources, _topicSets, exact);
            },
            new SearchFacets([], [], [], [], []),
            cancel
        );

    public Task<SearchSeries> SeriesAsync(
        MentionSearch search,
        TimeSpan bucket,
        TimeSpan offset,
        CancellationToken cancel
    ) =>
        ReadAsync(
            connection =>
            {
                var series = new SeriesCounter(bucket, offset);
                if (HourlyCounts.Answers(search, bucket, offset))
                {
                    HourlyCounts.Read(connection, search, series);
                    return new SearchSeries(series.Buckets());
                }
                using var reader = ReaderOf(connection, search, cancel);
                var all = reader.Facts(
                    reader.IsExact ? TimeSpan.MaxValue : FacetTime,
                    fact => series.Add(fact.Second, fact.Sentiment, 1)
                );
                return new SearchSeries(series.Buckets(), all);
            },
            new SearchSeries([]),
            cancel
        );

    public Task<SearchInsights> InsightsAsync(MentionSearch search, CancellationToken cancel) =>
        ReadAsync(
            connection =>
            {
                using var reader = ReaderOf(connection, search, cancel);
                var (rows, all) = reader.Newest(SearchLimits.Sampled, FacetTime);
                return new InsightReader(connection, new StandingWords(search.Query)).Read(rows, all, cancel);
            },
            SearchInsights.None,
            cancel
        );

    public void Dispose()
    {
        _writing.Dispose();
        using var connection = new SqliteConnection(ConnectionString());
        SqliteConnection.ClearPool(connection);
    }

    private IndexReader ReaderOf(SqliteConnection connection, MentionSearch search, CancellationToken cancel)
    {
        _facts.Refresh(connection);
        return new IndexReader(connection, search, _languages, _sources, _topicSets, _facts, _time, cancel);
    }

    private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, T whenSetAside, CancellationToken cancel)
    {
        await EnsureReadyAsync(cancel);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var connection = Open();
                    using var transaction = connection.BeginTransaction(deferred: true);
                    return read(connection);
                },
                cancel
            );
        }
        catch (SqliteException damaged) when (IsDamage(damaged))
        {
            await ReplaceAsync(damaged, cancel);
            return whenSetAside;
        }
    }

    private async Task WriteAsync(Action<SqliteConnection> write, CancellationToken cancel)
    {
        await EnsureReadyAsync(cancel);
        await _writing.WaitAsync(cancel);
        try
        {
            await Task.Run(
                () =>
                {
                    ThrowIfInterrupted();
                    using var connection = Open();
                    write(connection);
                },
                cancel
            );
        }
        catch (SqliteException damaged) when (IsDamage(damaged))
        {
            Replace(damaged);
            throw new IOException(Interrupted, damaged);
        }
        catch
        {
            ForgetMemory();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// A follower in the middle of its walk must not go on into the empty file as if nothing had happened: it is stopped once,
    /// asks for the position again, reads 0 and brings everything.
    /// </summary>
    private void ThrowIfInterrupted()
    {
        if (_interrupted)
        {
            _interrupted = false;
            throw new IOException(Interrupted);
        }
    }

    private const string Interrupted =
        "The search index was damaged and set aside; it has to be filled again from position 0.";

    private async Task EnsureReadyAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref _ready))
        {
            return;
        }
        await _writing.WaitAsync(cancel);
        try
        {
            if (!_ready)
            {
                Prepare();
                Volatile.Write(ref _ready, true);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Prepare()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        try
        {
            PrepareFile();
        }
        catch (SqliteException damaged) when (IsDamage(damaged))
        {
            Replace(damaged);
        }
    }

    private void PrepareFile()
    {
        using var connection = Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        var found = Convert.ToInt64(version.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (found == IndexSchema.Version)
        {
            // Reads a page of every table: a file cut short or overwritten shows here rather than at the first search.
            Execute(
                connection,
                "SELECT count(*) FROM (SELECT 1 FROM meta UNION ALL SELECT 1 FROM label UNION ALL SELECT 1 FROM facts)"
            );
            Execute(connection, "SELECT rowid FROM fts WHERE fts MATCH 'facts:zall' LIMIT 1");
            return;
        }
        if (found != 0)
        {
            throw new SqliteException(
                $"The index has version {found}, this build reads {IndexSchema.Version}",
                SQLitePCL.raw.SQLITE_NOTADB
            );
        }
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, IndexSchema.Create);
        Execute(connection, $"PRAGMA user_version = {IndexSchema.Version}");
        transaction.Commit();
    }

    private async Task ReplaceAsync(SqliteException damaged, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            Replace(damaged);
            _interrupted = true;
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Replace(SqliteException damaged)
    {
        using (var connection = new SqliteConnection(ConnectionString()))
        {
            SqliteConnection.ClearPool(connection);
        }
        var now = _time.GetUtcNow();
        var aside = $"{_path}.damaged-{now.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
        foreach (var ending in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(_path + ending))
            {
                File.Move(_path + ending, aside + ending, overwrite: true);
            }
        }
        SetAside = (aside, now);
        ForgetMemory();
        _log.LogError(damaged, "The search index was damaged; it is set aside as {Path} and built anew", aside);
        PrepareFile();
    }

    private static bool IsDamage(SqliteException exception) =>
        exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB
        || (
            exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR
            && exception.Message.Contains("no such table", StringComparison.Ordinal)
        );

    private void ForgetMemory()
    {
        _facts.Forget();
        _languages.Forget();
        _sources.Forget();
        _topicSets.Forget();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString());
        connection.Open();
        Execute(
            connection,
            "PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY"
        );
        return connection;
    }

    private string ConnectionString() =>
        new SqliteConnectionStringBuilder { DataSource = _path, Pooling = true }.ToString();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

internal sealed class InPlaceRebuild(EmbeddedIndex index, RebuildPoint? interrupted) : IIndexRebuild
{
    public RebuildPoint? Resumes => interrupted;

    public Task ApplyAsync(IReadOnlyList<IndexDocument> upserts, RebuildPoint reached, CancellationToken cancel) =>
        index.ApplyWalkAsync(upserts, reached, cancel);

    public Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    ) => index.ApplyAsync(upserts, deletions, position, cancel);

    public Task CompleteAsync(CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
