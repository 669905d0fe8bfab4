using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>Weights on the move: rows of the shipped table as numbers, new rows for features that the table dropped.</summary>
internal sealed class MovedWeights(FeatureTable shipped)
{
    private readonly Dictionary<int, float[]> _rows = [];
    private readonly Dictionary<int, float[]> _squares = [];

    public bool IsMoved(int slot) => _rows.ContainsKey(slot);

    public float[] Row(int slot)
    {
        if (!_rows.TryGetValue(slot, out var row))
        {
            _rows[slot] = row = Shipped(slot);
        }
        return row;
    }

    public float[] Squares(int slot) =>
        _squares.TryGetValue(slot, out var squares) ? squares : _squares[slot] = new float[Outputs.Labels];

    /// <summary>Adds what a feature votes for each output; only those of the labels move.</summary>
    public void AddTo(Span<float> votes, int slot, float value)
    {
        var moved = _rows.GetValueOrDefault(slot);
        var at = shipped.RowOf(slot);
        for (var k = 0; k < votes.Length; k++)
        {
            votes[k] += value * (moved is not null && k < moved.Length ? moved[k] : ShippedWeight(at, k));
        }
    }

    private float ShippedWeight(int row, int output) =>
        row < 0 ? 0 : shipped.Rows[row * Outputs.Count + output] * shipped.Scale[output];

    /// <summary>Takes a share of the way back to the shipped values.</summary>
    public void PullBack(float share)
    {
        foreach (var (slot, row) in _rows)
        {
            var home = Shipped(slot);
            for (var k = 0; k < row.Length; k++)
            {
                row[k] += share * (home[k] - row[k]);
            }
        }
    }

    /// <summary>The rows that differ from the shipped ones after rounding to the table's steps, by slot.</summary>
    public SortedDictionary<int, sbyte[]> Rounded()
    {
        var rounded = new SortedDictionary<int, sbyte[]>();
        foreach (var (slot, row) in _rows)
        {
            var steps = new sbyte[Outputs.Labels];
            for (var k = 0; k < steps.Length; k++)
            {
                steps[k] = (sbyte)Math.Clamp(MathF.Round(row[k] / shipped.Scale[k]), -sbyte.MaxValue, sbyte.MaxValue);
            }
            if (!steps.AsSpan().SequenceEqual(ShippedSteps(slot)))
            {
                rounded[slot] = steps;
            }
        }
        return rounded;
    }

    private ReadOnlySpan<sbyte> ShippedSteps(int slot) =>
        shipped.RowOf(slot) is >= 0 and var at
            ? shipped.Rows.AsSpan(at * Outputs.Count, Outputs.Labels)
            : new sbyte[Outputs.Labels];

    private float[] Shipped(int slot)
    {
        var row = new float[Outputs.Labels];
        var steps = ShippedSteps(slot);
        for (var k = 0; k < row.Length; k++)
        {
            row[k] = steps[k] * shipped.Scale[k];
        }
        return row;
    }
}
