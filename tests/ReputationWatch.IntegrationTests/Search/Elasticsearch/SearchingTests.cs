using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Elasticsearch;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>How searches that the matcher has to look through are read, and what the server's refusals become.</summary>
public sealed class SearchingTests
{
    private const int Mentions = 1_700;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("""{"version":{"number":"7.17.6"}}""", false, true)]
    [InlineData("""{"version":{"number":"9.1.0-SNAPSHOT"}}""", false, true)]
    [InlineData("""{"version":{"number":"3.1.0","distribution":"opensearch"}}""", true, true)]
    [InlineData("""{"version":{"number":"1.3.20","distribution":"opensearch"}}""", true, false)]
    [InlineData("""{"version":{"number":"7.10.2","distribution":"opensearch"}}""", true, false)]
    public async Task Walk_OverSeveralPages_ReadsFromOnePointInTimeWhereThereIsOne(
        string root,
        bool isOpenSearch,
        bool hasPoints
    )
    {
        using var server = new FakeElasticsearch { RootAnswer = root, IsOpenSearch = isOpenSearch };
        using var index = await FilledAsync(server);

        var facets = await index.FacetsAsync(Verified, None);

        Assert.Equal(Mentions, facets.Kinds.Sum(k => k.Count));
        Assert.Equal(hasPoints, server.Requests.Any(r => r.Path is "_search"));
        Assert.Equal(0, server.OpenPoints);
    }

    [Fact]
    public async Task Walk_PointInTimeExpires_GoesOnWhereItWas()
    {
        using var server = new FakeElasticsearch();
        using var index = await FilledAsync(server);
        var pages = 0;
        server.Instead = asked =>
        {
            if (asked.Path == "_search" && ++pages == 2)
            {
                server.ForgetPoints();
            }
            return null;
        };

        var facets = await index.FacetsAsync(Verified, None);

        Assert.Equal(Mentions, facets.Kinds.Sum(k => k.Count));
        Assert.Equal(
            2,
            server.Requests.Count(r => r.Path.EndsWith("_pit", StringComparison.Ordinal) && r.Method == "POST")
        );
    }

    [Fact]
    public async Task Walk_KeyThatMayNotOpenPointsInTime_DoesWithout()
    {
        using var server = new FakeElasticsearch();
        using var index = await FilledAsync(server);
        server.Instead = asked =>
            asked.Path.EndsWith("_pit", StringComparison.Ordinal)
                ? FakeElasticsearch.Answer(403, AllShardsFailed("security_exception"))
                : null;

        var facets = await index.FacetsAsync(Verified, None);

        Assert.Equal(Mentions, facets.Kinds.Sum(k => k.Count));
        Assert.DoesNotContain(server.Requests, r => r.Path is "_search");
    }

    [Fact]
    public async Task Walk_WhileMentionsComeAndGo_SeesOneStateFromItsSecondPageOn()
    {
        using var server = new FakeElasticsearch();
        using var index = await FilledAsync(server);
        using var writer = ElasticsearchIndexes.On(server);
        await writer.PositionAsync(None);
        var changed = false;
        server.Instead = asked =>
        {
            if (asked.Path == "_search" && !changed)
            {
                changed = true;
                writer
                    .ApplyAsync([], [.. Enumerable.Range(1, Mentions).Select(i => (long)i)], 2, None)
                    .GetAwaiter()
                    .GetResult();
            }
            return null;
        };

        var facets = await index.FacetsAsync(Verified, None);

        Assert.Equal(Mentions, facets.Kinds.Sum(k => k.Count));
        Assert.Empty((await index.SearchAsync(new MentionSearch(), None)).Ids);
    }

    [Theory]
    [InlineData("""{"version":{"number":"7.10.2"}}""", "7.17")]
    [InlineData("""{"version":{"number":"6.8.0"}}""", "7.17")]
    [InlineData("""{"hello":"world"}""", "neither")]
    [InlineData("[]", "neither")]
    public async Task Position_OfAServerThatIsNotSupported_SaysSo(string root, string says)
    {
        using var server = new FakeElasticsearch { RootAnswer = root };
        using var index = ElasticsearchIndexes.On(server);

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() => index.PositionAsync(None));

        Assert.Equal(IndexTrouble.Refused, failure.Trouble);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        var searched = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            index.SearchAsync(new MentionSearch(), None)
        );
        Assert.Equal(failure.Message, searched.Message);
    }

    [Theory]
    [InlineData(401, "security_exception", IndexTrouble.Denied)]
    [InlineData(429, "es_rejected_execution_exception", IndexTrouble.Throttled)]
    [InlineData(500, "circuit_breaking_exception", IndexTrouble.Throttled)]
    [InlineData(503, "no_shard_available_action_exception", IndexTrouble.Unreachable)]
    [InlineData(503, "cluster_block_exception", IndexTrouble.Unreachable)]
    [InlineData(400, "too_many_clauses", IndexTrouble.Refused)]
    [InlineData(400, "query_shard_exception", IndexTrouble.Refused)]
    public async Task Search_Refused_SaysInOurWordsWhy(int status, string type, IndexTrouble trouble)
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server, new SkippingClock());
        server.Instead = _ => FakeElasticsearch.Answer(status, AllShardsFailed(type));

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            index.SearchAsync(new MentionSearch(), None)
        );

        Assert.Equal(trouble, failure.Trouble);
        Assert.Contains(type, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_TooManyBuckets_IsRefusedAndNotTakenForAnOutage()
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server);
        server.Instead = _ =>
            FakeElasticsearch.Answer(
                503,
                """
                {"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"","failed_shards":[],
                "caused_by":{"type":"too_many_buckets_exception","reason":"Trying to create too many buckets."}},"status":503}
                """
            );

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            index.FacetsAsync(new MentionSearch(), None)
        );

        Assert.Equal(IndexTrouble.Refused, failure.Trouble);
    }

    [Fact]
    public async Task Search_BeforeAnythingWasIndexed_MakesTheIndexWithItsStrictMapping()
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server);

        Assert.Empty((await index.SearchAsync(new MentionSearch(), None)).Ids);

        var template = server.Requests.Single(r => r.Path == "_index_template/rw-mentions");
        Assert.Contains("\"dynamic\":\"strict\"", template.Body, StringComparison.Ordinal);
        Assert.Equal(["rw-writes-v2-000001", "rw-mentions"], server.Indexes["rw-mentions-v2-000001"].Aliases);
    }

    [Fact]
    public async Task Series_OfMoreBucketsThanAnAnswerHolds_IsReadInPages()
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var samples = new QuerySamples(1);
        await index.ApplyAsync(
            [
                .. Enumerable
                    .Range(1, 12_000)
                    .Select(i => samples.Document(i) with { PublishedAt = start.AddMinutes(i) }),
            ],
            [],
            1,
            None
        );

        var series = await index.SeriesAsync(new MentionSearch(), TimeSpan.FromMinutes(1), TimeSpan.Zero, None);

        Assert.Equal(12_000, series.Buckets.Count);
        Assert.Equal(start.AddMinutes(1), series.Buckets[0].Start);
    }

    [Fact]
    public async Task Counts_OfMoreCandidatesThanTheMatcherLooksAt_AreOfTheNewestAndSaySo()
    {
        using var server = new FakeElasticsearch();
        using var index = await FilledAsync(server, 2_600);

        var facets = await index.FacetsAsync(Verified, None);
        var series = await index.SeriesAsync(Verified, TimeSpan.FromDays(1), TimeSpan.Zero, None);
        var insights = await index.InsightsAsync(Verified, None);

        Assert.False(facets.AreExact);
        Assert.Equal(2_000, facets.Kinds.Sum(k => k.Count));
        Assert.False(series.AreExact);
        Assert.Equal(2_000, series.Buckets.Sum(b => b.Negative + b.Neutral + b.Positive));
        Assert.Equal(CountCertainty.AtLeast, insights.AuthorsAre);
        Assert.Equal(0, server.OpenPoints);
    }

    [Fact]
    public async Task Insights_WordOfEveryMention_DoesNotStandOutAgainstThePosition()
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server);
        var samples = new QuerySamples(3);
        var documents = Enumerable
            .Range(1, 40)
            .Select(i =>
                samples.Document(i) with
                {
                    Body = i < 9 ? "nuage fumerolle" : "nuage",
                    TopicIds = i < 9 ? [77] : [],
                }
            );
        // With the second refresh the document that holds the position can be searched too.
        await index.ApplyAsync([.. documents], [], 1, None);
        await index.ApplyAsync([], [99], 2, None);

        var insights = await index.InsightsAsync(new MentionSearch { TopicIds = [77] }, None);

        Assert.Equal(["fumerolle"], insights.Words.Select(w => w.Word));
    }

    [Theory]
    [InlineData(404, "shard_not_found_exception")]
    [InlineData(404, "illegal_index_shard_state_exception")]
    [InlineData(404, "index_not_found_exception")]
    [InlineData(503, "no_shard_available_action_exception")]
    public async Task Search_OnItsWayWhileTheIndexIsExchanged_IsAskedAgain(int status, string type)
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server, new SkippingClock());
        var refusals = 1;
        server.Instead = asked =>
            asked.Path.EndsWith("_search", StringComparison.Ordinal) && refusals-- > 0
                ? FakeElasticsearch.Answer(status, AllShardsFailed(type))
                : null;

        Assert.Empty((await index.SearchAsync(new MentionSearch(), None)).Ids);
        Assert.True(refusals < 0);
    }

    [Fact]
    public async Task Search_ShortOfMemoryForAMoment_IsAskedAgain()
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server, new SkippingClock());
        var refusals = 2;
        server.Instead = asked =>
            asked.Path.EndsWith("_search", StringComparison.Ordinal) && refusals-- > 0
                ? FakeElasticsearch.Answer(429, AllShardsFailed("circuit_breaking_exception"))
                : null;

        Assert.Empty((await index.SearchAsync(new MentionSearch(), None)).Ids);

        server.Instead = _ =>
        {
            var answer = FakeElasticsearch.Answer(429, AllShardsFailed("circuit_breaking_exception"));
            answer.Headers.Add("Retry-After", "60");
            return answer;
        };
        var asked = server.Requests.Count;
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.SearchAsync(new MentionSearch(), None));
        Assert.Equal(asked + 1, server.Requests.Count);
    }

    [Fact]
    public async Task Position_KeyThatMayNotAskWhichServerItIs_WorksWithoutPointsInTime()
    {
        using var server = new FakeElasticsearch();
        using var index = ElasticsearchIndexes.On(server);
        server.Instead = asked =>
            asked.Path.Length == 0 ? FakeElasticsearch.Answer(403, AllShardsFailed("security_exception")) : null;

        Assert.Equal(0, await index.PositionAsync(None));
    }

    [Fact]
    public async Task Insights_ServerThatAnswersNoNumber_KnowsNoReach()
    {
        using var server = new FakeElasticsearch();
        using var index = await FilledAsync(server);
        server.Instead = asked =>
            asked.Body.Contains("percentiles", StringComparison.Ordinal)
                ? FakeElasticsearch.Answer(
                    200,
                    """
                    {"aggregations":{"authors":{"value":5000},"sample":{"doc_count":0,"words":{"buckets":[]}},
                    "reach":{"values":[{"key":50.0,"value":"NaN"},{"key":90.0,"value":null},{"key":99.0,"value":null}]}}}
                    """
                )
                : null;

        var insights = await index.InsightsAsync(new MentionSearch(), None);

        Assert.Null(insights.Reach);
        Assert.Equal((5_000, CountCertainty.About), (insights.Authors, insights.AuthorsAre));
    }

    private static MentionSearch Verified => new() { Query = Query.Parse("NOT {Absent}").Query };

    private static async Task<ElasticsearchIndex> FilledAsync(FakeElasticsearch server, int count = Mentions)
    {
        var index = ElasticsearchIndexes.On(server);
        var samples = new QuerySamples(3);
        await index.ApplyAsync([.. Enumerable.Range(1, count).Select(i => samples.Document(i))], [], 1, None);
        return index;
    }

    private static string AllShardsFailed(string type) =>
        """
            {"error":{"root_cause":[{"type":"TYPE","reason":"why"}],"type":"search_phase_execution_exception",
            "reason":"all shards failed","phase":"query","grouped":true,
            "failed_shards":[{"shard":0,"index":"rw-mentions-v2-000001","reason":{"type":"TYPE","reason":"why"}}]}}
            """.Replace("TYPE", type, StringComparison.Ordinal);
}
