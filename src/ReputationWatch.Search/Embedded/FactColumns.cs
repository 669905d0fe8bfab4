using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace ReputationWatch.Search.Embedded;

/// <summary>What facets and series need of one mention, in 16 bytes.</summary>
/// <param name="Second">Publication second; 0 when there is no such mention.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Topics">Code of the set of topics.</param>
/// <param name="Labels">Sentiment (2 bits), kind (6 bits), code of the language (the rest).</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Fact(uint Second, uint Source, uint Topics, uint Labels)
{
    public int Sentiment => (int)(Labels & 3);
    public int Kind => (int)(Labels >> 2) & 63;
    public int Language => (int)(Labels >> 8);

    public static uint Pack(int sentiment, int kind, int language) =>
        (uint)sentiment | ((uint)kind << 2) | ((uint)language << 8);
}

/// <summary>First and last publication second among the facts of a chunk; those of nobody apart.</summary>
internal readonly record struct FactRange(uint First, uint Last)
{
    public static FactRange Of(ReadOnlySpan<Fact> facts)
    {
        var (first, last) = (uint.MaxValue, 0u);
        foreach (var fact in facts)
        {
            if (fact.Second > 0)
            {
                first = Math.Min(first, fact.Second);
                last = Math.Max(last, fact.Second);
            }
        }
        return new FactRange(first, last);
    }
}

/// <param name="FirstId">The id of the first of the facts; the others follow.</param>
internal readonly record struct FactChunk(long FirstId, FactRange Range, Fact[] Facts);

/// <summary>
/// The facts of all mentions by id, in blobs of 4,096; read on first use and then kept, 16 bytes a mention. The writer changes
/// them in the transaction that changes the words.
/// </summary>
internal sealed class FactColumns
{
    private const int ChunkSize = 4096;
    private readonly ConcurrentDictionary<long, FactRange> _ranges = new();
    private readonly Dictionary<long, Fact[]> _changed = [];
    private readonly Lock _growing = new();

    // By number; null where not read yet.
    private Fact[]?[] _chunks = [];
    private long _generation = -1;

    /// <summary>Forgets what was read when another process has written since.</summary>
    public void Refresh(SqliteConnection connection)
    {
        var generation = Meta.Read(connection, Meta.Generation);
        var known = Interlocked.Read(ref _generation);
        if (generation > known && Interlocked.CompareExchange(ref _generation, generation, known) == known)
        {
            Clear();
        }
    }

    public Fact Get(SqliteConnection connection, long id) => ChunkOf(connection, id / ChunkSize)[id % ChunkSize];

    /// <summary>The facts of a block of rows.</summary>
    public void Get(SqliteConnection connection, FactBlock block)
    {
        var rows = block.Rows.AsSpan(0, block.Count);
        var found = block.Facts.AsSpan(0, rows.Length);
        var chunks = Volatile.Read(ref _chunks);
        for (var i = 0; i < rows.Length; i++)
        {
            var id = (int)RowKey.Id(rows[i]);
            var chunk = id / ChunkSize < chunks.Length ? chunks[id / ChunkSize] : null;
            found[i] = (chunk ?? ChunkOf(connection, id / ChunkSize))[id % ChunkSize];
        }
    }

    private Fact[] ChunkOf(SqliteConnection connection, long number)
    {
        var chunks = Volatile.Read(ref _chunks);
        return number < chunks.Length && chunks[number] is { } chunk ? chunk : Keep(number, Load(connection, number));
    }

    private Fact[] Keep(long number, Fact[] chunk)
    {
        lock (_growing)
        {
            if (number >= _chunks.Length)
            {
                var larger = new Fact[]?[Math.Max(number + 1, _chunks.Length * 2)];
                _chunks.CopyTo(larger, 0);
                Volatile.Write(ref _chunks, larger);
            }
            return _chunks[number] ??= chunk;
        }
    }

    private void Clear()
    {
        lock (_growing)
        {
            _chunks = [];
        }
        _ranges.Clear();
    }

    /// <summary>The facts of one chunk after the other, with the id of the first and the time they span.</summary>
    public IEnumerable<FactChunk> Chunks(SqliteConnection connection)
    {
        using var last = Statement.Prepare(connection, "SELECT coalesce(max(chunk), -1) FROM facts");
        last.Step();
        for (long number = 0, end = last.Int64(0); number <= end; number++)
        {
            var facts = ChunkOf(connection, number);
            // The last chunks change under the writer; the others hardly ever.
            var range = number >= end - 1 ? FactRange.Of(facts) : _ranges.GetOrAdd(number, _ => FactRange.Of(facts));
            yield return new FactChunk(number * ChunkSize, range, facts);
        }
    }

    /// <summary>For the one writer, inside its transaction.</summary>
    public void Set(SqliteConnection connection, long id, Fact fact)
    {
        var number = id / ChunkSize;
        if (!_changed.TryGetValue(number, out var chunk))
        {
            _changed.Add(number, chunk = ChunkOf(connection, number));
            _ranges.TryRemove(number, out _);
        }
        chunk[id % ChunkSize] = fact;
    }

    /// <summary>Writes the changed chunks; <paramref name="generation"/> becomes the state that is in memory.</summary>
    public void Save(SqliteConnection connection, long generation)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO facts (chunk, data) VALUES ($chunk, $data)";
        var number = command.Parameters.Add("$chunk", SqliteType.Integer);
        var data = command.Parameters.Add("$data", SqliteType.Blob);
        foreach (var (changed, chunk) in _changed)
        {
            number.Value = changed;
            data.Value = MemoryMarshal.AsBytes(chunk.AsSpan()).ToArray();
            command.ExecuteNonQuery();
            _ranges.TryRemove(changed, out _);
        }
        _changed.Clear();
        Interlocked.Exchange(ref _generation, generation);
    }

    /// <summary>After a transaction that failed: what is in memory may never have been written.</summary>
    public void Forget()
    {
        _changed.Clear();
        Clear();
        Interlocked.Exchange(ref _generation, -1);
    }

    private static Fact[] Load(SqliteConnection connection, long number)
    {
        var chunk = new Fact[ChunkSize];
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT data FROM facts WHERE chunk = $chunk";
        command.Parameters.AddWithValue("$chunk", number);
        if (command.ExecuteScalar() is byte[] data)
        {
            data.CopyTo(MemoryMarshal.AsBytes(chunk.AsSpan()));
        }
        return chunk;
    }
}

/// <summary>Numbers the index keeps about itself.</summary>
internal static class Meta
{
    public const string Position = "position";
    public const string Generation = "generation";

    /// <summary>How far a rebuild has come: see <see cref="Core.Search.RebuildPoint"/>. Both 0 when there is none.</summary>
    public const string WalkStarted = "walk_started";
    public const string WalkReached = "walk_reached";

    public static long Read(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() is long value ? value : 0;
    }

    public static void Write(SqliteConnection connection, string name, long value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO meta (name, value) VALUES ($name, $value)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }
}
