using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.IntegrationTests.Pipeline;
using ReputationWatch.Search.Elasticsearch;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>What becomes of a batch when the server does not simply take it.</summary>
public sealed class WritingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeElasticsearch _server = new();
    private readonly SkippingClock _clock = new();
    private readonly QuerySamples _samples = new(1);
    private readonly ElasticsearchIndex _index;

    public WritingTests()
    {
        _index = ElasticsearchIndexes.On(_server, _clock);
    }

    public void Dispose()
    {
        _index.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Apply_OneThatTheMappingRefuses_IsSetAsideUntilItIsTaken()
    {
        _server.BeforeOperation = id => Refuse(id == "2", 400, "mapper_parsing_exception", "failed to parse field");
        await _index.ApplyAsync([Mention(1), Mention(2), Mention(3)], [], 5, None);

        Assert.Equal([1L, 3L], (await IdsAsync("word")).Order());
        Assert.Equal(5, await _index.PositionAsync(None));
        var aside = Assert.Single(await ElasticsearchIndexes.On(_server).SetAsideAsync(None));
        Assert.Equal((2L, "mapper_parsing_exception: failed to parse field"), (aside.MentionId, aside.Reason));

        _server.BeforeOperation = _ => { };
        await _index.ApplyAsync([Mention(2)], [], 6, None);
        Assert.Empty(await _index.SetAsideAsync(None));
        Assert.Equal([1L, 2L, 3L], (await IdsAsync("word")).Order());
    }

    [Fact]
    public async Task Apply_SomeRefusedForALackOfRoomInTheQueue_SendsThoseAgain()
    {
        var refusals = 2;
        _server.BeforeOperation = id =>
            Refuse(id == "2" && refusals-- > 0, 429, "es_rejected_execution_exception", "rejected execution");

        await _index.ApplyAsync([Mention(1), Mention(2), Mention(3)], [], 5, None);

        Assert.Equal([1L, 2L, 3L], (await IdsAsync("word")).Order());
        var bulks = Bulks();
        Assert.Equal(4, bulks.Count);
        Assert.DoesNotContain("\"_id\":\"1\"", bulks[1].Body, StringComparison.Ordinal);
        Assert.Contains("\"_id\":\"2\"", bulks[2].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "es_rejected_execution_exception", IndexTrouble.Throttled)]
    [InlineData(503, "unavailable_shards_exception", IndexTrouble.Throttled)]
    [InlineData(429, "cluster_block_exception", IndexTrouble.ReadOnly)]
    [InlineData(403, "cluster_block_exception", IndexTrouble.ReadOnly)]
    [InlineData(403, "security_exception", IndexTrouble.Denied)]
    public async Task Apply_NothingTakenForGood_SaysWhyAndKeepsThePosition(
        int status,
        string type,
        IndexTrouble trouble
    )
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        _server.BeforeOperation = id => Refuse(id == "2", status, type, "for a reason");

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            _index.ApplyAsync([Mention(2)], [], 6, None)
        );

        Assert.Equal(trouble, failure.Trouble);
        Assert.Contains("for a reason", failure.Message, StringComparison.Ordinal);
        Assert.Equal(5, await _index.PositionAsync(None));
    }

    [Fact]
    public async Task Apply_WholeRequestThrottledOnce_IsSentAgain()
    {
        var first = true;
        _server.Instead = asked =>
        {
            var refuse = first && asked.Path.EndsWith("_bulk", StringComparison.Ordinal);
            first &= !refuse;
            return refuse ? FakeElasticsearch.Answer(429, Error("circuit_breaking_exception")) : null;
        };

        await _index.ApplyAsync([Mention(1)], [], 5, None);

        Assert.Equal([1L], await IdsAsync("word"));
    }

    [Fact]
    public async Task Apply_ServerAsksForALongRest_IsNotAskedAgainAtOnce()
    {
        await _index.PositionAsync(None);
        _server.Instead = _ =>
        {
            var answer = FakeElasticsearch.Answer(429, Error("circuit_breaking_exception"));
            answer.Headers.Add("Retry-After", "120");
            return answer;
        };

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            _index.ApplyAsync([Mention(1)], [], 5, None)
        );

        Assert.Equal(TimeSpan.FromMinutes(2), failure.RetryAfter);
        Assert.Single(Bulks());
    }

    [Fact]
    public async Task Apply_APageAsksMeanwhile_WhatIsSetAsideStaysSo()
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        _server.BeforeOperation = id => Refuse(id == "2", 400, "mapper_parsing_exception", "failed to parse field");
        _server.Instead = asked =>
        {
            if (asked.Path.EndsWith("/_refresh", StringComparison.Ordinal))
            {
                _index.PositionAsync(None).GetAwaiter().GetResult();
            }
            return null;
        };

        await _index.ApplyAsync([Mention(2)], [], 6, None);

        Assert.Equal([2L], (await ElasticsearchIndexes.On(_server).SetAsideAsync(None)).Select(s => s.MentionId));
    }

    [Fact]
    public async Task Apply_AnotherProcessWroteMeanwhile_ItsSetAsideAreKept()
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        _server.BeforeOperation = id => Refuse(id == "2", 400, "mapper_parsing_exception", "failed to parse field");
        using var other = ElasticsearchIndexes.On(_server);
        await other.ApplyAsync([Mention(2)], [], 6, None);
        await _index.PositionAsync(None);

        await _index.ApplyAsync([Mention(3)], [], 7, None);

        Assert.Equal([2L], (await ElasticsearchIndexes.On(_server).SetAsideAsync(None)).Select(s => s.MentionId));
    }

    [Fact]
    public async Task Position_AProxyAnswersThatThereIsNoSuchPage_IsToldAsTrouble()
    {
        await _index.PositionAsync(None);
        _server.Instead = _ => FakeElasticsearch.Answer(404, "<html>not here</html>");

        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.PositionAsync(None));
    }

    [Fact]
    public async Task Apply_RequestTooLarge_IsHalvedUntilItFits_AndOneThatNeverFitsIsSetAside()
    {
        await _index.PositionAsync(None);
        _server.Instead = asked =>
            asked.Body.Length > 5_000 ? new HttpResponseMessage(System.Net.HttpStatusCode.RequestEntityTooLarge) : null;

        await _index.ApplyAsync(
            [.. Enumerable.Range(1, 9).Select(i => Mention(i)), Mention(10) with { Body = new string('x', 10_000) }],
            [],
            5,
            None
        );

        Assert.Equal(9, (await IdsAsync("word")).Count);
        Assert.Equal([10L], (await _index.SetAsideAsync(None)).Select(s => s.MentionId));
    }

    [Fact]
    public async Task Apply_MoreThanARequestMayHold_GoesInSeveral()
    {
        var options = ElasticsearchIndexes.Options with { BulkBytes = 100_000 };
        using var index = ElasticsearchIndexes.On(_server, options: options);
        await index.ApplyAsync([.. Enumerable.Range(1, 300).Select(i => Mention(i))], [], 5, None);

        Assert.True(Bulks().Count > 3);
        Assert.All(Bulks(), b => Assert.True(b.Body.Length <= 100_000));
        Assert.Equal(300, (await index.SearchAsync(new MentionSearch(), None)).Total);
    }

    [Fact]
    public async Task Apply_IndexWipedSinceThePositionWasRead_IsNotMadeUpAgain()
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        _server.Wipe();

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            _index.ApplyAsync([Mention(2)], [], 6, None)
        );

        Assert.Equal(IndexTrouble.Replaced, failure.Trouble);
        Assert.Empty(_server.Indexes);
        Assert.Empty(await IdsAsync("word"));
        Assert.Equal(0, await _index.PositionAsync(None));
    }

    [Fact]
    public async Task Apply_OnlyDeletions_SomeOfWhatWasNeverThere_AreDone()
    {
        await _index.ApplyAsync([Mention(1), Mention(2)], [], 5, None);
        var refusals = 1;
        _server.BeforeOperation = id =>
            Refuse(id == "2" && refusals-- > 0, 429, "es_rejected_execution_exception", "rejected execution");

        await _index.ApplyAsync([], [2, 77], 6, None);

        Assert.Equal([1L], await IdsAsync("word"));
        Assert.Equal(6, await _index.PositionAsync(None));
        Assert.Empty(await _index.SetAsideAsync(None));
    }

    [Fact]
    public async Task Apply_RefreshFailsOnAShard_KeepsThePosition()
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        _server.Instead = asked =>
            asked.Path.EndsWith("/_refresh", StringComparison.Ordinal)
                ? FakeElasticsearch.Answer(200, """{"_shards":{"total":2,"successful":1,"failed":1}}""")
                : null;

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            _index.ApplyAsync([Mention(2)], [], 6, None)
        );

        Assert.Equal(IndexTrouble.Unreachable, failure.Trouble);
        Assert.Equal(5, await _index.PositionAsync(None));
    }

    [Fact]
    public async Task Apply_IndexExchangedByAnotherProcess_DoesNotGoIntoTheNewOne()
    {
        await _index.ApplyAsync([Mention(1)], [], 500, None);
        using var other = ElasticsearchIndexes.On(_server);
        await using (var rebuild = await other.BeginRebuildAsync(None))
        {
            await rebuild.ApplyAsync([Mention(1)], [], 0, None);
            await rebuild.ApplyAsync([], [], 480, None);
            await rebuild.CompleteAsync(None);
        }
        // A page asks while the follower still holds 500.
        Assert.Equal(480, await _index.PositionAsync(None));

        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.ApplyAsync([Mention(2)], [], 520, None));

        Assert.Equal(480, await _index.PositionAsync(None));
        await _index.ApplyAsync([Mention(2)], [], 520, None);
        Assert.Equal(520, await other.PositionAsync(None));
    }

    [Fact]
    public async Task Rebuild_WhileTrafficGoesOn_OldAnswersUntilItIsComplete()
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        await using var rebuild = await _index.BeginRebuildAsync(None);
        await rebuild.ApplyAsync([Mention(7)], [], 0, None);
        await _index.ApplyAsync([Mention(2)], [], 6, None);

        Assert.Equal([1L, 2L], (await IdsAsync("word")).Order());
        await rebuild.ApplyAsync([], [], 6, None);
        await rebuild.CompleteAsync(None);

        Assert.Equal([7L], await IdsAsync("word"));
        Assert.Equal("rw-mentions-v2-000002", Assert.Single(_server.Indexes).Key);
    }

    [Fact]
    public async Task Rebuild_GivenUp_LeavesTheOldOneAndNothingElse()
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        await using (var rebuild = await _index.BeginRebuildAsync(None))
        {
            await rebuild.ApplyAsync([Mention(7)], [], 0, None);
        }

        Assert.Equal([1L], await IdsAsync("word"));
        Assert.Equal("rw-mentions-v2-000001", Assert.Single(_server.Indexes).Key);
    }

    [Fact]
    public async Task Rebuild_FindsOneThatWasKilledDaysAgo_RemovesIt()
    {
        await _index.ApplyAsync([Mention(1)], [], 5, None);
        var killed = await _index.BeginRebuildAsync(None);
        Assert.NotNull(killed);
        _clock.Now = _server.Now.AddDays(1);
        await using (var running = await _index.BeginRebuildAsync(None))
        {
            Assert.Contains("rw-mentions-v2-000002", _server.Indexes.Keys);
        }
        _clock.Now = _server.Now.AddDays(3);
        await using var next = await _index.BeginRebuildAsync(None);

        Assert.Equal(2, _server.Indexes.Count);
        Assert.Equal([1L], await IdsAsync("word"));
    }

    [Fact]
    public async Task Position_IndexOfAnotherLayout_IsToBeBuilt()
    {
        _server.Instead = asked =>
            asked.Path.EndsWith("_doc/position", StringComparison.Ordinal)
                ? FakeElasticsearch.Answer(
                    200,
                    """{"_index":"rw-mentions-v0-000004","found":true,"_source":{"position":77}}"""
                )
                : null;

        Assert.Equal(0, await _index.PositionAsync(None));
    }

    [Fact]
    public async Task Position_SomethingElseBearsTheName_SaysWhatToDo()
    {
        _server.Instead = asked =>
            asked.Path.EndsWith("_doc/position", StringComparison.Ordinal)
                ? FakeElasticsearch.Answer(404, """{"_index":"rw-mentions","_id":"position","found":false}""")
                : null;

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.PositionAsync(None));

        Assert.Contains("Search:IndexPrefix", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "security_exception")]
    [InlineData(400, "illegal_argument_exception")]
    public async Task Create_ServerTakesNoTemplate_DoesWithout(int status, string type)
    {
        _server.Instead = asked =>
            asked.Path.StartsWith("_index_template", StringComparison.Ordinal)
                ? FakeElasticsearch.Answer(status, Error(type))
                : null;

        await _index.ApplyAsync([Mention(1)], [], 5, None);

        Assert.Equal([1L], await IdsAsync("word"));
    }

    private IndexDocument Mention(long id) => _samples.Document(id) with { Body = "word" };

    private async Task<IReadOnlyList<long>> IdsAsync(string query) =>
        (await _index.SearchAsync(new MentionSearch { Query = Query.Parse(query).Query }, None)).Ids;

    private List<FakeRequest> Bulks() =>
        [.. _server.Requests.Where(r => r.Path.EndsWith("_bulk", StringComparison.Ordinal))];

    private static void Refuse(bool really, int status, string type, string reason)
    {
        if (really)
        {
            throw new FakeRefusal(status, type, reason);
        }
    }

    private static string Error(string type) => $$"""{"error":{"type":"{{type}}","reason":"x"},"status":0}""";
}

/// <summary>A clock by which every wait is over at once.</summary>
internal sealed class SkippingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Pauses end at once; what waits longer than a pause is a time-out and is left alone.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.FromSeconds(10) ? dueTime : TimeSpan.Zero, period);
}
