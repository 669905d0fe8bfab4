using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.IntegrationTests.Search;

/// <summary>What every index says of a result as a whole.</summary>
public abstract partial class IndexContract<TEngine>
{
    private const int Told = 40;

    [Fact]
    public async Task Insights_OfNothing_AreNone()
    {
        await Index.ApplyAsync(Samples(20, 50), [], 1, Cancel);

        foreach (var query in (string[])["absent", "{Absent}"])
        {
            var insights = await Index.InsightsAsync(new MentionSearch { Query = Query.Parse(query).Query }, Cancel);

            Assert.Equal((0, CountCertainty.Exact), (insights.Authors, insights.AuthorsAre));
            Assert.Null(insights.Reach);
            Assert.Empty(insights.Words);
        }
    }

    [Theory]
    [InlineData("hôtel chambre")]
    [InlineData("{hôtel} {chambre}")]
    [InlineData("hot* NEAR/3 chambr?")]
    public async Task Insights_OfWhatAQueryFinds_TellAuthorsReachAndTheWordsThatStandOut(string query)
    {
        await Index.ApplyAsync(Stories(), [], 1, Cancel);

        var insights = await Index.InsightsAsync(
            new MentionSearch { Query = Query.Parse(query).Query, Size = 1 },
            Cancel
        );

        Assert.Equal((10, CountCertainty.Exact), (insights.Authors, insights.AuthorsAre));
        AssertReach(insights.Reach);
        var words = insights.Words.Select(w => w.Word).ToList();
        Assert.Equal("punaises", words[0]);
        Assert.Contains("recu", words);
        Assert.Equal(Told, insights.Words[0].Count);
        Assert.DoesNotContain(words, w => w is "hotel" or "chambre" or "dans" or "y" or "2026" or "rare" or "lac");
    }

    [Fact]
    public async Task Insights_OfAFilterAlone_CompareWithEverything()
    {
        await Index.ApplyAsync(Stories(), [], 1, Cancel);

        var insights = await Index.InsightsAsync(new MentionSearch { TopicIds = [77] }, Cancel);

        Assert.Equal(10, insights.Authors);
        Assert.Contains("chambre", insights.Words.Select(w => w.Word));
    }

    [Fact]
    public async Task Insights_AuthorsOnTwoSitesOrWithANewName_AreToldApartByHandleAndSite()
    {
        var plain = new QuerySamples(9).Document(1) with { Site = "a.example", Author = "Ann", AuthorHandle = "@ann" };
        List<IndexDocument> documents =
        [
            plain,
            plain with
            {
                Id = 2,
                Author = "Ann B.",
                AuthorHandle = "Ann",
            },
            plain with
            {
                Id = 3,
                Site = "b.example",
            },
            plain with
            {
                Id = 4,
                AuthorHandle = null,
            },
            plain with
            {
                Id = 5,
                Author = null,
                AuthorHandle = null,
                Reach = null,
            },
        ];
        await Index.ApplyAsync(documents, [], 1, Cancel);

        Assert.Equal(3, (await Index.InsightsAsync(new MentionSearch(), Cancel)).Authors);
    }

    /// <summary>Estimates included: the engines interpolate in ways of their own.</summary>
    private static void AssertReach(ReachPercentiles? reach)
    {
        Assert.NotNull(reach);
        Assert.InRange(reach.Median, 150, 250);
        Assert.InRange(reach.P90, 320, 390);
        Assert.InRange(reach.P99, reach.P90, 390);
    }

    /// <summary>Forty stays in one room by ten authors, some of whom nobody counts, among three hundred other texts.</summary>
    private static List<IndexDocument> Stories()
    {
        var samples = new QuerySamples(21);
        var told = Enumerable
            .Range(1, Told)
            .Select(i =>
                samples.Document(i) with
                {
                    Title = null,
                    Body =
                        $"Dans l’hôtel, chambre {i % 7} : des punaises ! y 2026 {(i % 2 == 0 ? "reçu" : "")} {(i < 3 ? "rare" : "")} lac",
                    Site = "hotels.example",
                    Author = $"Guest {i % 10}",
                    AuthorHandle = null,
                    Reach = i % 4 == 0 ? null : i % 40 * 10,
                    TopicIds = [77],
                }
            );
        var others = Enumerable
            .Range(Told + 1, 300)
            .Select(i =>
                samples.Document(i) with
                {
                    Title = null,
                    Body = $"Dans le lac {i} 2026, il y a des poissons" + (i % 20 == 0 ? " et un hôtel, reçu" : ""),
                    TopicIds = [78],
                }
            );
        return [.. told, .. others];
    }
}
