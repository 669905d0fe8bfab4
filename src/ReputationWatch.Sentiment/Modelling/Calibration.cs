namespace ReputationWatch.Sentiment.Modelling;

/// <summary>
/// Turns raw outputs into probabilities that can be believed, for one channel: one slope for the labels, one for the
/// stars, and an offset each.
/// </summary>
internal sealed class Calibration
{
    public float LabelSlope { get; set; } = 1;
    public float StarSlope { get; set; } = 1;
    public float[] Offsets { get; init; } = new float[Outputs.Count];

    public void Apply(Span<float> raw)
    {
        for (var i = 0; i < Outputs.Count; i++)
        {
            raw[i] = raw[i] * (i < Outputs.Labels ? LabelSlope : StarSlope) + Offsets[i];
        }
    }
}
