using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReputationWatch.App.Commands;
using ReputationWatch.Core.Matching;

namespace ReputationWatch.Tests.Matching;

/// <summary>The table query-cases.tsv, which is also the documentation of every form and every error.</summary>
public sealed class QueryMeaningTests
{
    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Matching", "query-cases.tsv")))
        {
            var cells = line.Split('\t');
            if (cells.Length == 3)
            {
                cases.Add(cells[0], cells[1], cells[2]);
            }
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Query_OnDocument_MeansWhatTheTableSays(string query, string expected, string document)
    {
        var parsed = Query.Parse(query);

        Assert.Equal(expected, parsed.IsValid ? Answer(parsed.Query, document) : $"error@{parsed.Error.Position}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TopicMatcher_OnTheSameTable_AgreesWithTheSingleQuery(string query, string expected, string document)
    {
        if (Query.Parse(query).Query is { } parsed)
        {
            var matcher = new TopicMatcher([
                new TopicQuery(1, parsed),
                new TopicQuery(2, Query.Parse("zzz OR a*").Query!),
            ]);

            var ids = matcher.Match(Read(document)).Select(m => m.TopicId);

            Assert.Equal(expected == "yes", ids.Contains(1));
        }
    }

    [Fact]
    public void Table_IsLargeEnough() => Assert.True(Cases().Count >= 200);

    private static string Answer(Query query, string document) =>
        new QueryMatcher(query).Matches(Read(document)) ? "yes" : "no";

    private static QueryDocument Read(string document) =>
        document.StartsWith("{\"", StringComparison.Ordinal)
            ? QueryDocumentJson.Read(JsonDocument.Parse(document).RootElement)
            : new QueryDocument { Body = Regex.Replace(document, @"\\u([0-9a-f]{4})", Unescape) };

    private static string Unescape(Match match) =>
        ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();
}
