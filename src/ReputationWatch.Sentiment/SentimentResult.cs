namespace ReputationWatch.Sentiment;

/// <summary>Probabilities of the three labels; they sum to one.</summary>
public readonly record struct LabelProbabilities(double Negative, double Neutral, double Positive)
{
    public double this[SentimentLabel label] =>
        label switch
        {
            SentimentLabel.Negative => Negative,
            SentimentLabel.Neutral => Neutral,
            _ => Positive,
        };
}

/// <summary>Probabilities of the three NPS classes, calibrated on their own; they sum to one.</summary>
public readonly record struct NpsProbabilities(double Detractor, double Passive, double Promoter);

/// <summary>What the model says about one text.</summary>
/// <param name="Score10">The estimate of what the author would answer to the 0-10 question.</param>
/// <param name="NpsClass">The class of <paramref name="Score10"/>, rounded to a whole answer.</param>
/// <param name="Language">One of fr, en, de, it, es, pt, nl, other.</param>
/// <param name="Spam">0-1: how much the text reads like advertising.</param>
/// <param name="Urgency">0-1: how much the text reads like a complaint that waits for an answer.</param>
public sealed record SentimentResult(
    SentimentLabel Label,
    LabelProbabilities P,
    double Score10,
    NpsClass NpsClass,
    NpsProbabilities Nps,
    string Language,
    Doubt Doubt,
    double Spam,
    double Urgency,
    string ModelVersion
)
{
    private const double SureEnough = 0.6;
    private const double Praise = 3.5;
    private const double Blame = 2.5;

    /// <summary>The same result, doubted if the text clearly says the opposite of the stars given with it.</summary>
    public SentimentResult BesideStars(double? stars)
    {
        var against = (stars >= Praise && P.Negative > SureEnough) || (stars < Blame && P.Positive > SureEnough);
        return against ? this with { Doubt = Doubt | Doubt.AgainstStars } : this;
    }
}

/// <summary>What one word adds to the logit of positive against negative.</summary>
/// <param name="Start">Offset of its first character in the text.</param>
public readonly record struct WordContribution(string Word, int Start, int Length, double Weight);

/// <summary>
/// A result with its reasons. <see cref="Logit"/> is ln(P.Positive / P.Negative) and is exactly the sum of
/// <see cref="Base"/>, <see cref="Style"/> and the weights of the words.
/// </summary>
/// <param name="Base">What the channel and language alone say.</param>
/// <param name="Style">What length, exclamation marks and capitals say.</param>
public sealed record Explanation(
    SentimentResult Result,
    double Logit,
    double Base,
    double Style,
    IReadOnlyList<WordContribution> Words
);
