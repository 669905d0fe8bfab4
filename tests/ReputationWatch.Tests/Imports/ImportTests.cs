using System.IO.Compression;
using System.Text;
using ReputationWatch.Connectors.Imports;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Tests.Imports;

public sealed class ImportTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-import-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, "file");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private List<ReadRow> Read(string text, Func<ImportPlan, ImportPlan>? change = null)
    {
        var table = ImportFile.Open(Write(Encoding.UTF8.GetBytes(text)));
        var plan = ImportGuess.Of(table);
        var reader = new ImportReader(table, change is null ? plan : change(plan), "import:x", Now);
        return [.. table.Rows().Select(reader.Read)];
    }

    [Theory]
    [InlineData("Comment,Date\n\"a, \"\"b\"\"\nc\",2026-01-02\n", "a, \"b\"\nc")]
    [InlineData("Commentaire;Date\r\na, b;02/01/2026\r\n", "a, b")]
    [InlineData("Text\tDate\na;b,c\t2026-01-02\n", "a;b,c")]
    [InlineData("comment|date\n27\" screen|2026-01-02", "27\" screen")]
    public void Read_DelimitedText_FindsDelimiterQuotesAndLineEnds(string text, string expected)
    {
        var row = Assert.Single(Read(text));

        Assert.Equal(expected, row.Item?.Text);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), row.Item?.PublishedAt);
    }

    [Fact]
    public void Open_WindowsText_KeepsItsAccents()
    {
        var bytes = Encoding.Latin1.GetBytes("Commentaire;Auteur\nTrès bien;Zoé\n");
        var table = ImportFile.Open(Write(bytes));

        Assert.Equal(["Très bien", "Zoé"], table.Rows().Single().Cells);
    }

    [Theory]
    [InlineData("4,5", 4.5, 5)]
    [InlineData("8", 8, 10)]
    [InlineData("4/5", 4, 5)]
    [InlineData("★★★☆☆", 3, 5)]
    public void Read_Ratings_AsPeopleWriteThem(string cell, double value, double best)
    {
        var rating = Read($"Note;Texte\n{cell};bien\n")[0].Item!.Rating!;

        Assert.Equal((value, best), (rating.Value, rating.Best));
    }

    [Theory]
    [InlineData("13/02/2026", "05/03/2026", 5, 3)]
    [InlineData("02/13/2026", "05/03/2026", 3, 5)]
    public void Read_AmbiguousDates_AsTheOthersSay(string telling, string ambiguous, int day, int month)
    {
        var rows = Read($"date;texte\n{telling};a\n{ambiguous};b\n", p => p);
        var date = rows[1].Item?.PublishedAt;

        // In the future of the tests' clock when read as the third of May.
        Assert.Equal(month == 5 ? null : new DateTimeOffset(2026, month, day, 0, 0, 0, TimeSpan.Zero), date);
        Assert.Equal(month == 5 ? RowProblem.FutureDate : null, rows[1].Problem);
    }

    [Theory]
    [InlineData("date,text\nyesterday-ish,a\n", RowProblem.BadDate)]
    [InlineData("rating,text\ngood,a\n", RowProblem.BadRating)]
    [InlineData("nps,text\n11,a\n", RowProblem.BadNps)]
    [InlineData("nps,text\n7.5,a\n", RowProblem.BadNps)]
    [InlineData("text,author\n,Anna\n", RowProblem.NoText)]
    public void Read_AWrongRow_SaysWhat(string text, RowProblem problem) =>
        Assert.Equal(problem, Assert.Single(Read(text)).Problem);

    [Fact]
    public void Read_AnAnswer_IsDeclaredAndNoRating()
    {
        var item = Read("nps,text\n9,fine\n")[0].Item!;

        Assert.Equal((9, null), (item.Recommends, item.Rating));
    }

    [Fact]
    public void Read_TheSameFileTwice_GivesTheSameIdsAlsoToEqualRows()
    {
        const string Text = "text,author\nfine,Anna\nfine,Anna\nbad,Ben\n";

        var first = Read(Text).Select(r => r.Item!.ExternalId).ToList();

        Assert.Equal(first, Read(Text).Select(r => r.Item!.ExternalId));
        Assert.Equal(3, first.Distinct().Count());
    }

    [Fact]
    public void Read_RowsOfOneAddress_AreNotTakenForOnePage()
    {
        var rows = Read("text,url\na,https://x.example/p\nb,https://x.example/p\n");

        Assert.All(rows, r => Assert.Equal(MentionKind.Comment, r.Item!.Kind));
    }

    [Theory]
    [InlineData("""[{"text":"a","user":{"name":"Anna"}},{"text":"b"}]""")]
    [InlineData("{\"text\":\"a\",\"user\":{\"name\":\"Anna\"}}\n\n{\"text\":\"b\"}\n")]
    public void Read_Json_ListsAndLinesWithMembersOfMembers(string text)
    {
        var rows = Read(text);

        Assert.Equal(["a", "b"], rows.Select(r => r.Item!.Text));
        Assert.Equal("Anna", rows[0].Item!.AuthorName);
    }

    [Fact]
    public void Read_JsonWithHalvesOfSurrogatePairs_MendsThem()
    {
        var row = Assert.Single(Read("{\"te\\ud83d\":\"x\",\"text\":\"a\\ud83d\"}"));

        Assert.Equal("a\ufffd", row.Item?.Text);
    }

    [Fact]
    public void Open_BrokenJson_NamesItsLine()
    {
        var failure = Assert.Throws<ImportException>(() => Read("{\"text\":\"a\"}\n{\"text\":\n"));

        Assert.Equal(("BrokenJson", 2L), (failure.Code, failure.Values.Single()));
    }

    [Fact]
    public void Read_AWorkbook_ValuesDatesAndEmptyCells()
    {
        var sheet =
            $"<worksheet {Main}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Date</t></is></c><c r=\"C1\" t=\"str\"><v>NPS</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\"><f>1+8</f><v>9</v></c></row><row r=\"4\"><c r=\"A4\" t=\"str\"><v>x</v></c><c r=\"B4\" s=\"1\"><v>46096</v></c></row></sheetData></worksheet>";
        var table = ImportFile.Open(Write(Workbook(sheet)));

        Assert.Equal(["Verbatim", "Date", "NPS"], table.Columns);
        Assert.Equal(
            [(3, "Rich text||9"), (4, "x|2026-03-15T00:00:00")],
            table.Rows().Select(r => (r.Number, string.Join('|', r.Cells)))
        );
    }

    [Fact]
    public void Read_AWorkbookThatCountsFrom1904_HasTheDaysThatItShows()
    {
        var sheet =
            $"<worksheet {Main}><sheetData><row><c t=\"str\"><v>Date</v></c></row><row><c s=\"1\"><v>44562</v></c></row></sheetData></worksheet>";

        var table = ImportFile.Open(Write(Workbook(sheet, "<workbookPr date1904=\"1\"/>")));

        Assert.Equal(["2026-01-02T00:00:00"], table.Rows().Single().Cells);
    }

    [Fact]
    public void Open_AColumnsNameIsCutWithinAnEmoji_KeepsNoHalfOfIt()
    {
        var long99 = new string('a', 99);

        var read = Assert.Single(Read($"{long99}😡b,Comment\n1,bien\n"));

        Assert.Equal("bien", read.Item?.Text);
        Assert.Equal([long99, "Comment"], ImportFile.Open(Path.Combine(_folder.FullName, "file")).Columns);
    }

    [Fact]
    public void Read_AWorkbookWithADtd_IsRefused() =>
        Assert.Equal(
            "BrokenExcel",
            Assert
                .Throws<ImportException>(() =>
                    ImportFile.Open(Write(Workbook("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>")))
                )
                .Code
        );

    [Fact]
    public void Read_AnEndlessCell_IsCutWithoutBeingHeld()
    {
        var cell = new string('a', 30_000_000);
        var path = Write(
            Workbook(
                $"<worksheet {Main}><sheetData><row><c t=\"inlineStr\"><is><t>t</t></is></c></row><row><c t=\"inlineStr\"><is><t>{cell}</t></is></c></row></sheetData></worksheet>"
            )
        );
        var before = GC.GetAllocatedBytesForCurrentThread();

        var row = ImportFile.Open(path).Rows().Single();

        Assert.Equal(ImportLimits.LongestCell, row.Cells[0].Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 no zip")]
    [InlineData("{}")]
    [InlineData("\"never closed")]
    [InlineData("\0\0\0\0")]
    public void Open_WhateverTheBytes_IsAnImportExceptionOrATable(string text)
    {
        try
        {
            var table = ImportFile.Open(Write(Encoding.Latin1.GetBytes(text)));
            Assert.InRange(table.Rows().Count(), 0, 10);
        }
        catch (ImportException failure)
        {
            Assert.NotEmpty(failure.Message);
        }
    }

    private static byte[] Workbook(string sheet, string properties = "")
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            void Add(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
            Add(
                "xl/workbook.xml",
                $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{properties}<sheets><sheet r:id=\"a\"/></sheets></workbook>"
            );
            Add(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            );
            Add(
                "xl/styles.xml",
                $"<styleSheet {Main}><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
            );
            Add(
                "xl/sharedStrings.xml",
                $"<sst {Main}><si><t>Verbatim</t></si><si><r><t>Rich </t></r><r><t>text</t></r><rPh><t>hint</t></rPh></si></sst>"
            );
            Add("xl/worksheets/sheet1.xml", sheet);
        }
        return bytes.ToArray();
    }
}
