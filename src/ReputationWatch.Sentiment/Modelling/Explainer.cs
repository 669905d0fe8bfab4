using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Modelling;

/// <summary>
/// Shares the logit of positive against negative among the words. The model is linear, so this is no approximation:
/// a feature belongs to its word, a pair half to each of its two.
/// </summary>
internal static class Explainer
{
    public static Explanation Explain(
        string text,
        SentimentResult result,
        Analyser analyser,
        Workspace workspace,
        Channel channel,
        int language
    )
    {
        var weights = new double[workspace.Scratch.TokenCount];
        double style = 0;
        for (var b = 0; b < TextFeatures.BlockCount; b++)
        {
            style += ShareBlock(analyser, workspace.Features, (Block)b, channel, weights);
        }
        var calibration = analyser.Calibrations[(int)channel];
        var bias = analyser.Biases.AsSpan(Biases.Offset(channel, language), Outputs.Count);
        var start =
            (double)calibration.LabelSlope * (bias[Positive] - bias[Negative])
            + calibration.Offsets[Positive]
            - calibration.Offsets[Negative];
        var logit = Math.Log(result.P.Positive / result.P.Negative);
        if (!double.IsFinite(logit))
        {
            // So one-sided that a probability is no number above zero any more; the sum still is.
            logit = start + style + weights.Sum();
        }
        return new Explanation(result, logit, start, style, Words(text, workspace.Scratch.Used, weights));
    }

    private const int Negative = (int)SentimentLabel.Negative;
    private const int Positive = (int)SentimentLabel.Positive;

    // Returns what no token owns.
    private static double ShareBlock(
        Analyser analyser,
        TextFeatures features,
        Block block,
        Channel channel,
        double[] weights
    )
    {
        var list = features[block];
        var scale = analyser.Table.Scale;
        var value = (double)TextFeatures.ValueOf(block, list.Count) * analyser.Calibrations[(int)channel].LabelSlope;
        double unowned = 0;
        for (var i = 0; i < list.Count; i++)
        {
            var sum = analyser.Table.Sum(list.Hashes.AsSpan(i, 1), channel);
            var weight = value * ((double)scale[Positive] * sum[Positive] - (double)scale[Negative] * sum[Negative]);
            var (first, second) = (list.Owners[i], list.SecondOwners[i]);
            if (first == FeatureList.NoToken)
            {
                unowned += weight;
            }
            else if (second == FeatureList.NoToken)
            {
                weights[first] += weight;
            }
            else
            {
                weights[first] += weight / 2;
                weights[second] += weight / 2;
            }
        }
        return unowned;
    }

    private static WordContribution[] Words(string text, ReadOnlySpan<Token> tokens, double[] weights)
    {
        var words = new WordContribution[tokens.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var (start, end) = (tokens[i].SourceStart, tokens[i].SourceEnd);
            words[i] = new WordContribution(text[start..end], start, end - start, weights[i]);
        }
        return words;
    }
}
