using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ReputationWatch.Connectors.Imports;

/// <summary>
/// The first sheet of a workbook (ECMA-376), values only: formulas count by the result that was saved with them and are never worked
/// out. Read as a stream, with everything that is unpacked counted.
/// </summary>
internal static class XlsxTable
{
    /// <summary>From 30 December 1899 to 1 January 1904, from which Excel on a Mac counted its days.</summary>
    private const double DaysTo1904 = 1462;

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = ImportLimits.MostUnpackedBytes,
    };

    public static ImportTable Open(string path) =>
        Guarded(() =>
        {
            using var zip = ZipFile.OpenRead(path);
            var (sheet, firstDay) = FirstSheet(zip);
            var texts = SharedTexts(zip);
            var dates = new Dates(DateStyles(zip), firstDay);
            var header = SheetRows(path, sheet, texts, dates).FirstOrDefault()?.Cells ?? [];
            return header.Count == 0
                ? throw new ImportException("NoRows", "The first sheet of the workbook is empty.")
                : new ImportTable(
                    ColumnNames.Of(header),
                    "Excel",
                    () => SheetRows(path, sheet, texts, dates).Skip(1).Where(r => r.Cells.Any(c => c.Length > 0))
                );
        });

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or NotSupportedException)
        {
            throw new ImportException("BrokenExcel", $"The workbook cannot be read: {broken.Message}");
        }
    }

    /// <summary>The first one of the workbook's list (the parts' names do not tell), and the day from which it counts dates.</summary>
    private static (string Part, double FirstDay) FirstSheet(ZipArchive zip)
    {
        string? id = null;
        var firstDay = 0d;
        using (var book = Open(zip, "xl/workbook.xml"))
        {
            while (id is null && book.Read())
            {
                if (book is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                {
                    firstDay = book.GetAttribute("date1904") is "1" or "true" ? DaysTo1904 : 0;
                }
                else if (book is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                {
                    id =
                        book.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                        ?? book.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
                }
            }
        }
        using var links = Open(zip, "xl/_rels/workbook.xml.rels");
        while (links.Read())
        {
            if (links is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && links.GetAttribute("Id") == id)
            {
                var target = links.GetAttribute("Target") ?? "";
                return (target.StartsWith('/') ? target[1..] : "xl/" + target, firstDay);
            }
        }
        throw new InvalidDataException("no sheet");
    }

    private static List<string> SharedTexts(ZipArchive zip)
    {
        var texts = new List<string>();
        if (zip.GetEntry("xl/sharedStrings.xml") is null)
        {
            return texts;
        }
        using var reader = Open(zip, "xl/sharedStrings.xml");
        long characters = 0;
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                var text = RichText(reader, "si");
                characters += text.Length;
                if (characters > ImportLimits.MostSharedCharacters)
                {
                    throw new ImportException(
                        "TooLarge",
                        "The texts of the workbook are too large. Save it as CSV.",
                        200
                    );
                }
                texts.Add(text);
            }
        }
        return texts;
    }

    /// <summary>The text of an element with formatted runs, phonetic hints left out.</summary>
    private static string RichText(XmlReader reader, string end)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }
        var text = new StringBuilder();
        var hidden = 0;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == end))
        {
            if (reader.LocalName == "rPh")
            {
                hidden +=
                    reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement ? 1
                    : reader.NodeType == XmlNodeType.EndElement ? -1
                    : 0;
            }
            else if (
                hidden == 0
                && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
            )
            {
                Append(reader, text);
            }
        }
        return text.ToString();
    }

    /// <summary>Piece by piece: a text may be hundreds of millions of characters long, of which a cell's worth is kept.</summary>
    private static void Append(XmlReader reader, StringBuilder text)
    {
        var piece = new char[4096];
        int read;
        while ((read = reader.ReadValueChunk(piece, 0, piece.Length)) > 0)
        {
            text.Append(piece, 0, Math.Min(read, ImportLimits.LongestCell - text.Length));
        }
    }

    /// <summary>Which styles of cells show their number as a date.</summary>
    private static HashSet<int> DateStyles(ZipArchive zip)
    {
        var styles = new HashSet<int>();
        if (zip.GetEntry("xl/styles.xml") is null)
        {
            return styles;
        }
        var formats = new HashSet<int>();
        using var reader = Open(zip, "xl/styles.xml");
        var inCells = false;
        var index = 0;
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs")
            {
                inCells = reader.NodeType == XmlNodeType.Element;
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "numFmt" })
            {
                if (IsDate(reader.GetAttribute("formatCode") ?? ""))
                {
                    formats.Add(Whole(reader.GetAttribute("numFmtId")));
                }
            }
            else if (inCells && reader is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var format = Whole(reader.GetAttribute("numFmtId"));
                if (formats.Contains(format) || format is (>= 14 and <= 22) or (>= 45 and <= 47))
                {
                    styles.Add(index);
                }
                index++;
            }
        }
        return styles;
    }

    /// <summary>A format with y, d or h outside of quotes and brackets.</summary>
    private static bool IsDate(string format)
    {
        var quoted = false;
        var bracket = false;
        foreach (var c in format)
        {
            quoted ^= c == '"';
            bracket = c == '[' || (bracket && c != ']');
            if (!quoted && !bracket && c is 'y' or 'Y' or 'd' or 'D' or 'h' or 'H')
            {
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<ImportRow> SheetRows(string path, string sheet, List<string> texts, Dates dates)
    {
        using var zip = ZipFile.OpenRead(path);
        using var reader = Open(zip, sheet);
        var number = 0;
        while (Guarded(reader.Read))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                number = Whole(reader.GetAttribute("r")) is > 0 and var stated ? stated : number + 1;
                yield return new ImportRow(number, Guarded(() => Cells(reader, texts, dates)));
            }
        }
    }

    private static List<string> Cells(XmlReader reader, List<string> texts, Dates dates)
    {
        var cells = new List<string>();
        if (reader.IsEmptyElement)
        {
            return cells;
        }
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "row"))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                var column = Column(reader.GetAttribute("r")) ?? cells.Count;
                if (column >= ImportLimits.MostColumns)
                {
                    throw new ImportException(
                        "TooWide",
                        $"More than {ImportLimits.MostColumns} columns.",
                        1,
                        ImportLimits.MostColumns
                    );
                }
                while (cells.Count < column)
                {
                    cells.Add("");
                }
                cells.Add(Value(reader, texts, dates));
            }
        }
        return cells;
    }

    private static string Value(XmlReader reader, List<string> texts, Dates dates)
    {
        var type = reader.GetAttribute("t");
        var isDate = dates.Styles.Contains(Whole(reader.GetAttribute("s")));
        if (reader.IsEmptyElement)
        {
            return "";
        }
        var value = "";
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "c"))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
            {
                value = RichText(reader, reader.LocalName);
            }
        }
        return type switch
        {
            "s" => Whole(value) is >= 0 and var index && index < texts.Count ? texts[index].Trim() : "",
            null or "n" when isDate && double.TryParse(value, CultureInfo.InvariantCulture, out var days) => Date(
                days + dates.FirstDay
            ),
            "e" => "",
            "b" => value == "1" ? "true" : "false",
            _ => value.Trim(),
        };
    }

    /// <summary>Which styles of cells show dates, and what to add to their days.</summary>
    private sealed record Dates(HashSet<int> Styles, double FirstDay);

    /// <summary>Days since 30 December 1899, which makes up for a leap day that never was.</summary>
    private static string Date(double days) =>
        days is >= 0 and < 2_958_466
            ? DateTime.FromOADate(days).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            : "";

    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c))
            {
                break;
            }
            column = Math.Min(column * 26 + (c - 'A' + 1), 100_000);
        }
        return column == 0 ? null : column - 1;
    }

    private static int Whole(string? text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static XmlReader Open(ZipArchive zip, string part)
    {
        var entry = zip.GetEntry(part) ?? throw new InvalidDataException($"{part} is missing");
        return XmlReader.Create(new BoundedStream(entry.Open(), ImportLimits.MostUnpackedBytes), Xml);
    }
}

/// <summary>A stream that ends with an error when more comes out of it than is allowed: what a zip bomb says of its size is not believed.</summary>
internal sealed class BoundedStream(Stream inner, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        _read += read;
        return _read > limit
            ? throw new ImportException(
                "TooLarge",
                "The workbook unpacks to more than is allowed. Save it as CSV.",
                limit / (1024 * 1024)
            )
            : read;
    }
}
