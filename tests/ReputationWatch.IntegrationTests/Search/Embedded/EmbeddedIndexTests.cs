using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Embedded;
using ReputationWatch.Sentiment;

namespace ReputationWatch.IntegrationTests.Search.Embedded;

public sealed class EmbeddedIndexTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("index").FullName;
    private EmbeddedIndex _index;

    public EmbeddedIndexTests()
    {
        _index = Open();
    }

    [Fact]
    public async Task Search_GeneratedQueriesAndMentions_AgreesWithTheMatcher()
    {
        var samples = new QuerySamples(5);
        var documents = Enumerable.Range(1, 400).Select(i => samples.Document(i)).ToList();
        await _index.ApplyAsync(documents, [], 1, None);
        for (var i = 0; i < 400; i++)
        {
            var query = Query.Parse(samples.Query()).Query!;
            var matcher = new QueryMatcher(query);
            var expected = documents
                .Where(d => matcher.Matches(d.ToQueryDocument()))
                .Select(d => d.Id)
                .Order()
                .ToList();

            var page = await _index.SearchAsync(new MentionSearch { Query = query, Size = 1000 }, None);

            Assert.True(
                expected.SequenceEqual(page.Ids.Order()),
                $"{query}: matcher {expected.Count}, index {page.Ids.Count}"
            );
            Assert.Equal(expected.Count, page.Total);
        }
    }

    [Fact]
    public async Task Search_PageByPage_GivesAllNewestFirstOnce()
    {
        var samples = new QuerySamples(6);
        var documents = Enumerable.Range(1, 300).Select(i => samples.Document(i)).ToList();
        var sameSecond = documents
            .Select(d => d.Id % 3 == 0 ? d with { PublishedAt = documents[0].PublishedAt } : d)
            .ToList();
        await _index.ApplyAsync(sameSecond, [], 1, None);
        var seen = new List<long>();
        MentionCursor? after = null;
        do
        {
            var page = await _index.SearchAsync(new MentionSearch { Size = 7, After = after }, None);
            seen.AddRange(page.Ids);
            after = page.Next;
        } while (after is not null);

        Assert.Equal(
            sameSecond.OrderByDescending(d => d.PublishedAt).ThenByDescending(d => d.Id).Select(d => d.Id),
            seen
        );
    }

    [Fact]
    public async Task Search_Filters_AllHold()
    {
        var samples = new QuerySamples(7);
        var documents = Enumerable.Range(1, 500).Select(i => samples.Document(i)).ToList();
        await _index.ApplyAsync(documents, [], 1, None);
        var from = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);
        var search = new MentionSearch
        {
            Query = Query.Parse("orange OR hôtel").Query,
            TopicIds = [1, 2],
            SourceIds = [1, 3],
            Sentiments = [SentimentLabel.Negative, SentimentLabel.Neutral],
            Languages = ["fr", "de"],
            Kinds = [MentionKind.Post, MentionKind.Review, MentionKind.Article],
            From = from,
            To = from.AddDays(15),
            Size = 500,
        };
        var matcher = new QueryMatcher(search.Query!);
        var expected = documents
            .Where(d => d.PublishedAt >= search.From && d.PublishedAt < search.To)
            .Where(d => d.TopicIds.Intersect(search.TopicIds).Any() && search.SourceIds.Contains(d.SourceId))
            .Where(d => search.Sentiments.Contains(d.Sentiment) && search.Languages.Contains(d.Language))
            .Where(d => search.Kinds.Contains(d.Kind) && matcher.Matches(d.ToQueryDocument()))
            .ToList();

        var page = await _index.SearchAsync(search, None);
        var facets = await _index.FacetsAsync(search, None);
        var series = await _index.SeriesAsync(search, TimeSpan.FromDays(1), TimeSpan.FromHours(1), None);

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(d => d.Id).Order(), page.Ids.Order());
        Assert.Equal(expected.Count, facets.Sources.Sum(s => s.Count));
        Assert.Equal(
            expected.GroupBy(d => d.Language).Select(g => (g.Key, (long)g.Count())).OrderBy(g => g.Key),
            facets.Languages.OrderBy(g => g.Language)
        );
        Assert.Equal(expected.Sum(d => d.TopicIds.Count), facets.Topics.Sum(t => t.Count));
        Assert.Equal(expected.Count, series.Sum(b => b.Negative + b.Neutral + b.Positive));
        Assert.All(series, b => Assert.Equal(23, b.Start.Hour));
    }

    [Fact]
    public async Task Series_OfOneTopic_FromCountsAgreesWithTheMentions()
    {
        var samples = new QuerySamples(8);
        var documents = Enumerable.Range(1, 300).Select(i => samples.Document(i)).ToList();
        await _index.ApplyAsync(documents, [], 1, None);
        await _index.ApplyAsync([.. documents.Take(50).Select(d => samples.Document(d.Id))], [60, 61, 999], 2, None);
        var byCounts = new MentionSearch { TopicIds = [2] };
        var byMentions = new MentionSearch { TopicIds = [2], Query = Query.Parse("NOT absent").Query };

        var counted = await _index.SeriesAsync(byCounts, TimeSpan.FromDays(1), TimeSpan.Zero, None);

        Assert.NotEmpty(counted);
        Assert.Equal(await _index.SeriesAsync(byMentions, TimeSpan.FromDays(1), TimeSpan.Zero, None), counted);
    }

    [Fact]
    public async Task Apply_SameTwiceThenEditAndDelete_KeepsOneOfEach()
    {
        var document = new QuerySamples(9).Document(1) with { Title = "alpha", Body = "beta" };
        await _index.ApplyAsync([document], [], 1, None);
        await _index.ApplyAsync([document], [], 1, None);
        Assert.Equal([1L], await IdsAsync("alpha"));

        await _index.ApplyAsync(
            [document with { Title = "gamma", PublishedAt = document.PublishedAt.AddDays(3) }],
            [],
            2,
            None
        );
        Assert.Empty(await IdsAsync("alpha"));
        Assert.Equal([1L], await IdsAsync("gamma beta"));

        await _index.ApplyAsync([], [1], 3, None);
        Assert.Empty(await IdsAsync("NOT absent"));
        Assert.Equal(3, await _index.PositionAsync(None));
        Assert.Empty(await _index.SeriesAsync(new MentionSearch(), TimeSpan.FromHours(1), TimeSpan.Zero, None));
    }

    [Fact]
    public async Task Reopen_KeepsPositionAndMentions_ResetForgetsThem()
    {
        await _index.ApplyAsync([new QuerySamples(9).Document(1) with { Body = "alpha" }], [], 7, None);
        _index.Dispose();
        _index = Open();

        Assert.Equal(7, await _index.PositionAsync(None));
        Assert.Equal([1L], await IdsAsync("alpha"));

        await _index.ResetAsync(None);
        Assert.Equal(0, await _index.PositionAsync(None));
        Assert.Empty(await IdsAsync("alpha"));
        await _index.ApplyAsync([new QuerySamples(9).Document(2) with { Body = "alpha" }], [], 8, None);
        Assert.Equal([2L], await IdsAsync("alpha"));
    }

    [Fact]
    public async Task DamagedFile_IsSetAsideAndStartsEmpty()
    {
        await _index.ApplyAsync([new QuerySamples(9).Document(1) with { Body = "alpha" }], [], 7, None);
        _index.Dispose();
        await File.WriteAllTextAsync(PathOfIndex, new string('x', 20_000), None);
        File.Delete(PathOfIndex + "-wal");
        _index = Open();

        Assert.Equal(0, await _index.PositionAsync(None));
        Assert.NotNull(_index.SetAside);
        Assert.True(File.Exists(_index.SetAside.Value.Path));
        await _index.ApplyAsync([new QuerySamples(9).Document(1) with { Body = "alpha" }], [], 7, None);
        Assert.Equal([1L], await IdsAsync("alpha"));
    }

    [Fact]
    public async Task DamageInTheMiddle_IsFoundBySearching()
    {
        var samples = new QuerySamples(10);
        await _index.ApplyAsync([.. Enumerable.Range(1, 2000).Select(i => samples.Document(i))], [], 7, None);
        _index.Dispose();
        _index = Open();
        Assert.Equal(7, await _index.PositionAsync(None));
        await using (var file = File.OpenWrite(PathOfIndex))
        {
            var noise = new byte[4096];
            Array.Fill(noise, (byte)0xA5);
            for (var at = 8 * 4096; at + noise.Length < file.Length; at += noise.Length)
            {
                file.Position = at;
                await file.WriteAsync(noise, None);
            }
        }
        foreach (var query in (string[])["orange", "hôtel", "{Orange}", "*que"])
        {
            await IdsAsync(query);
        }

        Assert.NotNull(_index.SetAside);
        await Assert.ThrowsAsync<IOException>(() => _index.ApplyAsync([], [], 8, None));
        Assert.Equal(0, await _index.PositionAsync(None));
        await _index.ApplyAsync([samples.Document(1) with { Body = "alpha" }], [], 8, None);
        Assert.Equal([1L], await IdsAsync("alpha"));
    }

    [Fact]
    public async Task Search_HugeQuery_Answers()
    {
        await _index.ApplyAsync([new QuerySamples(9).Document(1) with { Body = "word9999" }], [], 1, None);

        Assert.Equal([1L], await IdsAsync(string.Join(" OR ", Enumerable.Range(0, 10_000).Select(i => $"word{i}"))));
        Assert.Equal([1L], await IdsAsync(new string('(', 190) + "word9999" + new string(')', 190)));
        Assert.Equal(
            [1L],
            await IdsAsync(
                string.Concat(Enumerable.Repeat("x OR (y (", 90)) + "word9999" + new string(')', 180) + " OR word9999"
            )
        );
    }

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_folder, true);
    }

    private string PathOfIndex => Path.Combine(_folder, "index.db");

    private EmbeddedIndex Open() => new(PathOfIndex, TimeProvider.System, NullLogger<EmbeddedIndex>.Instance);

    private async Task<IReadOnlyList<long>> IdsAsync(string query) =>
        (await _index.SearchAsync(new MentionSearch { Query = Query.Parse(query).Query! }, None)).Ids;
}
