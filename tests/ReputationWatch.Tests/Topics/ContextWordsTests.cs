using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Tests.Topics;

public sealed class ContextWordsTests
{
    [Theory]
    [InlineData("opérateur, forfait", "mon forfait a changé", true)]
    [InlineData("opérateur, forfait", "une orange bien mûre", false)]
    [InlineData("opérateur\nforfait\r\nfibre", "la fibre est arrivée", true)]
    [InlineData("\"fibre optique\"; 4G", "une fibre de bois", false)]
    [InlineData("\"fibre optique\"; 4G", "la 4G tombe", true)]
    [InlineData("carte crédit, guichet", "une carte du lac", false)]
    [InlineData("carte crédit, guichet", "carte de crédit avalée", true)]
    [InlineData("\"a, b\", c", "a b", true)]
    [InlineData(" , forfait , ", "forfait", true)]
    public void Parse_AnyEntryIsEnough(string context, string text, bool expected)
    {
        var parsed = ContextWords.Parse(context);

        Assert.True(parsed.IsValid);
        Assert.Equal(expected, new QueryMatcher(parsed.Query).Matches(new QueryDocument { Body = text }));
    }

    [Theory]
    [InlineData("forfait, \"fibre", 9)]
    [InlineData("forfait, *", 9)]
    [InlineData("(a, b", 0)]
    public void Parse_WrongEntry_PointsIntoTheWholeText(string context, int position)
    {
        var parsed = ContextWords.Parse(context);

        Assert.False(parsed.IsValid);
        Assert.Equal(position, parsed.Error.Position);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , \n ")]
    public void Parse_NothingWritten_IsAnError(string context) => Assert.False(ContextWords.Parse(context).IsValid);

    [Fact]
    public void TopicMatcher_ContextMissing_LeavesTheMentionOut()
    {
        var matcher = new TopicMatcher([
            new TopicQuery(
                1,
                Query.Parse("orange").Query!,
                Query.Parse("jus").Query,
                ContextWords.Parse("forfait, opérateur").Query
            ),
        ]);

        Assert.Single(matcher.Match(new QueryDocument { Body = "Orange change mon forfait" }));
        Assert.Empty(matcher.Match(new QueryDocument { Body = "une orange mûre" }));
        Assert.Empty(matcher.Match(new QueryDocument { Body = "jus d'orange, forfait compris" }));
    }
}
