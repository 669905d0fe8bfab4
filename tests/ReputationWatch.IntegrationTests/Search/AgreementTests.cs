using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.IntegrationTests.Search;

/// <summary>One query language, one meaning: an index finds exactly what the matcher says matches, on generated queries and mentions.</summary>
public abstract class AgreementTests<TEngine>
    where TEngine : IIndexEngine, new()
{
    private const int Mentions = 400;
    private const int Queries = 400;

    [Theory]
    [InlineData(5)]
    [InlineData(55)]
    public async Task Search_GeneratedQueriesAndMentions_AgreesWithTheMatcher(int seed)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var engine = new TEngine();
        var index = engine.Open();
        var samples = new QuerySamples(seed);
        var documents = Enumerable.Range(1, Mentions).Select(i => samples.Document(i)).ToList();
        await index.ApplyAsync(documents, [], 1, cancel);
        for (var i = 0; i < Queries; i++)
        {
            var query = Query.Parse(samples.Query()).Query!;
            var matcher = new QueryMatcher(query);
            var expected = documents.Where(d => matcher.Matches(d.ToQueryDocument())).Select(d => d.Id).Order();

            var page = await index.SearchAsync(new MentionSearch { Query = query, Size = 1000 }, cancel);

            var missed = expected.Except(page.Ids).ToList();
            var tooMany = page.Ids.Except(expected).ToList();
            Assert.True(
                missed.Count + tooMany.Count == 0,
                $"{query}: misses {string.Join(' ', missed)}; finds besides {string.Join(' ', tooMany)}"
            );
            Assert.Equal(expected.Count(), page.Total);
        }
    }
}

public sealed class EmbeddedAgreementTests : AgreementTests<EmbeddedEngine>;

public sealed class ElasticsearchAgreementTests : AgreementTests<FakeElasticsearchEngine>;

public sealed class LiveElasticsearchAgreementTests : AgreementTests<LiveElasticsearchEngine>;
