using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Training;

/// <summary>
/// A base for each set while training: how often a label occurs in a set is a matter of how it was collected, and must
/// not be pressed into the weights of its ordinary words.
/// </summary>
internal sealed class SetBases(int sets)
{
    private const float Rate = 0.1f;
    private const float Damping = 1e-3f;

    private readonly float[] _values = new float[sets * Outputs.Count];
    private readonly float[] _squares = new float[sets * Outputs.Count];
    private readonly float[] _weights = new float[sets];
    private readonly (Channel Channel, int Language)[] _kinds = new (Channel, int)[sets];

    public ReadOnlySpan<float> Of(PreparedText text) => _values.AsSpan(text.Set * Outputs.Count, Outputs.Count);

    public void Learn(PreparedText text, ReadOnlySpan<float> gradient, float rate, float weight)
    {
        _weights[text.Set] += weight;
        _kinds[text.Set] = (text.Channel, text.Language);
        for (var k = 0; k < Outputs.Count; k++)
        {
            var i = text.Set * Outputs.Count + k;
            _squares[i] += gradient[k] * gradient[k];
            _values[i] -= Rate * rate * gradient[k] / MathF.Sqrt(_squares[i] + Damping);
        }
    }

    /// <summary>The mean of the sets of each channel and language; of the channel where the language has none.</summary>
    public float[] ByChannelAndLanguage()
    {
        var biases = new float[Biases.Count];
        foreach (var channel in Enum.GetValues<Channel>())
        {
            for (var language = 0; language < LanguageCodes.Count; language++)
            {
                var own = Sets(k => k == (channel, language));
                var mean = Mean(own.Length > 0 ? own : Sets(k => k.Channel == channel));
                mean.CopyTo(biases, Biases.Offset(channel, language));
            }
        }
        return biases;
    }

    private int[] Sets(Func<(Channel Channel, int Language), bool> isWanted) =>
        [.. Enumerable.Range(0, sets).Where(s => _weights[s] > 0 && isWanted(_kinds[s]))];

    private float[] Mean(int[] chosen)
    {
        var mean = new float[Outputs.Count];
        var total = Math.Max(1e-6f, chosen.Sum(s => _weights[s]));
        foreach (var set in chosen)
        {
            for (var k = 0; k < Outputs.Count; k++)
            {
                mean[k] += _values[set * Outputs.Count + k] * _weights[set] / total;
            }
        }
        return mean;
    }
}
