using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>
/// Moves the weights of the shipped model a little towards users' corrections. Only weights of features in those texts move,
/// they are pulled back to their shipped values, and unjudged texts are learnt beside them with the shipped model's own answer.
/// </summary>
internal sealed class Adapter
{
    private const float Damping = 1e-2f;

    private readonly AdaptationOptions _options;
    private readonly ModelParts _parts;
    private readonly MovedWeights _weights;
    private readonly Lesson[] _lessons;
    private readonly HashSet<int> _common;

    private Adapter(
        SentimentModel shipped,
        IReadOnlyList<Correction> corrections,
        Anchors anchors,
        AdaptationOptions options
    )
    {
        _options = options;
        _parts = shipped.Parts;
        _weights = new MovedWeights(_parts.Table);
        var weights = CorrectionWeights.Of(corrections, options.Balance);
        var judged = corrections.Select((c, i) => Lesson.Of(c, shipped, weights[i], options.Trust)).ToArray();
        _common = Common(judged, _parts.Table.Bits, options.CommonShare);
        _lessons = [.. judged.Concat(anchors.Lessons(shipped, corrections.Count, options)).Where(l => !l.IsRepetitive)];
    }

    public static ModelDelta Adapt(
        SentimentModel shipped,
        IReadOnlyList<Correction> corrections,
        Anchors anchors,
        AdaptationOptions options,
        CancellationToken cancel = default
    )
    {
        var adapter = new Adapter(shipped, corrections, anchors, options);
        adapter.Learn(cancel);
        return ModelDelta.Of(shipped, adapter._weights.Rounded());
    }

    private void Learn(CancellationToken cancel)
    {
        var order = Enumerable.Range(0, _lessons.Length).ToArray();
        var random = new Random(_options.Seed);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            cancel.ThrowIfCancellationRequested();
            random.Shuffle(order);
            foreach (var i in order)
            {
                Learn(_lessons[i]);
            }
            _weights.PullBack(_options.Pull);
        }
    }

    private void Learn(Lesson lesson)
    {
        var text = lesson.Text;
        var slots = Slots(text, _parts.Table.Bits);
        Span<float> error = stackalloc float[Outputs.Labels];
        Predict(text, slots, error);
        for (var k = 0; k < error.Length; k++)
        {
            error[k] -= lesson.Target[k];
        }
        for (var i = 0; i < slots.Length; i++)
        {
            // Anchors hold what corrections move; they move nothing of their own.
            if (!_common.Contains(slots[i]) && (lesson.Moves || _weights.IsMoved(slots[i])))
            {
                Step(slots[i], text.ValueAt(i / 2) * lesson.Weight, error);
            }
        }
    }

    private void Step(int slot, float value, ReadOnlySpan<float> error)
    {
        var row = _weights.Row(slot);
        var squares = _weights.Squares(slot);
        for (var k = 0; k < error.Length; k++)
        {
            var gradient = value * error[k];
            squares[k] += gradient * gradient;
            row[k] -= _options.Rate * gradient / MathF.Sqrt(squares[k] + Damping);
        }
    }

    private void Predict(PreparedText text, int[] slots, Span<float> p)
    {
        Span<float> outputs = stackalloc float[Outputs.Count];
        _parts.Biases.AsSpan(Biases.Offset(text.Channel, text.Language), outputs.Length).CopyTo(outputs);
        for (var i = 0; i < slots.Length; i++)
        {
            _weights.AddTo(outputs, slots[i], text.ValueAt(i / 2));
        }
        _parts.Calibrations[(int)text.Channel].Apply(outputs, text.WordCount);
        outputs[..p.Length].CopyTo(p);
        Outputs.Softmax(p);
    }

    private static HashSet<int> Common(Lesson[] lessons, int bits, float share)
    {
        var counts = new Dictionary<int, int>();
        foreach (var lesson in lessons)
        {
            foreach (var slot in Slots(lesson.Text, bits).Distinct())
            {
                counts[slot] = counts.GetValueOrDefault(slot) + 1;
            }
        }
        return [.. counts.Where(c => c.Value > share * lessons.Length).Select(c => c.Key)];
    }

    private static int[] Slots(PreparedText text, int bits)
    {
        var slots = new int[text.Hashes.Length * 2];
        for (var i = 0; i < text.Hashes.Length; i++)
        {
            slots[2 * i] = (int)(text.Hashes[i] >> (32 - bits));
            slots[2 * i + 1] = (int)(FeatureTable.InChannel(text.Hashes[i], text.Channel) >> (32 - bits));
        }
        return slots;
    }
}
