using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Tests.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("score>=7")]
    [InlineData("brand AND (hotel OR NOT sentiment:negative)")]
    [InlineData("score:[1 TO 3]")]
    [InlineData("SENTIMENT:négatif OR Score:3")]
    public void AskSentiment_InAnySpelling_IsSeen(string query) =>
        Assert.True(SearchQuery.AskSentiment(Query.Parse("brand").Query, null, Query.Parse(query).Query));

    [Theory]
    [InlineData("brand")]
    [InlineData("\"the score: 3 to 1\"")]
    [InlineData("title:sentiment")]
    public void AskSentiment_OfOtherFieldsAndTexts_IsNot(string query) =>
        Assert.False(SearchQuery.AskSentiment(Query.Parse(query).Query));
}
