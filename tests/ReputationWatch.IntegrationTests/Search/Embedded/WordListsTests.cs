using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Embedded;

namespace ReputationWatch.IntegrationTests.Search.Embedded;

/// <summary>
/// The index reads the pages of FTS5 itself: whatever pieces they are in, it must find what FTS5 finds. Small pages let every list
/// go over several of them, and places of one row too.
/// </summary>
public sealed class WordListsTests : IDisposable
{
    private const int Mentions = 900;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("words").FullName;
    private readonly EmbeddedIndex _index;

    public WordListsTests()
    {
        _index = new EmbeddedIndex(Path, TimeProvider.System, NullLogger<EmbeddedIndex>.Instance);
    }

    private string Path => System.IO.Path.Combine(_folder, "index.db");

    [Theory]
    [InlineData(1, 32, 4)]
    [InlineData(2, 64, 2)]
    [InlineData(3, 200, 8)]
    [InlineData(4, 4050, 16)]
    public async Task Search_InWhateverPieces_FindsWhatFts5Finds(int seed, int pageSize, int merge)
    {
        await ConfigureAsync(("pgsz", pageSize), ("automerge", merge), ("crisismerge", merge * 2));
        var random = new Random(seed);
        await FillAsync(random);
        foreach (var (query, match) in Questions(random))
        {
            var expected = Fts5(match);

            var found = await _index.SearchAsync(
                new MentionSearch { Query = Query.Parse(query).Query, Size = Mentions },
                None
            );

            Assert.Equal(expected, found.Ids);
            Assert.True(found.Total == expected.Count || !found.TotalIsExact, query);
        }
    }

    [Fact]
    public async Task Search_AfterEachPage_GoesOnWhereItEnded()
    {
        await ConfigureAsync(("pgsz", 64), ("automerge", 4), ("crisismerge", 16));
        await FillAsync(new Random(9));
        foreach (var query in (string[])["w1", "w2 w30", "\"w1 w2\"", "w1 NOT w2", "w4*"])
        {
            var search = new MentionSearch { Query = Query.Parse(query).Query, Size = Mentions };
            var all = await _index.SearchAsync(search, None);
            var walked = new List<long>();
            for (MentionCursor? after = null; ; )
            {
                var page = await _index.SearchAsync(search with { Size = 7, After = after }, None);
                walked.AddRange(page.Ids);
                Assert.True(page.Total == all.Total || !page.TotalIsExact || !all.TotalIsExact, query);
                if ((after = page.Next) is null)
                {
                    break;
                }
            }
            Assert.Equal(all.Ids, walked);
        }
    }

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_folder, true);
    }

    /// <summary>Pieces of all sizes, with edits and deletions of what earlier ones brought.</summary>
    private async Task FillAsync(Random random)
    {
        var samples = new QuerySamples(random.Next());
        var known = 0;
        for (var position = 1; known < Mentions; position++)
        {
            var added = Math.Min(Mentions - known, random.Next(1, 60));
            var ids = Enumerable.Range(known + 1, added).Select(i => (long)i);
            var again = Enumerable.Range(0, known == 0 ? 0 : random.Next(8)).Select(_ => random.NextInt64(1, known));
            var gone = Enumerable.Range(0, known == 0 ? 0 : random.Next(5)).Select(_ => random.NextInt64(1, known));
            await _index.ApplyAsync(
                [
                    .. ids.Concat(again)
                        .Distinct()
                        .Select(id => samples.Document(id) with { Title = Text(random), Body = Text(random) }),
                ],
                [.. gone],
                position,
                None
            );
            known += added;
        }
    }

    /// <summary>Words of very different frequency; now and then one that fills pages by itself.</summary>
    private static string Text(Random random)
    {
        var words = Enumerable.Range(0, random.Next(30)).Select(_ => Word(random)).ToList();
        if (random.Next(40) == 0)
        {
            words.AddRange(Enumerable.Repeat(Word(random), random.Next(500)));
        }
        return string.Join(' ', words);
    }

    private static string Word(Random random) =>
        "w" + ((int)Math.Pow(600, random.NextDouble())).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Query, string Match)> Questions(Random random)
    {
        for (var i = 1; i < 620; i += 1 + i / 20)
        {
            yield return ($"w{i}", $"{{title body}}:w{i}");
            yield return ($"title:w{i}", $"title:w{i}");
            yield return ($"text:w{i}", $"body:w{i}");
        }
        for (var i = 0; i < 150; i++)
        {
            var (a, b, c) = (Word(random), Word(random), Word(random));
            yield return ($"{a} {b}", $"{{title body}}:{a} AND {{title body}}:{b}");
            yield return ($"{a} OR {b} OR {c}", $"{{title body}}:({a} OR {b} OR {c})");
            yield return ($"{a} {b} SAUF {c}", $"({{title body}}:{a} AND {{title body}}:{b}) NOT {{title body}}:{c}");
            yield return ($"\"{a} {b}\"", $"{{title body}}:\"{a} {b}\"");
            yield return ($"\"w1 {b} {c}\"", $"{{title body}}:\"w1 {b} {c}\"");
            yield return ($"\"w1 {b}*\"", $"{{title body}}:\"w1 {b}\"*");
            yield return ($"{b}*", $"{{title body}}:{b}*");
            if (a != b)
            {
                yield return ($"{a} NEAR/3 {b}", $"{{title body}}:NEAR({a} {b}, 3)");
            }
        }
    }

    private async Task ConfigureAsync(params (string Option, int Value)[] options)
    {
        await _index.PositionAsync(None);
        using var connection = Open();
        foreach (var (option, value) in options)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO fts (fts, rank) VALUES ($option, $value)";
            command.Parameters.AddWithValue("$option", option);
            command.Parameters.AddWithValue("$value", value);
            command.ExecuteNonQuery();
        }
    }

    private List<long> Fts5(string match)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rowid & 0x7FFFFFFF FROM fts WHERE fts MATCH $match ORDER BY rowid DESC";
        command.Parameters.AddWithValue("$match", match);
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }
        return ids;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }
}
