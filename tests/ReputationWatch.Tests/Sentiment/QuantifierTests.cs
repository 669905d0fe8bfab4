using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Quantification;

namespace ReputationWatch.Tests.Sentiment;

public sealed class QuantifierTests
{
    // A model that gives each true class 70 %, and mistakes it for each other with 15 %.
    private static readonly double[] Blurred = [0.7, 0.15, 0.15, 0.15, 0.7, 0.15, 0.15, 0.15, 0.7];

    private static NpsProbabilities[] Batch(int detractors, int passives, int promoters) =>
        [
            .. Enumerable.Repeat(new NpsProbabilities(0.7, 0.15, 0.15), detractors),
            .. Enumerable.Repeat(new NpsProbabilities(0.15, 0.7, 0.15), passives),
            .. Enumerable.Repeat(new NpsProbabilities(0.15, 0.15, 0.7), promoters),
        ];

    [Theory]
    [InlineData(100, 100, 800)]
    [InlineData(600, 200, 200)]
    public void Estimate_KnownConfusions_AreTakenBack(int detractors, int passives, int promoters)
    {
        var shares = new Quantifier(Blurred, 0.02).Estimate(Batch(detractors, passives, promoters));

        var plain = 0.7 * detractors / 1000 + 0.15 * (1 - detractors / 1000.0);
        Assert.True(
            Math.Abs(shares.Detractors.Share - detractors / 1000.0) < 0.8 * Math.Abs(plain - detractors / 1000.0),
            $"{shares.Detractors.Share}"
        );
    }

    [Fact]
    public void Estimate_Shares_AreAMixture()
    {
        var shares = new Quantifier(Blurred, 0.02).Estimate(Batch(0, 0, 50));

        Assert.Equal(1, shares.Detractors.Share + shares.Passives.Share + shares.Promoters.Share, 1e-6);
        Assert.All([shares.Detractors, shares.Passives, shares.Promoters], s => Assert.InRange(s.Share, 0, 1));
    }

    [Fact]
    public void Estimate_LargerBatch_IsSurerButNotBeyondWhatCarriesOver()
    {
        var quantifier = new Quantifier(Blurred, 0.02);

        var small = quantifier.Estimate(Batch(30, 40, 30)).Detractors;
        var large = quantifier.Estimate(Batch(30_000, 40_000, 30_000)).Detractors;

        Assert.True(large.High - large.Low < small.High - small.Low);
        Assert.True(large.High - large.Low >= 2 * 1.95 * 0.02);
    }

    [Fact]
    public void Estimate_Nothing_IsUnknown()
    {
        var shares = new Quantifier(Blurred, 0.02).Estimate([]);

        Assert.Equal((0.0, 1.0), (shares.Detractors.Low, shares.Detractors.High));
        Assert.True(double.IsNaN(shares.Detractors.Share));
    }

    [Fact]
    public void Learn_AnswersOfEachClass_AreTheirMeans()
    {
        var quantifier = Quantifier.Learn(
            [
                (NpsClass.Detractor, new NpsProbabilities(0.6, 0.2, 0.2), 1),
                (NpsClass.Detractor, new NpsProbabilities(0.8, 0.1, 0.1), 1),
                (NpsClass.Promoter, new NpsProbabilities(0.1, 0.2, 0.7), 3),
            ],
            0.01
        );

        Assert.Equal([0.7, 0.15, 0.15, 0, 1, 0, 0.1, 0.2, 0.7], quantifier.Answers.Select(a => Math.Round(a, 6)));
    }
}
