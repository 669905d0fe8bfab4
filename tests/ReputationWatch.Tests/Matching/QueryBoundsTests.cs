using ReputationWatch.Core.Matching;

namespace ReputationWatch.Tests.Matching;

/// <summary>Hostile queries give an error or an answer; never a crash, never an endless loop.</summary>
public sealed class QueryBoundsTests
{
    private static readonly QueryDocument Document = new()
    {
        Title = "a b c",
        Body = string.Join(' ', Enumerable.Repeat("aa", 5000)),
    };

    [Fact]
    public void Parse_TenThousandTerms_MatchesTheLast()
    {
        var words = string.Join(" OR ", Enumerable.Range(0, 10_000).Select(i => $"word{i}"));

        Assert.True(new QueryMatcher(Query.Parse(words).Query!).Matches(new QueryDocument { Body = "word9999" }));
    }

    [Fact]
    public void Parse_ThousandNestedParentheses_GivesAClearError()
    {
        var nested = new string('(', 1000) + "a" + new string(')', 1000);

        var error = Query.Parse(nested).Error;

        Assert.Equal(QueryErrorKind.TooDeep, error?.Kind);
        Assert.Equal(200, error?.Position);
    }

    [Fact]
    public void Parse_LongChains_DoNotRecurse()
    {
        Assert.True(Query.Parse(string.Concat(Enumerable.Repeat("NOT ", 90_000)) + "a").IsValid);
        Assert.True(Query.Parse(new string('-', 300_000) + "a").IsValid);
        Assert.True(Query.Parse("a" + string.Concat(Enumerable.Repeat(" NEAR/1 a", 9_000))).IsValid);
        Assert.Equal(QueryErrorKind.TooLong, Query.Parse(new string('a', Query.MaxLength + 1)).Error?.Kind);
    }

    [Theory]
    [InlineData("a*a*a*a*a*a*a*a*a*a*b")]
    [InlineData("aa NEAR/10000 aa NEAR/10000 aa NEAR/10000 bb OR aa NEAR/10000 aa NEAR/10000 cc")]
    [InlineData("\"aa aa aa aa cc\"~9000")]
    [InlineData("\"aa aa aa aa aa cc\"")]
    public void Matches_CostlyForm_AnswersNo(string query) =>
        Assert.False(new QueryMatcher(Query.Parse(query).Query!).Matches(Document));

    [Fact]
    public void Parse_RandomText_GivesAQueryOrAnErrorInsideTheText()
    {
        const string alphabet =
            "ab AND OR NOT()\"~*?{}[]:<>=.-+!&|#@^\\/1«»“’'é😡\u0301\n TO NEAR/2f title:score:published:";
        var random = new Random(17);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Piece(alphabet, random)));

            var parsed = Query.Parse(text);

            if (parsed.IsValid)
            {
                new QueryMatcher(parsed.Query).Highlights(Document with { Body = text, Author = text, Url = text });
            }
            else
            {
                Assert.InRange(parsed.Error.Position, 0, text.Length);
                Assert.NotEqual("", parsed.Error.Message);
                Assert.NotEqual("", parsed.Error.MessageInFrench);
            }
        }
    }

    private static string Piece(string alphabet, Random random) =>
        random.Next(4) == 0
            ? alphabet.Split(' ')[random.Next(alphabet.Split(' ').Length)] + " "
            : alphabet[random.Next(alphabet.Length)].ToString();
}
