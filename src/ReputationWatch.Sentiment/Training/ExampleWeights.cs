namespace ReputationWatch.Sentiment.Training;

/// <summary>
/// How much each text counts: sets by a power of their size, labels inside a set by a power of their rarity.
/// Stars are weighed by set only, because their probabilities must keep the shares of real life.
/// </summary>
internal sealed class ExampleWeights
{
    // Posts written to a company are what this program is for, and only one set has them.
    private const double ToCompanyWeight = 2;

    public float[] Label { get; }
    public float[] Star { get; }

    public ExampleWeights(IReadOnlyList<Example> examples, TrainingOptions options)
    {
        var sizes = new Dictionary<string, int[]>();
        foreach (var example in examples)
        {
            if (!sizes.TryGetValue(example.Set, out var counts))
            {
                sizes[example.Set] = counts = new int[Modelling.Outputs.Labels];
            }
            counts[(int)example.Label]++;
        }
        Label = new float[examples.Count];
        Star = new float[examples.Count];
        for (var i = 0; i < examples.Count; i++)
        {
            var counts = sizes[examples[i].Set];
            var size = counts.Sum();
            var set = Math.Pow(size, options.SetPower - 1) * (IsToCompany(examples[i]) ? ToCompanyWeight : 1);
            var expected = size / (double)Modelling.Outputs.Labels;
            Star[i] = (float)set;
            Label[i] = (float)(set * Math.Pow(expected / counts[(int)examples[i].Label], options.LabelPower));
        }
        Normalise(Label);
        Normalise(Star);
    }

    private static bool IsToCompany(Example example) => example.Domain == "tweet-airline";

    private static void Normalise(float[] weights)
    {
        var mean = weights.Sum(w => (double)w) / Math.Max(1, weights.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(weights[i] / mean);
        }
    }
}
