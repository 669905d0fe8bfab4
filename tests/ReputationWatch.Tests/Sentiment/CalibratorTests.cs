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
    public void Fit_TooSureOutputs_AreFlattened() => Assert.Equal(1 / 3.0, Calibrator.Fit(TooSure()).LabelSlope, 0.03);

    [Fact]
    public void Fit_WithoutStars_LeavesThemAlone()
    {
        var calibration = Calibrator.Fit(TooSure());

        Assert.Equal(1, calibration.StarSlope);
        Assert.All(calibration.Offsets[Outputs.FirstStar..], o => Assert.Equal(0, o));
    }

    [Fact]
    public void Fit_StarThatComesMoreOften_GetsAnOffset()
    {
        var texts = Enumerable
            .Range(0, 100)
            .Select(i => new Scored(new float[8], i < 80 ? [1, 0, 0, 1, 0, 0, 0, 0] : [1, 0, 0, 0, 1, 0, 0, 0], 1))
            .ToArray();

        var stars = Calibrator.Fit(texts).Offsets[Outputs.FirstStar..];

        Assert.True(stars[0] > stars[1] && stars[1] > stars[2]);
    }

    [Fact]
    public void Fit_NeutralTextsAreLong_LengthSpeaksForNeutral()
    {
        var texts = Enumerable
            .Range(0, 300)
            .Select(i => new Scored(
                [0.5f, 0, -0.5f, 0, 0, 0, 0, 0],
                i % 3 == 0 ? Neutral : Negative,
                1,
                i % 3 == 0 ? 90 : 3
            ))
            .ToArray();

        var calibration = Calibrator.Fit(texts);

        Assert.True(NeutralOf(calibration, 90) > 0.9);
        Assert.True(NeutralOf(calibration, 3) < 0.1);
    }

    [Fact]
    public void Apply_Cues_LeavePositiveAgainstNegativeAlone()
    {
        var calibration = new Calibration { NeutralWeights = [1, 2, 3, 4, 5, 6], LabelSlope = 0.5f };
        float[] raw = [0.25f, 1, 2.25f, 1, 0, 2, 0, 1];

        calibration.Apply(raw, 40);

        Assert.Equal(1, raw[2] - raw[0], 1e-6);
        Assert.NotEqual(0.5f, raw[1]);
    }

    [Fact]
    public void NeutralCues_HugeStars_StayFinite()
    {
        var cues = new float[NeutralCues.Count];

        NeutralCues.Read([0, 0, 0, -400, -400, -400, -400, 60], 10, cues);

        Assert.All(cues, c => Assert.True(float.IsFinite(c)));
    }

    private static readonly float[] Neutral = [0, 1, 0, 0, 0, 0, 0, 0];
    private static readonly float[] Negative = [1, 0, 0, 0, 0, 0, 0, 0];

    private static float NeutralOf(Calibration calibration, int words)
    {
        float[] outputs = [0.5f, 0, -0.5f, 0, 0, 0, 0, 0];
        calibration.Apply(outputs, words);
        Outputs.Softmax(outputs.AsSpan(0, 3));
        return outputs[1];
    }
}
