using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Tests.Sentiment;

public sealed class CalibratorTests
{
    // Raw outputs three times too sure: labels are drawn with the odds of a third of them.
    private static Scored[] TooSure()
    {
        var random = new Random(1);
        var texts = new Scored[4000];
        for (var i = 0; i < texts.Length; i++)
        {
            var raw = new float[Outputs.Count];
            raw[0] = (float)(random.NextDouble() * 12 - 6);
            raw[2] = -raw[0];
            var p = raw[..3].Select(r => MathF.Exp(r / 3)).ToArray();
            var draw = random.NextDouble() * p.Sum();
            var target = new float[Outputs.Count];
            target[
                draw < p[0] ? 0
                : draw < p[0] + p[1] ? 1
                : 2
            ] = 1;
            texts[i] = new Scored(raw, target, 1);
        }
        return texts;
    }

    [Fact]
    public void Fit_TooSureOutputs_AreFlattened() =>
        Assert.Equal(1 / 3.0, Calibrator.Fit(TooSure(), false).LabelSlope, 0.03);

    [Fact]
    public void Fit_WithoutStars_LeavesThemAlone()
    {
        var calibration = Calibrator.Fit(TooSure(), false);

        Assert.Equal(1, calibration.StarSlope);
        Assert.All(calibration.Offsets, o => Assert.Equal(0, o));
    }

    [Fact]
    public void Fit_LabelThatComesMoreOften_GetsAnOffset()
    {
        var texts = Enumerable
            .Range(0, 100)
            .Select(i => new Scored(new float[8], i < 80 ? [1, 0, 0, 0, 0, 0, 0, 0] : [0, 1, 0, 0, 0, 0, 0, 0], 1))
            .ToArray();

        var offsets = Calibrator.Fit(texts, true).Offsets;

        Assert.True(offsets[0] > offsets[1] && offsets[1] > offsets[2]);
    }
}
