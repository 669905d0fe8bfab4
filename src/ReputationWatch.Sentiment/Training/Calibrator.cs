using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Training;

/// <summary>One text with known answer and the raw outputs of the model.</summary>
/// <param name="Target">Eight shares: of the labels, then of the stars (all zero where unknown).</param>
/// <param name="Words">How many features its words have.</param>
internal readonly record struct Scored(float[] Raw, float[] Target, float Weight, int Words = 0);

/// <summary>Fits slopes and offsets by plain descent on the log loss of validation texts (Guo et al. 2017; Platt 1999).</summary>
internal static class Calibrator
{
    private const int Steps = 600;
    private const double Rate = 0.3;

    public static Calibration Fit(IReadOnlyList<Scored> texts)
    {
        var calibration = new Calibration();
        LabelCalibrator.Fit([.. texts.Where(t => HasTarget(t, 0, Outputs.Labels))], calibration);
        calibration.StarSlope = FitRange(texts, Outputs.FirstStar, Outputs.Stars, calibration.Offsets);
        return calibration;
    }

    private static float FitRange(IReadOnlyList<Scored> texts, int first, int count, float[] offsets)
    {
        var known = texts.Where(t => HasTarget(t, first, count)).ToArray();
        var total = known.Sum(t => (double)t.Weight);
        double slope = 1;
        var shift = new double[count];
        var shiftGradient = new double[count];
        var p = new double[count];
        for (var step = 0; step < Steps && total > 0; step++)
        {
            Array.Clear(shiftGradient);
            double slopeGradient = 0,
                curvature = 1e-9;
            foreach (var text in known)
            {
                Probabilities(text, first, slope, shift, p);
                Accumulate(text, first, p, shiftGradient, ref slopeGradient, ref curvature);
            }
            slope = Math.Clamp(slope - Rate * slopeGradient / curvature, 0.05, 5);
            for (var k = 0; k < count; k++)
            {
                shift[k] -= Rate * 4 * shiftGradient[k] / total;
            }
        }
        Centre(shift);
        for (var k = 0; k < count; k++)
        {
            offsets[first + k] = (float)shift[k];
        }
        return (float)slope;
    }

    private static bool HasTarget(Scored text, int first, int count) =>
        text.Target.AsSpan(first, count).ContainsAnyExcept(0f);

    private static void Accumulate(
        Scored text,
        int first,
        double[] p,
        double[] shiftGradient,
        ref double slopeGradient,
        ref double curvature
    )
    {
        double mean = 0,
            square = 0;
        for (var k = 0; k < p.Length; k++)
        {
            var raw = text.Raw[first + k];
            var error = p[k] - text.Target[first + k];
            shiftGradient[k] += text.Weight * error;
            slopeGradient += text.Weight * error * raw;
            mean += p[k] * raw;
            square += p[k] * raw * raw;
        }
        curvature += text.Weight * (square - mean * mean);
    }

    private static void Probabilities(Scored text, int first, double slope, double[] shift, double[] p)
    {
        var max = double.NegativeInfinity;
        for (var k = 0; k < p.Length; k++)
        {
            p[k] = slope * text.Raw[first + k] + shift[k];
            max = Math.Max(max, p[k]);
        }
        double sum = 0;
        for (var k = 0; k < p.Length; k++)
        {
            p[k] = Math.Exp(p[k] - max);
            sum += p[k];
        }
        for (var k = 0; k < p.Length; k++)
        {
            p[k] /= sum;
        }
    }

    private static void Centre(double[] shift)
    {
        var mean = shift.Average();
        for (var k = 0; k < shift.Length; k++)
        {
            shift[k] -= mean;
        }
    }
}
