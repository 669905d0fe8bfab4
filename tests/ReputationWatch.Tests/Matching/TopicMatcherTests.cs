using ReputationWatch.Core.Matching;

namespace ReputationWatch.Tests.Matching;

public sealed class TopicMatcherTests
{
    [Fact]
    public void Match_WordsOfSeveralTopics_GivesEachWithItsSpans()
    {
        var matcher = new TopicMatcher([
            new TopicQuery(7, Parse("nestor"), Parse("burma")),
            new TopicQuery(3, Parse("hôtel NEAR/3 sale")),
            new TopicQuery(5, Parse("NOT nestor")),
        ]);

        var matches = matcher.Match(new QueryDocument { Title = "Nestor", Body = "L’hôtel était bien sale." });

        Assert.Equal([3, 7], matches.Select(m => m.TopicId));
        Assert.Equal([new MatchedSpan("text", 2, 5), new MatchedSpan("text", 19, 4)], matches[0].Spans);
        Assert.Equal([new MatchedSpan("title", 0, 6)], matches[1].Spans);
    }

    [Fact]
    public void Match_ExcludedWord_LeavesTheTopicOut()
    {
        var matcher = new TopicMatcher([new TopicQuery(7, Parse("nestor"), Parse("burma"))]);

        Assert.Empty(matcher.Match(new QueryDocument { Body = "Nestor Burma enquête" }));
    }

    [Fact]
    public void Match_ContextGiven_NeedsIt()
    {
        var matcher = new TopicMatcher([new TopicQuery(1, Parse("orange"), null, Parse("réseau OR forfait"))]);

        Assert.Empty(matcher.Match(new QueryDocument { Body = "une orange pressée" }));
        Assert.Single(matcher.Match(new QueryDocument { Body = "Orange : réseau en panne" }));
    }

    [Fact]
    public void Match_OneAfterAnother_ForgetsTheDocumentBefore()
    {
        var matcher = new TopicMatcher([new TopicQuery(1, Parse("alpha AND beta"))]);

        Assert.Single(matcher.Match(new QueryDocument { Body = "alpha beta" }));
        Assert.Empty(matcher.Match(new QueryDocument { Body = "beta" }));
    }

    private static Query Parse(string text) => Query.Parse(text).Query!;
}
