using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// Small numbers for values that repeat: languages, source names with their ids, sets of topics. Kept in memory; the writer
/// adds, readers read again when they meet a number they do not know.
/// </summary>
internal sealed class Labels(string kind)
{
    public const string Language = "language";
    public const string Source = "source";
    public const string Topics = "topics";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, uint> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _values = [];

    /// <summary>The values by code.</summary>
    public IReadOnlyList<string> All(SqliteConnection connection)
    {
        lock (_gate)
        {
            Load(connection);
            return [.. _values];
        }
    }

    public uint CodeOf(SqliteConnection connection, string value)
    {
        lock (_gate)
        {
            if (_codes.TryGetValue(value, out var known))
            {
                return known;
            }
            Load(connection);
            return _codes.TryGetValue(value, out known) ? known : Add(connection, value);
        }
    }

    public string ValueOf(SqliteConnection connection, uint code)
    {
        lock (_gate)
        {
            if (code >= _values.Count)
            {
                Load(connection);
            }
            return _values[(int)code];
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            _codes.Clear();
            _values.Clear();
        }
    }

    public static string TopicSet(IReadOnlyList<long> topics) =>
        string.Join(',', topics.Distinct().Order().Select(t => t.ToString(CultureInfo.InvariantCulture)));

    public static long[] TopicSet(string value) =>
        [
            .. value
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(t => long.Parse(t, CultureInfo.InvariantCulture)),
        ];

    public static string SourceValue(long id, string name) => id.ToString(CultureInfo.InvariantCulture) + " " + name;

    public static (long Id, string Name) SourceValue(string value)
    {
        var space = value.IndexOf(' ');
        return (
            long.Parse(value.AsSpan(0, space), NumberStyles.Integer, CultureInfo.InvariantCulture),
            value[(space + 1)..]
        );
    }

    private uint Add(SqliteConnection connection, string value)
    {
        var code = (uint)_values.Count;
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO label (kind, code, value) VALUES ($kind, $code, $value)";
        command.Parameters.AddWithValue("$kind", kind);
        command.Parameters.AddWithValue("$code", code);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
        _values.Add(value);
        _codes.Add(value, code);
        return code;
    }

    private void Load(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM label WHERE kind = $kind AND code >= $from ORDER BY code";
        command.Parameters.AddWithValue("$kind", kind);
        command.Parameters.AddWithValue("$from", _values.Count);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _codes[reader.GetString(0)] = (uint)_values.Count;
            _values.Add(reader.GetString(0));
        }
    }
}
