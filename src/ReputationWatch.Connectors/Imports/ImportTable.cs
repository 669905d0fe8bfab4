namespace ReputationWatch.Connectors.Imports;

/// <summary>One row of a file: its number as people count (the header is row 1) and its cells as text.</summary>
public sealed record ImportRow(int Number, IReadOnlyList<string> Cells);

/// <summary>A file that cannot be read, with why and what to do. The code is a text of the pages; the message is English, for commands.</summary>
public sealed class ImportException(string code, string message, params object[] values) : Exception(message)
{
    public string Code => code;
    public IReadOnlyList<object> Values => values;
}

/// <summary>A file as a table: column names and rows, read one after the other.</summary>
public sealed class ImportTable(IReadOnlyList<string> columns, string format, Func<IEnumerable<ImportRow>> rows)
{
    public IReadOnlyList<string> Columns => columns;

    /// <summary>What was found out of the file, for people: <c>CSV, UTF-8, ;</c>.</summary>
    public string Format => format;

    /// <summary>From the beginning, as often as asked for.</summary>
    /// <exception cref="ImportException">The file breaks off or is not what it seemed.</exception>
    public IEnumerable<ImportRow> Rows() => rows();
}

/// <summary>What a file may ask of us at most.</summary>
public static class ImportLimits
{
    public const long MostFileBytes = 200L * 1024 * 1024;

    /// <summary>Unpacked, of all parts of a workbook that are read.</summary>
    public const long MostUnpackedBytes = 1024L * 1024 * 1024;

    /// <summary>Of a workbook's shared texts: they are held in memory.</summary>
    public const long MostSharedCharacters = 200L * 1000 * 1000;
    public const int MostRows = 1_000_000;
    public const int MostColumns = 500;
    public const int LongestCell = 100_000;
}

/// <summary>Opens a file by its content, whatever its name says.</summary>
public static class ImportFile
{
    public static ImportTable Open(string path)
    {
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            throw new ImportException("Empty", "The file is empty.");
        }
        if (length > ImportLimits.MostFileBytes)
        {
            throw new ImportException(
                "TooLarge",
                $"The file is larger than {ImportLimits.MostFileBytes / (1024 * 1024)} MiB. Split it.",
                ImportLimits.MostFileBytes / (1024 * 1024)
            );
        }
        var head = Head(path);
        return head.AsSpan().StartsWith("PK\x03\x04"u8) ? XlsxTable.Open(path)
            : head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
                ? throw new ImportException("OldExcel", "This is an old Excel file (.xls). Save it as .xlsx or CSV.")
            : IsJson(head) ? JsonTable.Open(path)
            : CsvTable.Open(path, head);
    }

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[64 * 1024];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static bool IsJson(ReadOnlySpan<byte> head)
    {
        var start = head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        var at = start.IndexOfAnyExcept(" \t\r\n"u8);
        return at >= 0 && start[at] is (byte)'{' or (byte)'[';
    }
}
