using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace ReputationWatch.Storage.Dialects;

/// <summary>
/// Statements that the driver keeps prepared by their text. Those whose result nobody needs are gathered and sent together: a trip to
/// the server takes longer than the insert at its end.
/// </summary>
internal sealed partial class PostgresqlStatements(NpgsqlConnection connection, Dialect dialect) : Statements(dialect)
{
    private const int MostWaiting = 2000;

    private readonly Dictionary<string, Positional> _texts = new(StringComparer.Ordinal);
    private readonly NpgsqlBatch _waiting = new(connection);

    public override Task<int> RunAsync(string sql, ReadOnlySpan<object?> values, CancellationToken cancel) =>
        RunAsync(Command(sql, values), cancel);

    public override Task RunSoonAsync(string sql, object?[] values, CancellationToken cancel)
    {
        var text = TextOf(sql);
        var command = new NpgsqlBatchCommand(text.Sql);
        Fill(command.Parameters, text, values);
        _waiting.BatchCommands.Add(command);
        return _waiting.BatchCommands.Count < MostWaiting ? Task.CompletedTask : FlushAsync(cancel);
    }

    public override async Task FlushAsync(CancellationToken cancel)
    {
        if (_waiting.BatchCommands.Count == 0)
        {
            return;
        }
        try
        {
            await _waiting.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            _waiting.BatchCommands.Clear();
        }
    }

    public override async Task<List<T>> ListAsync<T>(
        string sql,
        object?[] values,
        Func<StatementRow, T> read,
        CancellationToken cancel,
        bool ahead = false
    )
    {
        await using var command = Command(sql, values);
        if (!ahead)
        {
            await FlushAsync(cancel);
        }
        var list = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var row = new Row(reader);
        while (await reader.ReadAsync(cancel))
        {
            list.Add(read(row));
        }
        return list;
    }

    public override void Dispose() => _waiting.Dispose();

    private async Task<int> RunAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            await FlushAsync(cancel);
            return await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private NpgsqlCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var text = TextOf(sql);
        var command = new NpgsqlCommand(text.Sql, connection);
        Fill(command.Parameters, text, values);
        return command;
    }

    private void Fill(NpgsqlParameterCollection parameters, Positional text, ReadOnlySpan<object?> values)
    {
        if (text.Count != values.Length)
        {
            throw new ArgumentException($"The statement takes {text.Count} values, not {values.Length}: {text.Sql}");
        }
        for (var i = 0; i < values.Length; i++)
        {
            var value = Plain(values[i]);
            var parameter = new NpgsqlParameter { Value = value ?? DBNull.Value };
            if ((value is null ? text.Types[i] : text.Types[i] ??= TypeOf(value)) is { } type)
            {
                parameter.NpgsqlDbType = type;
            }
            parameters.Add(parameter);
        }
    }

    private static NpgsqlDbType TypeOf(object value) =>
        value switch
        {
            long => NpgsqlDbType.Bigint,
            double => NpgsqlDbType.Double,
            string => NpgsqlDbType.Text,
            long[] => NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            string[] => NpgsqlDbType.Array | NpgsqlDbType.Text,
            _ => throw new ArgumentException($"No column holds a {value.GetType().Name}."),
        };

    private Positional TextOf(string sql)
    {
        if (!_texts.TryGetValue(sql, out var text))
        {
            _texts[sql] = text = Positional.Of(Translate(sql));
        }
        return text;
    }

    /// <summary>The text with numbered parameters: the driver sends it as it stands, without looking for names each time.</summary>
    private sealed partial record Positional(string Sql, int Count)
    {
        /// <summary>Of each parameter as it was first seen: a null without a type would make another statement to be prepared.</summary>
        public NpgsqlDbType?[] Types { get; } = new NpgsqlDbType?[Count];

        public static Positional Of(string sql)
        {
            var names = new List<string>();
            var numbered = ParameterName()
                .Replace(
                    sql,
                    match =>
                    {
                        if (!names.Contains(match.Value))
                        {
                            names.Add(match.Value);
                        }
                        return FormattableString.Invariant($"${names.IndexOf(match.Value) + 1}");
                    }
                );
            return new Positional(numbered, names.Count);
        }

        [GeneratedRegex(@"@\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
        private static partial Regex ParameterName();
    }

    private sealed class Row(DbDataReader reader) : StatementRow
    {
        public override bool IsNull(int column) => reader.IsDBNull(column);

        public override long Number(int column) => reader.GetInt64(column);

        public override double Real(int column) => reader.GetDouble(column);

        public override string Text(int column) => reader.GetString(column);
    }
}
