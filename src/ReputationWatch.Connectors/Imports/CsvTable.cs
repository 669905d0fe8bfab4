using System.Text;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Connectors.Imports;

/// <summary>Delimited text (RFC 4180 and what spreadsheets make of it): encoding and delimiter are found out from the beginning.</summary>
internal static class CsvTable
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private const int SampleRows = 50;

    public static ImportTable Open(string path, byte[] head)
    {
        var encoding = EncodingOf(path, head);
        var sample = encoding.GetString(head);
        var delimiter = Delimiter(sample);
        using var first = Reader(path, encoding);
        var columns = new CsvRows(first, delimiter).Read(1)?.Cells ?? [];
        return new ImportTable(
            ColumnNames.Of(columns),
            $"CSV, {encoding.WebName}, {(delimiter == '\t' ? "tab" : delimiter.ToString())}",
            () => Rows(path, encoding, delimiter)
        );
    }

    private static IEnumerable<ImportRow> Rows(string path, Encoding encoding, char delimiter)
    {
        using var reader = Reader(path, encoding);
        var rows = new CsvRows(reader, delimiter);
        rows.Read(1);
        var number = 1;
        while (rows.Read(++number) is { } row)
        {
            if (row.Cells.Any(c => c.Length > 0))
            {
                yield return row;
            }
        }
    }

    private static StreamReader Reader(string path, Encoding encoding) =>
        new(path, encoding, detectEncodingFromByteOrderMarks: true);

    /// <summary>UTF-8 when the whole file is; windows-1252 is what spreadsheets of Western Europe write otherwise.</summary>
    private static Encoding EncodingOf(string path, byte[] head)
    {
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode;
        }
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode;
        }
        return IsUtf8(path) ? new UTF8Encoding(false) : EncodingLabels.Find("windows-1252")!;
    }

    private static bool IsUtf8(string path)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        try
        {
            using var reader = new StreamReader(path, strict, detectEncodingFromByteOrderMarks: false);
            var buffer = new char[64 * 1024];
            while (reader.Read(buffer, 0, buffer.Length) > 0) { }
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The one that cuts the first rows into the same number of cells, the more the better.</summary>
    private static char Delimiter(string sample) =>
        Delimiters.MaxBy(d =>
        {
            var rows = new CsvRows(new StringReader(sample), d);
            var widths = new List<int>();
            // The last row of the sample may be cut.
            for (var i = 1; i <= SampleRows && rows.Read(i) is { } row; i++)
            {
                widths.Add(row.Cells.Count);
            }
            var width = widths.FirstOrDefault();
            return width < 2 ? 0 : widths.Count(w => w == width) * 1000 / widths.Count * 100 + Math.Min(width, 99);
        });
}

/// <summary>Rows of delimited text, one after the other. A quote that is never closed ends at the limit of a cell.</summary>
internal sealed class CsvRows(TextReader reader, char delimiter)
{
    private readonly StringBuilder _cell = new();

    /// <summary>Null at the end.</summary>
    public ImportRow? Read(int number)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }
        var cells = new List<string>();
        while (ReadCell(number))
        {
            Add(cells, number);
        }
        Add(cells, number);
        return new ImportRow(number, cells);
    }

    private void Add(List<string> cells, int number)
    {
        if (cells.Count >= ImportLimits.MostColumns)
        {
            throw new ImportException(
                "TooWide",
                $"Row {number} has more than {ImportLimits.MostColumns} columns.",
                number,
                ImportLimits.MostColumns
            );
        }
        cells.Add(_cell.ToString().Trim());
        _cell.Clear();
    }

    /// <summary>Returns whether another cell follows in the row.</summary>
    private bool ReadCell(int number)
    {
        var quoted = false;
        while (reader.Read() is var read and >= 0)
        {
            var c = (char)read;
            if (quoted)
            {
                quoted = ReadQuoted(c);
            }
            else if (c == delimiter)
            {
                return true;
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && reader.Peek() == '\n')
                {
                    _ = reader.Read();
                }
                return false;
            }
            // A quote inside an unquoted cell is a character: 27" screen.
            else if (c == '"' && IsBlank())
            {
                _cell.Clear();
                quoted = true;
            }
            else
            {
                _cell.Append(c);
            }
            if (_cell.Length > ImportLimits.LongestCell)
            {
                throw new ImportException(
                    "TooLong",
                    $"A cell of row {number} is longer than {ImportLimits.LongestCell} characters; perhaps a quotation mark is not closed.",
                    number,
                    ImportLimits.LongestCell
                );
            }
        }
        return false;
    }

    private bool ReadQuoted(char c)
    {
        if (c != '"')
        {
            _cell.Append(c);
            return true;
        }
        if (reader.Peek() != '"')
        {
            return false;
        }
        _ = reader.Read();
        _cell.Append('"');
        return true;
    }

    private bool IsBlank()
    {
        for (var i = 0; i < _cell.Length; i++)
        {
            if (_cell[i] != ' ')
            {
                return false;
            }
        }
        return true;
    }
}

internal static class ColumnNames
{
    private const int Longest = 100;

    /// <summary>Every column has a name, and no two the same.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> header)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        for (var i = 0; i < header.Count; i++)
        {
            var name = header[i].Length == 0 ? $"{i + 1}" : Cut(header[i]);
            while (!seen.Add(name))
            {
                name += "'";
            }
            names.Add(name);
        }
        return names;
    }

    /// <summary>Half a character would be no text that could be compared.</summary>
    private static string Cut(string name) =>
        name.Length <= Longest ? name : name[..(char.IsHighSurrogate(name[Longest - 1]) ? Longest - 1 : Longest)];
}
