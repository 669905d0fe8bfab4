using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Training;

/// <summary>
/// Fits one slope for the three labels and the weights of the neutral cues on the log loss, by full-batch Adam (Kingma and
/// Ba 2015): the same texts give the same bits.
/// </summary>
internal sealed class LabelCalibrator
{
    private const int Steps = 800;
    private const double Rate = 0.03;
    private const double Decay = 1e-3;
    private const double FirstMoment = 0.9;
    private const double SecondMoment = 0.999;
    private const int Neutral = (int)SentimentLabel.Neutral;

    // The parameters in order: the weights of the cues, the neutral offset, the slope.
    private const int OffsetAt = NeutralCues.Count;
    private const int SlopeAt = NeutralCues.Count + 1;
    private const int Parameters = NeutralCues.Count + 2;

    private readonly Scored[] _texts;
    private readonly float[] _cues;
    private readonly double[] _mean = new double[NeutralCues.Count];
    private readonly double[] _spread = new double[NeutralCues.Count];
    private readonly double[] _values = new double[Parameters];

    private LabelCalibrator(Scored[] texts)
    {
        _texts = texts;
        _cues = new float[texts.Length * NeutralCues.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            NeutralCues.Read(texts[i].Raw, texts[i].Words, CuesOf(i));
        }
        Standardise();
        _values[SlopeAt] = 1;
    }

    /// <summary>Sets slope, neutral offset and weights of <paramref name="calibration"/>.</summary>
    public static void Fit(Scored[] texts, Calibration calibration)
    {
        if (texts.Length == 0)
        {
            return;
        }
        var fit = new LabelCalibrator(texts);
        fit.Descend();
        fit.CopyTo(calibration);
    }

    private Span<float> CuesOf(int text) => _cues.AsSpan(text * NeutralCues.Count, NeutralCues.Count);

    private void Standardise()
    {
        for (var c = 0; c < NeutralCues.Count; c++)
        {
            var column = Enumerable.Range(0, _texts.Length).Select(i => (double)CuesOf(i)[c]).ToArray();
            _mean[c] = column.Average();
            _spread[c] = Math.Sqrt(column.Average(v => (v - _mean[c]) * (v - _mean[c]))) + 1e-6;
            for (var i = 0; i < _texts.Length; i++)
            {
                CuesOf(i)[c] = (float)((CuesOf(i)[c] - _mean[c]) / _spread[c]);
            }
        }
    }

    private void Descend()
    {
        var first = new double[Parameters];
        var second = new double[Parameters];
        var gradient = new double[Parameters];
        for (var step = 1; step <= Steps; step++)
        {
            Gradient(gradient);
            for (var k = 0; k < Parameters; k++)
            {
                first[k] = FirstMoment * first[k] + (1 - FirstMoment) * gradient[k];
                second[k] = SecondMoment * second[k] + (1 - SecondMoment) * gradient[k] * gradient[k];
                var mean = first[k] / (1 - Math.Pow(FirstMoment, step));
                var square = second[k] / (1 - Math.Pow(SecondMoment, step));
                _values[k] -= Rate * mean / (Math.Sqrt(square) + 1e-8);
            }
        }
    }

    private void Gradient(double[] gradient)
    {
        for (var k = 0; k < Parameters; k++)
        {
            gradient[k] = k < NeutralCues.Count ? Decay * _values[k] : 0;
        }
        var total = _texts.Sum(t => (double)t.Weight);
        Span<float> p = stackalloc float[Outputs.Labels];
        for (var i = 0; i < _texts.Length; i++)
        {
            var text = _texts[i];
            var cues = CuesOf(i);
            Predict(text, cues, p);
            var share = text.Weight / total;
            for (var k = 0; k < p.Length; k++)
            {
                gradient[SlopeAt] += share * (p[k] - text.Target[k]) * text.Raw[k];
            }
            var error = share * (p[Neutral] - text.Target[Neutral]);
            gradient[OffsetAt] += error;
            for (var c = 0; c < cues.Length; c++)
            {
                gradient[c] += error * cues[c];
            }
        }
    }

    private void Predict(Scored text, ReadOnlySpan<float> cues, Span<float> p)
    {
        var bonus = _values[OffsetAt];
        for (var c = 0; c < cues.Length; c++)
        {
            bonus += _values[c] * cues[c];
        }
        for (var k = 0; k < p.Length; k++)
        {
            p[k] = (float)(_values[SlopeAt] * text.Raw[k] + (k == Neutral ? bonus : 0));
        }
        Outputs.Softmax(p);
    }

    private void CopyTo(Calibration calibration)
    {
        var offset = _values[OffsetAt];
        for (var c = 0; c < NeutralCues.Count; c++)
        {
            calibration.NeutralWeights[c] = (float)(_values[c] / _spread[c]);
            offset -= _values[c] * _mean[c] / _spread[c];
        }
        calibration.LabelSlope = (float)_values[SlopeAt];
        calibration.Offsets[Neutral] = (float)offset;
    }
}
