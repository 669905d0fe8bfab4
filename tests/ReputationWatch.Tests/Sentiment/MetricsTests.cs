using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Evaluation;

namespace ReputationWatch.Tests.Sentiment;

public sealed class MetricsTests
{
    private static Judged Text(
        SentimentLabel truth,
        SentimentLabel label,
        double p = 0.8,
        double trueScore = double.NaN,
        double score = 5
    )
    {
        var rest = (1 - p) / 2;
        var probabilities = new LabelProbabilities(
            label == SentimentLabel.Negative ? p : rest,
            label == SentimentLabel.Neutral ? p : rest,
            label == SentimentLabel.Positive ? p : rest
        );
        return new Judged(truth, label, probabilities, trueScore, score, default);
    }

    private static readonly Judged[] Sample =
    [
        Text(SentimentLabel.Negative, SentimentLabel.Negative),
        Text(SentimentLabel.Negative, SentimentLabel.Positive),
        Text(SentimentLabel.Neutral, SentimentLabel.Neutral),
        Text(SentimentLabel.Positive, SentimentLabel.Positive),
        Text(SentimentLabel.Positive, SentimentLabel.Positive),
    ];

    // By hand: F1 negative 2/3, neutral 1, positive 4/5.
    [Fact]
    public void MacroF1_OfASmallSample_IsTheMeanByHand() =>
        Assert.Equal((2 / 3.0 + 1 + 0.8) / 3, Metrics.MacroF1(Sample), 1e-12);

    // Negative: half of 0.25 found, 0.125 of it called positive; positive: 0.65 found, 0.775 said.
    [Fact]
    public void MixedF1_OfASmallSample_IsTheMeanByHand() =>
        Assert.Equal((0.25 / 0.375 + 1 + 1.3 / 1.425) / 3, Metrics.MixedF1(Sample), 1e-12);

    [Fact]
    public void MixedF1_WithoutNeutralTexts_IsUnknown() =>
        Assert.True(double.IsNaN(Metrics.MixedF1([.. Sample.Where(t => t.Truth != SentimentLabel.Neutral)])));

    [Fact]
    public void AverageRecall_OfASmallSample_IsTheMeanByHand() =>
        Assert.Equal((0.5 + 1 + 1) / 3, Metrics.AverageRecall(Sample), 1e-12);

    [Fact]
    public void Accuracy_OfASmallSample_IsTheShare() => Assert.Equal(0.8, Metrics.Accuracy(Sample), 1e-12);

    [Fact]
    public void Polarity_LeavesNeutralTextsOut() => Assert.Equal(0.75, Metrics.Polarity(Sample), 1e-12);

    [Fact]
    public void CalibrationError_EightOfTenAtEighty_IsZero() => Assert.Equal(0, Metrics.CalibrationError(Sample), 1e-9);

    [Fact]
    public void CalibrationError_TooSure_IsTheGap() =>
        Assert.Equal(
            0.4,
            Metrics.CalibrationError([Text(SentimentLabel.Negative, SentimentLabel.Positive, 0.4)]),
            1e-9
        );

    [Fact]
    public void MeanAbsoluteError_SkipsUnknownScores() =>
        Assert.Equal(
            3,
            Metrics.MeanAbsoluteError([
                Text(default, default, trueScore: 8, score: 5),
                Text(default, default, score: 1),
            ]),
            1e-12
        );

    [Fact]
    public void RankCorrelation_SameOrder_IsOne()
    {
        var sample = new[] { 1, 4, 9 }.Select(s => Text(default, default, trueScore: s, score: s * s)).ToArray();

        Assert.Equal(1, Metrics.RankCorrelation(sample), 1e-12);
    }

    // By hand: ranks 1.5 1.5 3 against 3 2 1.
    [Fact]
    public void RankCorrelation_Ties_ShareTheirRank()
    {
        var sample = new[] { (2.0, 9.0), (2.0, 5.0), (3.0, 1.0) }
            .Select(s => Text(default, default, trueScore: s.Item1, score: s.Item2))
            .ToArray();

        Assert.Equal(-1.5 / Math.Sqrt(1.5 * 2), Metrics.RankCorrelation(sample), 1e-12);
    }
}
