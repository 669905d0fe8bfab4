using ReputationWatch.App.Commands.Detect;

namespace ReputationWatch.Tests.Commands;

public sealed class DetectCommandTests : IDisposable
{
    private const string Header = "published_at,collected_at,brand,source,source_type,author,sentiment,text_key";
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("detect");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("timestamp,value\n2026-01-05 00:00:00,1\n2026-01-05 00:05:00,many\n", 3, "value")]
    [InlineData("timestamp,value\n05/01/2026,1\n", 2, "timestamp")]
    [InlineData("timestamp,value\n2026-01-05 00:00:00\n", 2, "fields")]
    [InlineData("timestamp,value\n2026-01-05 00:00:00,-3\n", 2, "negative")]
    [InlineData("timestamp,value\n2026-01-05 00:00:00,NaN\n", 2, "value")]
    [InlineData("timestamp,value\n\"2026-01-05 00:00:00,1\n", 2, "quote")]
    [InlineData("time,value\n2026-01-05 00:00:00,1\n", 1, "timestamp")]
    [InlineData("", 1, "empty")]
    public void Counts_Malformed_NamesFileLineAndColumn(string content, int line, string what)
    {
        Write("in/series.csv", content);

        var error = Assert.Throws<CsvFormatException>(() => CountFiles.Run(Sub("in"), Sub("out")));

        Assert.Contains($"series.csv:{line}:", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_SameFolderTwice_IsRefused()
    {
        Write("in/series.csv", "timestamp,value\n2026-01-05 00:00:00,1\n");

        Assert.Throws<CsvFormatException>(() => CountFiles.Run(Sub("in"), Sub("in")));
    }

    [Fact]
    public void Counts_FirstHalfOfAFile_GivesFirstHalfOfTheOutput()
    {
        var rows = Enumerable
            .Range(0, 12 * 288)
            .Select(i => $"{Time(5 * i)},{(i / 288 == 9 ? 70 : 4 + (i * 7 % 5))}")
            .ToList();
        Write("in/whole.csv", Csv("timestamp,value", rows));
        Write("in/half.csv", Csv("timestamp,value", rows.Take(2700)));

        CountFiles.Run(Sub("in"), Sub("out"));

        var (whole, half) = (Read("out/whole.csv"), Read("out/half.csv"));
        Assert.Equal("timestamp,value,score,alert", whole[0]);
        Assert.Equal(rows.Count + 1, whole.Length);
        Assert.Equal(whole.Take(2701), half);
        Assert.Contains(half, l => l.EndsWith(",1", StringComparison.Ordinal));
        Assert.All(whole.Skip(1).Zip(rows), p => Assert.StartsWith(p.Second + ",", p.First, StringComparison.Ordinal));
    }

    [Fact]
    public void Mentions_Outrage_OneRowForItsBrandOnly()
    {
        WriteMentions("in", Mentions());

        MentionFiles.Run(Sub("in"), new FileInfo(Name("alerts.csv")));

        var lines = Read("alerts.csv");
        Assert.Equal("timestamp,brand,score,window_h,effective,expected,authors,sources", lines[0]);
        Assert.Single(lines.Skip(1));
        Assert.Contains(",\"Acme, Inc\",", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2026-01-25 1", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Mentions_FirstRowsOfAFile_GiveFirstRowsOfTheOutput()
    {
        var rows = Mentions();
        WriteMentions("whole", rows);
        WriteMentions("part", rows.Take(rows.Count - 300));

        MentionFiles.Run(Sub("whole"), new FileInfo(Name("whole.csv")));
        MentionFiles.Run(Sub("part"), new FileInfo(Name("part.csv")));

        Assert.Equal(Read("whole.csv"), Read("part.csv"));
    }

    [Fact]
    public void Mentions_OneRowCollectedInTheFarFuture_ChangesNothing()
    {
        var rows = Mentions();
        WriteMentions("in", rows);
        MentionFiles.Run(Sub("in"), new FileInfo(Name("before.csv")));
        rows.Insert(400, $"{Time(0)},2099-01-01 00:00:00,Other,s1,forum,x,neg,k1");
        WriteMentions("in", rows);

        MentionFiles.Run(Sub("in"), new FileInfo(Name("after.csv")));

        Assert.Equal(Read("before.csv"), Read("after.csv"));
    }

    [Theory]
    [InlineData("2026-01-05 00:00:00,yesterday,A,s1,forum,x,neg,k", "mentions.csv:2: collected_at")]
    [InlineData("2026-01-05 00:00:00,2026-01-05 00:01:00,A,s1,forum,x,angry,k", "mentions.csv:2: sentiment")]
    [InlineData("2026-01-05 00:00:00,2026-01-05 00:01:00,A,s1", "mentions.csv:2: 4 fields")]
    public void Mentions_Malformed_NamesFileLineAndColumn(string row, string message)
    {
        WriteMentions("in", [row]);

        var error = Assert.Throws<CsvFormatException>(() => MentionFiles.Run(Sub("in"), new FileInfo(Name("a.csv"))));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mentions_MalformedFeeds_NamesFileAndLine()
    {
        WriteMentions("in", Mentions());
        Write("in/feeds.csv", "brand,source,event,from,to\nA,s1,broken,2026-01-05 00:00:00,\n");

        var error = Assert.Throws<CsvFormatException>(() => MentionFiles.Run(Sub("in"), new FileInfo(Name("a.csv"))));

        Assert.Contains("feeds.csv:2: event 'broken'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mentions_NoFile_SaysSo() =>
        Assert.Contains(
            "mentions.csv does not exist",
            Assert.Throws<CsvFormatException>(() => MentionFiles.Run(Sub("in"), new FileInfo(Name("a.csv")))).Message,
            StringComparison.Ordinal
        );

    /// <summary>Four quiet weeks of two brands, and an outrage over one of them on the twentieth day.</summary>
    private static List<string> Mentions()
    {
        var rows = new SortedDictionary<int, List<string>>();
        for (var minute = 0; minute < 28 * 1440; minute += 40)
        {
            Say(minute, "\"Acme, Inc\"", $"u{minute % 31}", minute % 320 == 0);
            Say(minute + 7, "Other", $"u{minute % 29}", minute % 320 == 0);
        }
        for (var i = 0; i < 15; i++)
        {
            Say((20 * 1440) + 600 + (i * 5), "\"Acme, Inc\"", $"stranger{i}", true);
        }
        return [.. rows.SelectMany(r => r.Value)];

        void Say(int minute, string brand, string author, bool negative)
        {
            if (!rows.TryGetValue(minute, out var list))
            {
                rows[minute] = list = [];
            }
            var sentiment = negative ? "neg" : "neu";
            list.Add(
                $"{Time(minute)},{Time(minute + 4)},{brand},s{minute % 3},forum,{author},{sentiment},k{minute}{author}"
            );
        }
    }

    private static string Time(int minute) => $"{Start.AddMinutes(minute):yyyy-MM-dd HH:mm:ss}";

    private static string Csv(string header, IEnumerable<string> rows) =>
        string.Join('\n', rows.Prepend(header)) + "\n";

    private void WriteMentions(string folder, IEnumerable<string> rows) =>
        Write(folder + "/mentions.csv", Csv(Header, rows));

    private string Name(string name) => Path.Combine(_folder.FullName, name);

    private DirectoryInfo Sub(string name) => new(Name(name));

    private string[] Read(string name) => File.ReadAllLines(Name(name));

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Name(name))!);
        File.WriteAllText(Name(name), content);
    }
}
