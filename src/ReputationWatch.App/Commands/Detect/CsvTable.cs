using System.Globalization;
using System.Text;

namespace ReputationWatch.App.Commands.Detect;

/// <summary>A CSV file that cannot be used; the message says where and how to mend it.</summary>
internal sealed class CsvFormatException(string message) : Exception(message);

/// <summary>Reads a CSV file (RFC 4180) row by row, by column name, with errors that name file, line and column.</summary>
internal sealed class CsvTable : IDisposable
{
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-ddTHH:mm:ssZ",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm",
    ];

    private readonly string _path;
    private readonly StreamReader _reader;
    private readonly List<string> _fields = [];
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private int _line;
    private int _rowLine;

    public CsvTable(string path, params string[] required)
    {
        if (!File.Exists(path))
        {
            throw new CsvFormatException($"{path} does not exist.");
        }
        _path = path;
        _reader = new StreamReader(path, Encoding.UTF8);
        if (!ReadRow())
        {
            throw new CsvFormatException(
                $"{path}:1: empty; the first line must be the header {string.Join(',', required)}."
            );
        }
        for (var i = 0; i < _fields.Count; i++)
        {
            _columns.TryAdd(_fields[i].Trim(), i);
        }
        if (Array.Find(required, r => !_columns.ContainsKey(r)) is { } missing)
        {
            throw Bad($"the header has no column '{missing}'; expected {string.Join(',', required)}.");
        }
    }

    /// <summary>Goes to the next row that is not blank.</summary>
    public bool Read()
    {
        while (ReadRow())
        {
            if (_fields.Count == 1 && string.IsNullOrWhiteSpace(_fields[0]))
            {
                continue;
            }
            if (_fields.Count < _columns.Count)
            {
                throw Bad($"{_fields.Count} fields where the header has {_columns.Count}.");
            }
            return true;
        }
        return false;
    }

    public string Text(string column) => _fields[_columns[column]];

    public DateTimeOffset Time(string column) =>
        DateTimeOffset.TryParseExact(
            Text(column).Trim(),
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : throw Bad($"{column} '{Text(column)}' is no time; expected UTC as yyyy-MM-dd HH:mm:ss.");

    public double Number(string column) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : throw Bad($"{column} '{Text(column)}' is no number.");

    public CsvFormatException Bad(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_path}:{_rowLine}: {what}"));

    public void Dispose() => _reader.Dispose();

    private bool ReadRow()
    {
        _fields.Clear();
        var line = _reader.ReadLine();
        _rowLine = ++_line;
        if (line is null)
        {
            return false;
        }
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; ; i++)
        {
            if (i >= line.Length)
            {
                if (!quoted)
                {
                    break;
                }
                line = _reader.ReadLine() ?? throw Bad("a quote is opened and never closed.");
                _line++;
                field.Append('\n');
                i = -1;
            }
            else if (quoted)
            {
                if (line[i] != '"')
                {
                    field.Append(line[i]);
                }
                else if (i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append(line[i++]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (line[i] == '"')
            {
                quoted = true;
            }
            else if (line[i] == ',')
            {
                _fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }
        _fields.Add(field.ToString());
        return true;
    }
}
