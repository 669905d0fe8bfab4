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
    public async Task Facets_WithoutWords_AreThoseOfTheMatches()
    {
        var samples = new QuerySamples(12);
        await _index.ApplyAsync([.. Enumerable.Range(1, 5000).Select(i => samples.Document(i))], [], 1, None);
        await _index.ApplyAsync([.. Enumerable.Range(1, 100).Select(i => samples.Document(i))], [200, 300], 2, None);
        var from = new DateTimeOffset(2026, 3, 5, 7, 30, 15, 500, TimeSpan.Zero);
        MentionSearch[] searches =
        [
            new(),
            new()
            {
                TopicIds = [1, 3],
                From = from,
                To = from.AddDays(4),
            },
            new() { SourceIds = [2], Languages = ["fr"] },
            new() { Kinds = [MentionKind.Review], Sentiments = [SentimentLabel.Negative, SentimentLabel.Positive] },
        ];
        foreach (var search in searches)
        {
            var byWords = await _index.FacetsAsync(search with { Query = Query.Parse("NOT absent").Query }, None);
            var byFacts = await _index.FacetsAsync(search, None);

            Assert.NotEmpty(byFacts.Sentiments);
            Assert.True(byFacts.AreExact);
            Assert.Equal(byWords.Sources, byFacts.Sources);
            Assert.Equal(byWords.Languages, byFacts.Languages);
            Assert.Equal(byWords.Kinds, byFacts.Kinds);
            Assert.Equal(byWords.Sentiments, byFacts.Sentiments);
            Assert.Equal(byWords.Topics, byFacts.Topics);
        }
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
