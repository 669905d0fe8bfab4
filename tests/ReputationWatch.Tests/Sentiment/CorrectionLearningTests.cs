using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment;

public sealed class CorrectionLearningTests
{
    private static readonly SentimentModel Model = InventedTexts.Train(InventedTexts.Make(400, 1));
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    // In this trade these words are praise and blame; the shipped model cannot know.
    private static readonly string[] Praise =
        "lourd épais dense rêche mat brut rigide sec large long foncé froid".Split(' ');
    private static readonly string[] Blame =
        "léger fin clair doux brillant lisse souple gras étroit court pâle chaud".Split(' ');

    private static Correction[] OwnWords(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var word = (i % 2 == 0 ? Praise : Blame)[random.Next(Praise.Length)];
                    var label = i % 2 == 0 ? SentimentLabel.Positive : SentimentLabel.Negative;
                    return new Correction($"tissu {word} et {random.Next(50)} fils", "fr", Channel.Review, label);
                }),
        ];
    }

    private static double PositiveOf(SentimentModel model, string text) =>
        model.Classify(text, "fr", Channel.Review).P.Positive;

    [Fact]
    public void Run_WordsOfATrade_AreLearntAndPromoted()
    {
        var (report, promoted) = CorrectionLearning.Run(Model, OwnWords(200, 1), new AdaptationOptions(), Now);

        Assert.True(report.Promoted, report.Reason);
        Assert.NotNull(promoted);
        Assert.Equal(promoted.Version, report.CandidateVersion);
        Assert.NotEqual(Model.Version, promoted.Version);
        Assert.True(PositiveOf(promoted, "tissu lourd") > PositiveOf(Model, "tissu lourd"));
        Assert.True(PositiveOf(promoted, "tissu léger") < PositiveOf(Model, "tissu léger"));
        Assert.Equal(Now, report.At);
    }

    [Fact]
    public void Run_Promoted_KeepsWhatWasRightElsewhere()
    {
        var (_, promoted) = CorrectionLearning.Run(Model, OwnWords(200, 1), new AdaptationOptions(), Now);

        var texts = InventedTexts.Make(200, 5);
        int Right(SentimentModel model) => texts.Count(t => model.Classify(t.Text, "fr", t.Channel).Label == t.Label);
        Assert.True(Right(promoted!) >= Right(Model) - 1);
    }

    [Fact]
    public void Run_CorrectionsThatContradictEachOther_KeepTheCurrentModel()
    {
        var random = new Random(3);
        var noise = InventedTexts
            .Make(120, 7)
            .Select(t => new Correction(t.Text, "fr", t.Channel, (SentimentLabel)random.Next(3)));

        var (report, promoted) = CorrectionLearning.Run(Model, [.. noise], new AdaptationOptions(), Now);

        Assert.False(report.Promoted, report.Reason);
        Assert.Null(promoted);
    }

    [Fact]
    public void Run_TooFewCorrections_MakesNoCandidate()
    {
        var (report, promoted) = CorrectionLearning.Run(Model, OwnWords(10, 1), new AdaptationOptions(), Now);

        Assert.Null(report.CandidateVersion);
        Assert.Null(promoted);
        Assert.Contains("too few", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ConfirmedLabels_CountAsAgreement()
    {
        var confirmed = InventedTexts
            .Make(60, 8)
            .Select(t => new Correction(t.Text, "fr", t.Channel, Model.Classify(t.Text, "fr", t.Channel).Label));

        var (report, _) = CorrectionLearning.Run(Model, [.. confirmed], new AdaptationOptions(), Now);

        Assert.Equal(1, report.Agreement);
        Assert.False(report.Promoted);
    }

    [Fact]
    public void Adapt_Nothing_ChangesNothing() =>
        Assert.Equal(Model.Version, Adapter.Adapt(Model, [], new AdaptationOptions()).Version);

    [Fact]
    public void Gain_TwoOfTenBetter_IsTwentyPercent()
    {
        bool[] before = [.. Enumerable.Repeat(false, 2), .. Enumerable.Repeat(true, 8)];

        var gain = CorrectionLearning.Gain(before, [.. Enumerable.Repeat(true, 10)], 1);

        Assert.Equal(0.2, gain.Value, 1e-12);
        Assert.InRange(gain.Low, 0, 0.1);
        Assert.InRange(gain.High, 0.3, 0.6);
    }
}
