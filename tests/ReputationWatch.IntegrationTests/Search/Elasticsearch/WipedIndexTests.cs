using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Elasticsearch;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>Somebody deletes the indexes on the server while a process writes to them.</summary>
public abstract class WipedIndexTests<TEngine>
    where TEngine : IIndexEngine, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Apply_AfterTheIndexWasWiped_MakesNothingUpAndStartsAnewWhenThePositionWasRead(bool deletionsOnly)
    {
        await using var engine = new TEngine();
        var index = (ElasticsearchIndex)engine.Open();
        var alpha = new QuerySamples(1).Document(1) with { Body = "alpha" };
        await index.ApplyAsync([alpha, alpha with { Id = 2 }], [], 5, Cancel);
        await index.RemoveAllAsync(Cancel);

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() =>
            index.ApplyAsync(deletionsOnly ? [] : [alpha], [2], 6, Cancel)
        );

        Assert.Equal(IndexTrouble.Replaced, failure.Trouble);
        Assert.Equal(0, await index.PositionAsync(Cancel));
        await index.ApplyAsync([alpha], [], 6, Cancel);
        var page = await index.SearchAsync(new MentionSearch { Query = Query.Parse("alpha").Query }, Cancel);
        Assert.Equal([1L], page.Ids);
    }
}

public sealed class ElasticsearchWipedIndexTests : WipedIndexTests<FakeElasticsearchEngine>;

public sealed class LiveElasticsearchWipedIndexTests : WipedIndexTests<LiveElasticsearchEngine>;
