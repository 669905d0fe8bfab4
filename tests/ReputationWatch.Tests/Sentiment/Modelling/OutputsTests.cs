using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Tests.Sentiment.Modelling;

public sealed class OutputsTests
{
    [Fact]
    public void Softmax_IsADistributionWithTheOddsOfItsLogits()
    {
        float[] values = [1, 2, 4];

        Outputs.Softmax(values);

        Assert.Equal(1, values.Sum(), 1e-6f);
        Assert.Equal(Math.E, values[1] / values[0], 1e-4);
        Assert.Equal(Math.Exp(2), values[2] / values[1], 1e-4);
    }

    [Fact]
    public void Softmax_OfHugeLogits_StaysFinite()
    {
        float[] values = [-5000, 4999, 5000];

        Outputs.Softmax(values);

        Assert.Equal(0, values[0]);
        Assert.Equal(Math.E, values[2] / values[1], 1e-3);
    }

    [Fact]
    public void Offset_OfEveryChannelAndLanguage_IsARowOfItsOwn()
    {
        var offsets = Enum.GetValues<Channel>()
            .SelectMany(c => Enumerable.Range(0, LanguageCodes.Count).Select(l => Biases.Offset(c, l)))
            .ToArray();

        Assert.Equal(offsets.Length, offsets.Distinct().Count());
        Assert.All(offsets, o => Assert.True(o % Outputs.Count == 0 && o >= 0 && o + Outputs.Count <= Biases.Count));
        Assert.Equal(Biases.Count, offsets.Length * Outputs.Count);
    }

    [Theory]
    [InlineData("fr", 0)]
    [InlineData("FR", 0)]
    [InlineData("fr-CH", 0)]
    [InlineData("en_US", 1)]
    [InlineData("de-Latn-DE", 2)]
    [InlineData("nl", 6)]
    [InlineData("other", 7)]
    [InlineData("ru", 7)]
    [InlineData("french", 7)]
    [InlineData("", 7)]
    [InlineData("-fr", 7)]
    public void IndexOf_ReadsTheLanguageOfACode(string code, int index) =>
        Assert.Equal(index, LanguageCodes.IndexOf(code));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2.5)]
    [InlineData(2, 5)]
    [InlineData(3, 7.5)]
    [InlineData(4, 10)]
    public void FromStars_SureOfOne_IsItsScore(int star, double score)
    {
        var stars = new float[5];
        stars[star] = 1;

        Assert.Equal(score, ScoreEstimate.FromStars(stars), 1e-6);
    }

    [Theory]
    // Half of the mean and half of the median.
    [InlineData(new[] { 0.6f, 0, 0, 0, 0.4f }, (4 + 0) / 2.0)]
    [InlineData(new[] { 0.4f, 0, 0, 0, 0.6f }, (6 + 10) / 2.0)]
    [InlineData(new[] { 0.5f, 0.25f, 0, 0, 0.25f }, (3.125 + 0) / 2.0)]
    [InlineData(new[] { 0.2f, 0.2f, 0.2f, 0.2f, 0.2f }, 5)]
    [InlineData(new[] { 0, 0, 0.3f, 0.3f, 0.4f }, (7.75 + 7.5) / 2)]
    public void FromStars_Unsure_LiesBetweenMeanAndMedian(float[] stars, double score) =>
        Assert.Equal(score, ScoreEstimate.FromStars(stars), 1e-5);

    // Rounding may leave the sum of the probabilities below one half.
    [Fact]
    public void FromStars_SumBelowOneHalf_HasAMedianAllTheSame() =>
        Assert.Equal((0.4 * 10 + 10) / 2, ScoreEstimate.FromStars([0, 0, 0, 0, 0.4f]), 1e-5);

    [Theory]
    [InlineData(10, NpsClass.Promoter)]
    [InlineData(8.5, NpsClass.Promoter)]
    [InlineData(8.49, NpsClass.Passive)]
    [InlineData(6.5, NpsClass.Passive)]
    [InlineData(6.49, NpsClass.Detractor)]
    [InlineData(0, NpsClass.Detractor)]
    public void ClassOf_AnEstimate_IsThatOfItsWholeAnswer(double score, NpsClass expected) =>
        Assert.Equal(expected, ScoreEstimate.ClassOf(score));

    [Fact]
    public void Nps_ThreeStarsAreDetractors_FourPassive_FivePromoters()
    {
        var nps = ScoreEstimate.Nps([0.1f, 0.2f, 0.05f, 0.25f, 0.4f]);

        Assert.Equal(0.35, nps.Detractor, 1e-6);
        Assert.Equal(0.25, nps.Passive, 1e-6);
        Assert.Equal(0.4, nps.Promoter, 1e-6);
    }

    [Fact]
    public void Calibration_ScalesLabelsAndStarsApart_ThenShifts()
    {
        var calibration = new Calibration
        {
            LabelSlope = 2,
            StarSlope = 3,
            Offsets = [1, 2, 3, 4, 5, 6, 7, 8],
        };
        float[] raw = [1, 1, 1, 1, 1, 1, 1, 1];

        calibration.Apply(raw, 10);

        Assert.Equal([3, 4, 5, 7, 8, 9, 10, 11], raw);
    }

    [Fact]
    public void Calibration_CuesOfANeutralText_MoveTheNeutralOutputAlone()
    {
        var calibration = new Calibration { NeutralWeights = [1, 10, 100, 2, 3, 5] };
        float[] raw = [0.25f, 0, 2.25f, 0, 0, 0, 0, 0];

        calibration.Apply(raw, 40);

        // Five stars alike: each has the logarithm of a fifth. Positive and negative lie 2 apart, which counts as far.
        var expected = 111 * Math.Log(0.2) + 2 * 2 + 3 * 1 + 5 * Math.Log(41);
        Assert.Equal(expected, raw[1], 1e-3);
        Assert.Equal((0.25f, 2.25f, 0f), (raw[0], raw[2], raw[3]));
    }

    [Fact]
    public void NeutralCues_AreTheMiddleStarsTheDistanceAndTheLength()
    {
        var cues = new float[NeutralCues.Count];
        float[] stars = [MathF.Log(1), MathF.Log(2), MathF.Log(3), MathF.Log(4), MathF.Log(6)];

        NeutralCues.Read([0.5f, 9, 0.25f, .. stars], 3, cues);

        float[] expected = [MathF.Log(2 / 16f), MathF.Log(3 / 16f), MathF.Log(4 / 16f), 0.25f, 0.25f, MathF.Log(4)];
        Assert.All(cues.Zip(expected), c => Assert.Equal(c.Second, c.First, 1e-5f));
    }

    [Fact]
    public void NeutralCues_StarThatIsOutOfTheQuestion_IsBounded()
    {
        var cues = new float[NeutralCues.Count];

        NeutralCues.Read([0, 0, 0, 60, -60, -60, -60, 60], 0, cues);

        Assert.Equal([-9, -9, -9, 0, 0, 0], cues);
    }
}
