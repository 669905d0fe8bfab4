using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Training;

/// <summary>
/// One run of stochastic descent (AdaGrad: Duchi, Hazan and Singer 2011) over eight outputs at once. Single-threaded
/// on purpose: the same seed gives the same bits.
/// </summary>
internal sealed class LinearTrainer
{
    // Eight weights and their eight accumulated squares share one cache line.
    private const int SlotFloats = Outputs.Count * 2;
    private const float Damping = 1e-3f;
    private const float LastEpochRate = 0.4f;

    private readonly TrainingOptions _options;
    private readonly float[]? _scales;
    private readonly byte[] _counts;
    private readonly float[] _slots;
    private readonly SetBases _bases;
    private readonly int _shift;
    private int[] _active = new int[4096];
    private float[] _values = new float[4096];

    /// <param name="sets">How many sets the texts come from.</param>
    /// <param name="counts">In how many texts each slot occurs; the rare ones are not learnt.</param>
    /// <param name="scales">What each slot's features are multiplied by; null leaves them as they are.</param>
    public LinearTrainer(TrainingOptions options, int sets, byte[] counts, float[]? scales = null)
    {
        _counts = counts;
        _bases = new SetBases(sets);
        _scales = scales;
        _options = options;
        _shift = 32 - options.FeatureBits;
        _slots = new float[(long)SlotFloats << options.FeatureBits];
    }

    public float[] BiasValues => _bases.ByChannelAndLanguage();

    public float WeightOf(int slot, int output) =>
        _slots[slot * (long)SlotFloats + output] * (_scales is null ? 1f : _scales[slot]);

    public void Run(PreparedText[] texts, ExampleWeights weights, int seed, Action<double>? progress)
    {
        var order = Enumerable.Range(0, texts.Length).ToArray();
        var random = new Random(seed);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            random.Shuffle(order);
            var left = 1f - epoch / (float)Math.Max(1, _options.Epochs - 1);
            var rate = _options.Rate * (LastEpochRate + (1 - LastEpochRate) * left);
            for (var i = 0; i < order.Length; i++)
            {
                Learn(texts[order[i]], weights.Label[order[i]], weights.Star[order[i]] * _options.StarShare, rate);
                if ((i & 0x1FFF) == 0)
                {
                    progress?.Invoke((epoch + i / (double)order.Length) / _options.Epochs);
                }
            }
        }
    }

    private void Learn(PreparedText text, float labelWeight, float starWeight, float rate)
    {
        var count = Activate(text);
        Span<float> gradient = stackalloc float[Outputs.Count];
        Predict(count, _bases.Of(text), gradient);
        SubtractTarget(text, labelWeight, starWeight, gradient);
        Update(count, Vector256.Create<float>(gradient), rate);
        _bases.Learn(text, gradient, rate, labelWeight);
    }

    private int Activate(PreparedText text)
    {
        var hashes = text.Hashes;
        if (_active.Length < hashes.Length * 2)
        {
            _active = new int[hashes.Length * 2];
            _values = new float[hashes.Length * 2];
        }
        var count = 0;
        for (var i = 0; i < hashes.Length; i++)
        {
            var value = text.ValueAt(i);
            count = Activate(count, (int)(hashes[i] >> _shift), value);
            count = Activate(count, (int)(FeatureTable.InChannel(hashes[i], text.Channel) >> _shift), value);
        }
        return count;
    }

    private int Activate(int count, int slot, float value)
    {
        if (_counts[slot] < _options.MinTexts)
        {
            return count;
        }
        _active[count] = slot;
        _values[count] = _scales is null ? value : value * _scales[slot];
        return count + 1;
    }

    private void Predict(int count, ReadOnlySpan<float> bias, Span<float> probabilities)
    {
        var sum = Vector256.Create(bias);
        ref var first = ref MemoryMarshal.GetArrayDataReference(_slots);
        for (var i = 0; i < count; i++)
        {
            ref var slot = ref Unsafe.Add(ref first, (nint)_active[i] * SlotFloats);
            sum += Vector256.LoadUnsafe(ref slot) * _values[i];
        }
        sum.CopyTo(probabilities);
        Outputs.Softmax(probabilities[..Outputs.Labels]);
        Outputs.Softmax(probabilities[Outputs.FirstStar..]);
    }

    private static void SubtractTarget(PreparedText text, float labelWeight, float starWeight, Span<float> gradient)
    {
        gradient[(int)text.Label] -= 1;
        for (var k = 0; k < Outputs.Labels; k++)
        {
            gradient[k] *= labelWeight;
        }
        var stars = gradient[Outputs.FirstStar..];
        if (float.IsNaN(text.Score10))
        {
            stars.Clear();
            return;
        }
        Span<float> target = stackalloc float[Outputs.Stars];
        target.Clear();
        Targets.AddStars(text.Score10, target);
        for (var k = 0; k < Outputs.Stars; k++)
        {
            stars[k] = (stars[k] - target[k]) * starWeight;
        }
    }

    private void Update(int count, Vector256<float> gradient, float rate)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_slots);
        var step = Vector256.Create(rate);
        var damping = Vector256.Create(Damping);
        for (var i = 0; i < count; i++)
        {
            ref var slot = ref Unsafe.Add(ref first, (nint)_active[i] * SlotFloats);
            var own = gradient * _values[i];
            var squares = Vector256.LoadUnsafe(ref slot, Outputs.Count) + own * own;
            squares.StoreUnsafe(ref slot, Outputs.Count);
            (Vector256.LoadUnsafe(ref slot) - step * own / Vector256.Sqrt(squares + damping)).StoreUnsafe(ref slot);
        }
    }
}
