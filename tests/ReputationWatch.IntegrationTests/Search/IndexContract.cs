using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.IntegrationTests.Search;

/// <summary>What every index does, whichever engine it runs on. Written here once.</summary>
public abstract partial class IndexContract<TEngine> : IAsyncLifetime
    where TEngine : IIndexEngine, new()
{
    private readonly TEngine _engine = new();

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IMentionIndex Index { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Index = _engine.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task New_IsEmptyAtPositionZero()
    {
        var page = await Index.SearchAsync(new MentionSearch(), Cancel);

        Assert.Empty(page.Ids);
        Assert.Equal(0, page.Total);
        Assert.Empty((await Index.FacetsAsync(new MentionSearch(), Cancel)).Sources);
        Assert.Empty(
            (await Index.SeriesAsync(new MentionSearch(), TimeSpan.FromHours(1), TimeSpan.Zero, Cancel)).Buckets
        );
        Assert.Equal(0, await Index.PositionAsync(Cancel));
    }

    [Fact]
    public async Task Search_PageByPage_GivesAllNewestFirstOnce()
    {
        var documents = Samples(6, 300);
        var sameSecond = documents
            .Select(d => d.Id % 3 == 0 ? d with { PublishedAt = documents[0].PublishedAt } : d)
            .ToList();
        await Index.ApplyAsync(sameSecond, [], 1, Cancel);
        var expected = sameSecond.OrderByDescending(d => d.PublishedAt).ThenByDescending(d => d.Id).Select(d => d.Id);

        Assert.Equal(expected, await PageByPageAsync(new MentionSearch { Size = 7 }));
        Assert.Equal(expected, await PageByPageAsync(new MentionSearch { Size = 7, Query = NeedsTheMatcher }));
    }

    [Fact]
    public async Task Search_Filters_AllHold()
    {
        var documents = Samples(7, 500);
        await Index.ApplyAsync(documents, [], 1, Cancel);
        var from = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);
        foreach (var query in (string[])["orange OR hôtel", "orange OR {hôtel} OR C#"])
        {
            var search = new MentionSearch
            {
                Query = Query.Parse(query).Query,
                TopicIds = [1, 2],
                SourceIds = [1, 3],
                Sentiments = [SentimentLabel.Negative, SentimentLabel.Neutral],
                Languages = ["fr", "de"],
                Kinds = [MentionKind.Post, MentionKind.Review, MentionKind.Article],
                From = from,
                To = from.AddDays(15),
                Size = 500,
            };
            var expected = documents.Where(d => Holds(search, d)).ToList();

            var page = await Index.SearchAsync(search, Cancel);
            var facets = await Index.FacetsAsync(search, Cancel);
            var series = await Index.SeriesAsync(search, TimeSpan.FromDays(1), TimeSpan.FromHours(1), Cancel);

            Assert.NotEmpty(expected);
            Assert.Equal(expected.Select(d => d.Id).Order(), page.Ids.Order());
            AssertFacets(expected, facets);
            AssertDays(expected, TimeSpan.FromHours(1), series);
        }
    }

    [Fact]
    public async Task Facets_OfTheMatcherAndOfTheEngine_AreTheSame()
    {
        var documents = Samples(11, 800);
        await Index.ApplyAsync(documents, [], 1, Cancel);

        AssertFacets(documents, await Index.FacetsAsync(new MentionSearch(), Cancel));
        AssertFacets(documents, await Index.FacetsAsync(new MentionSearch { Query = NeedsTheMatcher }, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(-330)]
    public async Task Series_OfAllWays_CountsByLocalDay(int offsetMinutes)
    {
        var documents = Samples(12, 700);
        var offset = TimeSpan.FromMinutes(offsetMinutes);
        await Index.ApplyAsync(documents, [], 1, Cancel);

        foreach (var query in new[] { null, Query.Parse("NOT absent").Query, NeedsTheMatcher })
        {
            var series = await Index.SeriesAsync(
                new MentionSearch { Query = query },
                TimeSpan.FromDays(1),
                offset,
                Cancel
            );
            AssertDays(documents, offset, series);
        }
    }

    [Fact]
    public async Task Series_OfOneTopic_FromCountsAgreesWithTheMentions()
    {
        var documents = Samples(8, 300);
        var again = new QuerySamples(80);
        await Index.ApplyAsync(documents, [], 1, Cancel);
        await Index.ApplyAsync([.. documents.Take(50).Select(d => again.Document(d.Id))], [60, 61, 999], 2, Cancel);
        var byCounts = new MentionSearch { TopicIds = [2] };
        var byMentions = new MentionSearch { TopicIds = [2], Query = Query.Parse("NOT absent").Query };

        var counted = await Index.SeriesAsync(byCounts, TimeSpan.FromDays(1), TimeSpan.Zero, Cancel);

        Assert.NotEmpty(counted.Buckets);
        var found = await Index.SeriesAsync(byMentions, TimeSpan.FromDays(1), TimeSpan.Zero, Cancel);
        Assert.Equal(found.Buckets, counted.Buckets);
    }

    [Fact]
    public async Task Total_OfMoreThanIsCounted_IsALowerBound()
    {
        var documents = Samples(13, 2_600);
        await Index.ApplyAsync(documents, [], 1, Cancel);

        var exact = await Index.SearchAsync(new MentionSearch { Size = 5 }, Cancel);
        var verified = await Index.SearchAsync(new MentionSearch { Size = 5, Query = NeedsTheMatcher }, Cancel);

        Assert.Equal((2_600, true), (exact.Total, exact.TotalIsExact));
        Assert.Equal((2_000, false), (verified.Total, verified.TotalIsExact));
        Assert.Equal(exact.Ids, verified.Ids);
        Assert.Equal(exact.Next, verified.Next);
    }

    [Fact]
    public async Task Apply_SameTwiceThenEditAndDelete_KeepsOneOfEach()
    {
        var document = new QuerySamples(9).Document(1) with { Title = "alpha", Body = "beta" };
        await Index.ApplyAsync([document], [], 1, Cancel);
        await Index.ApplyAsync([document], [], 1, Cancel);
        Assert.Equal([1L], await IdsAsync("alpha"));

        await Index.ApplyAsync(
            [document with { Title = "gamma", PublishedAt = document.PublishedAt.AddDays(3) }],
            [],
            2,
            Cancel
        );
        Assert.Empty(await IdsAsync("alpha"));
        Assert.Equal([1L], await IdsAsync("gamma beta"));

        await Index.ApplyAsync([], [1], 3, Cancel);
        Assert.Empty(await IdsAsync("NOT absent"));
        Assert.Equal(3, await Index.PositionAsync(Cancel));
        Assert.Empty(
            (await Index.SeriesAsync(new MentionSearch(), TimeSpan.FromHours(1), TimeSpan.Zero, Cancel)).Buckets
        );
    }

    [Fact]
    public async Task Apply_LateBatch_ChangesNothing()
    {
        var samples = new QuerySamples(9);
        var document = samples.Document(1) with { Body = "new" };
        await Index.ApplyAsync([document, samples.Document(2) with { Body = "gone" }], [], 5, Cancel);
        await Index.ApplyAsync([], [2], 6, Cancel);

        await Index.ApplyAsync(
            [document with { Body = "old" }, samples.Document(2) with { Body = "gone" }],
            [],
            4,
            Cancel
        );

        Assert.Equal([1L], await IdsAsync("new"));
        Assert.Empty(await IdsAsync("old OR gone"));
        Assert.Equal(6, await Index.PositionAsync(Cancel));
    }

    [Fact]
    public async Task Apply_OneMentionTwiceAndDeleted_KeepsItsLast()
    {
        var document = new QuerySamples(9).Document(1);
        await Index.ApplyAsync([document with { Body = "first" }, document with { Body = "last" }], [1, 7], 1, Cancel);

        Assert.Equal([1L], await IdsAsync("last"));
        Assert.Empty(await IdsAsync("first"));
    }

    [Fact]
    public async Task Reopen_KeepsPositionAndMentions_ResetForgetsThem()
    {
        await Index.ApplyAsync([new QuerySamples(9).Document(1) with { Body = "alpha" }], [], 7, Cancel);
        Index = _engine.Open();

        Assert.Equal(7, await Index.PositionAsync(Cancel));
        Assert.Equal([1L], await IdsAsync("alpha"));

        await Index.ResetAsync(Cancel);
        Assert.Equal(0, await Index.PositionAsync(Cancel));
        Assert.Empty(await IdsAsync("alpha"));
        await Index.ApplyAsync([new QuerySamples(9).Document(2) with { Body = "alpha" }], [], 8, Cancel);
        Assert.Equal([2L], await IdsAsync("alpha"));
    }

    [Fact]
    public async Task Rebuild_Completed_HoldsWhatWasAppliedToIt()
    {
        var samples = new QuerySamples(9);
        await Index.ApplyAsync([samples.Document(1) with { Body = "alpha" }], [], 7, Cancel);
        await using (var rebuild = await Index.BeginRebuildAsync(Cancel))
        {
            await rebuild.ApplyAsync([samples.Document(2) with { Body = "alpha" }], [], 0, Cancel);
            await rebuild.ApplyAsync([samples.Document(3) with { Body = "alpha" }], [], 0, Cancel);
            await rebuild.ApplyAsync([], [], 9, Cancel);
            await rebuild.ApplyAsync([], [3], 10, Cancel);
            await rebuild.CompleteAsync(Cancel);
        }

        Assert.Equal(10, await Index.PositionAsync(Cancel));
        Assert.Equal([2L], await IdsAsync("alpha"));
        await Index.ApplyAsync([samples.Document(4) with { Body = "alpha" }], [], 11, Cancel);
        Assert.Equal([2L, 4L], (await IdsAsync("alpha")).Order());
    }

    [Fact]
    public async Task Search_HugeQueries_Answer()
    {
        await Index.ApplyAsync([new QuerySamples(9).Document(1) with { Body = "word9999 phrase w299" }], [], 1, Cancel);
        var words = Enumerable.Range(0, 10_000).Select(i => $"word{i}").ToList();

        Assert.Equal([1L], await IdsAsync(string.Join(" OR ", words)));
        Assert.Empty(await IdsAsync(string.Join(" AND ", words)));
        Assert.Empty(await IdsAsync("word9999 NOT (" + string.Join(" OR ", words) + ")"));
        Assert.Equal([1L], await IdsAsync(string.Join(" OR ", words.Select(w => $"\"{w} phrase\""))));
        Assert.Equal(
            [1L],
            await IdsAsync(string.Join(" OR ", Enumerable.Range(0, 300).Select(i => $"phr*se NEAR/3 w{i}")))
        );
        Assert.Equal(
            [1L],
            await IdsAsync(string.Join(" OR ", Enumerable.Range(0, 2_000).Select(i => $"x{i}* OR phras*")))
        );
        Assert.Equal(
            [1L],
            await IdsAsync(
                "(" + string.Join(" OR ", Enumerable.Range(0, 2_000).Select(i => $"site:x{i}.com")) + ") OR word9999"
            )
        );
        Assert.Equal(
            [1L],
            await IdsAsync(string.Join(" ", Enumerable.Range(0, 300).Select(i => $"(a{i} OR b{i} OR word9999)")))
        );
        Assert.Equal(
            [1L],
            await IdsAsync(
                string.Join(" OR ", Enumerable.Range(0, 399).Select(i => $"x{i} NEAR/3 w{i} OR phrase NEAR/3 w{i}"))
            )
        );
        Assert.Equal([1L], await IdsAsync("w*???????"));
        Assert.Empty(await IdsAsync("w" + new string('?', 3_000) + "*"));
        Assert.Empty(await IdsAsync(new string('w', 3_000) + "*"));
        Assert.Empty(await IdsAsync("wo*" + new string('?', 150) + "9"));
        Assert.Empty(await IdsAsync("*o" + new string('?', 150)));
        Assert.Equal([1L], await IdsAsync("w*r*d*9*9*"));
        Assert.Equal([1L], await IdsAsync(new string('(', 190) + "word9999" + new string(')', 190)));
        Assert.Equal(
            [1L],
            await IdsAsync(
                string.Concat(Enumerable.Repeat("x OR (y (", 90)) + "word9999" + new string(')', 180) + " OR word9999"
            )
        );
    }

    [Fact]
    public async Task Search_SitesAndLanguagesByLongPatterns_MeanWhatTheMatcherMeans()
    {
        var plain = new QuerySamples(9).Document(1);
        List<IndexDocument> documents =
        [
            plain with
            {
                Site = "www.hotel-du-lac.example.com",
                Language = "fr-CH",
            },
            plain with
            {
                Id = 2,
                Site = "lac.org",
                Language = "de",
            },
        ];
        await Index.ApplyAsync(documents, [], 1, Cancel);

        await AssertMeansTheSameAsync(
            documents,
            [
                "site:" + new string('?', 24) + ".com",
                "site:l" + new string('?', 6),
                "site:l" + new string('?', 7),
                "site:hotel-??-???.?x?m?l?.???",
                "site:*c????????????????????",
                "site:*e" + new string('?', 10) + ".???",
                "site:*.example.com",
                "NOT site:example.com",
                "site:lac",
                "site:" + new string('s', 5_000) + "*",
                "site:" + new string('s', 5_000) + ".com",
                "NOT site:" + new string('s', 5_000) + ".com",
                "lang:" + new string('f', 5_000),
                "lang:*r" + new string('?', 60),
                "lang:*r???",
                "lang:f??????",
                "lang:f????",
            ]
        );
    }

    [Fact]
    public async Task Apply_HostileTexts_AreTakenInAndFound()
    {
        var samples = new QuerySamples(9);
        var plain = samples.Document(1) with { Title = null, Body = "needle", Author = null, AuthorHandle = null };
        List<IndexDocument> hostile =
        [
            plain with
            {
                Id = 1,
                Body = new string('a', 1_000_000) + " needle",
            },
            plain with
            {
                Id = 2,
                Body = "needle \ud83d broken \udc00 \0 \u0001 \ufffe",
            },
            plain with
            {
                Id = 3,
                Body = string.Concat(Enumerable.Repeat("needle ", 60_000)),
            },
            plain with
            {
                Id = 4,
                Site = new string('s', 40_000),
                Url = "https://x/" + new string('u', 40_000),
            },
            plain with
            {
                Id = 5,
                Language = "",
                SourceName = "",
                Site = "",
                Title = "",
            },
            plain with
            {
                Id = 6,
                PublishedAt = DateTimeOffset.MinValue,
                Body = "needle e\u0301te\u0301 \ufeff",
            },
            plain with
            {
                Id = 7,
                PublishedAt = DateTimeOffset.MaxValue,
                Reach = long.MaxValue,
                Likes = long.MinValue,
            },
            plain with
            {
                Id = int.MaxValue,
                TopicIds = [long.MaxValue, -1, -1],
                SourceId = long.MaxValue,
            },
            plain with
            {
                Id = 9,
                Body = "needle " + string.Concat(Enumerable.Repeat("😡👍🏽東", 500)),
            },
        ];
        await Index.ApplyAsync(hostile, [], 1, Cancel);

        Assert.Equal(hostile.Select(d => d.Id).Order(), (await IdsAsync("needle")).Order());
        Assert.Equal([1L], await IdsAsync(new string('a', 5_000)));
        Assert.Equal([1L], await IdsAsync("aaaa*"));
        Assert.Equal([4L], await IdsAsync("site:" + new string('s', 40_000)));
        Assert.Equal([6L], await IdsAsync("published:<1950"));
        Assert.Equal([7L], await IdsAsync("published:>=2200"));
        Assert.Equal([7L], await IdsAsync("reach:>1e18"));
        Assert.Equal([6L], await IdsAsync("été"));
        Assert.Equal([9L], await IdsAsync("\"😡 👍 東\""));
        Assert.Empty(await Index.SetAsideAsync(Cancel));
    }

    [Fact]
    public async Task Search_FurtherFieldsOfTheRecord_MeanWhatTheMatcherMeans()
    {
        var samples = new QuerySamples(9);
        List<IndexDocument> documents =
        [
            samples.Document(1) with
            {
                Stars = 1,
                Likes = 0,
                ItemReviewed = "Hôtel du Lac",
            },
            samples.Document(2) with
            {
                Stars = 4.5,
                Likes = 12,
                Replies = 3,
            },
            samples.Document(3) with
            {
                Stars = 5,
                Shares = 1_000,
                ItemReviewed = "Lac de Thoune",
            },
            samples.Document(4),
        ];
        await Index.ApplyAsync(documents, [], 1, Cancel);
        string[] queries =
        [
            "stars:5",
            "stars:4.5",
            "stars:4",
            "stars:<=4.5",
            "stars:[1 TO 4]",
            "stars:*",
            "NOT stars:*",
            "likes:0",
            "likes:>0",
            "likes:12",
            "replies:3",
            "shares:1k",
            "shares:>=1000",
            "item:lac",
            "item:\"hôtel du lac\"",
            "item:{Lac}",
            "item:[a TO i]",
            "stars:[a TO z]",
        ];
        await AssertMeansTheSameAsync(documents, queries);
    }

    private async Task AssertMeansTheSameAsync(List<IndexDocument> documents, IEnumerable<string> queries)
    {
        foreach (var query in queries)
        {
            var matcher = new QueryMatcher(Query.Parse(query).Query!);
            var expected = documents.Where(d => matcher.Matches(d.ToQueryDocument())).Select(d => d.Id);
            Assert.Equal(
                (query, string.Join(',', expected)),
                (query, string.Join(',', (await IdsAsync(query)).Order()))
            );
        }
    }

    /// <summary>Holds for all samples, though no engine can tell.</summary>
    private static Query NeedsTheMatcher => Query.Parse("NOT {Absent}").Query!;

    private static List<IndexDocument> Samples(int seed, int count)
    {
        var samples = new QuerySamples(seed);
        return [.. Enumerable.Range(1, count).Select(i => samples.Document(i))];
    }

    private static bool Holds(MentionSearch search, IndexDocument d) =>
        d.PublishedAt >= search.From
        && d.PublishedAt < search.To
        && d.TopicIds.Intersect(search.TopicIds).Any()
        && search.SourceIds.Contains(d.SourceId)
        && search.Sentiments.Contains(d.Sentiment)
        && search.Languages.Contains(d.Language)
        && search.Kinds.Contains(d.Kind)
        && new QueryMatcher(search.Query!).Matches(d.ToQueryDocument());

    private static void AssertFacets(List<IndexDocument> expected, SearchFacets facets)
    {
        Assert.True(facets.AreExact);
        Assert.Equal(Largest(expected.Select(d => d.SourceId)), facets.Sources);
        Assert.Equal(Largest(expected.Select(d => d.Language), StringComparer.Ordinal), facets.Languages);
        Assert.Equal(Largest(expected.Select(d => d.Kind)), facets.Kinds);
        Assert.Equal(Largest(expected.Select(d => d.Sentiment)), facets.Sentiments);
        Assert.Equal(Largest(expected.SelectMany(d => d.TopicIds)), facets.Topics);
    }

    private static IEnumerable<(T, long)> Largest<T>(IEnumerable<T> values, IComparer<T>? order = null)
        where T : notnull =>
        values
            .GroupBy(v => v)
            .Select(g => (g.Key, (long)g.Count()))
            .OrderByDescending(g => g.Item2)
            .ThenBy(g => g.Key, order);

    private static void AssertDays(List<IndexDocument> expected, TimeSpan offset, SearchSeries series)
    {
        var days = expected
            .GroupBy(d => new DateTimeOffset((d.PublishedAt + offset).Date, TimeSpan.Zero) - offset)
            .OrderBy(g => g.Key)
            .Select(g => new SearchBucket(
                g.Key,
                g.Count(d => d.Sentiment == SentimentLabel.Negative),
                g.Count(d => d.Sentiment == SentimentLabel.Neutral),
                g.Count(d => d.Sentiment == SentimentLabel.Positive)
            ));
        Assert.True(series.AreExact);
        Assert.Equal(days, series.Buckets);
    }

    private async Task<List<long>> PageByPageAsync(MentionSearch search)
    {
        var seen = new List<long>();
        MentionCursor? after = null;
        do
        {
            var page = await Index.SearchAsync(search with { After = after }, Cancel);
            seen.AddRange(page.Ids);
            after = page.Next;
        } while (after is not null);
        return seen;
    }

    private async Task<IReadOnlyList<long>> IdsAsync(string query) =>
        (await Index.SearchAsync(new MentionSearch { Query = Query.Parse(query).Query! }, Cancel)).Ids;
}

public sealed class EmbeddedIndexContractTests : IndexContract<EmbeddedEngine>;

public sealed class ElasticsearchIndexContractTests : IndexContract<FakeElasticsearchEngine>;

public sealed class LiveElasticsearchIndexContractTests : IndexContract<LiveElasticsearchEngine>;
