using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>One text to learn from, with the probabilities it should get.</summary>
/// <param name="Moves">Whether it may move weights that no other text has moved.</param>
internal sealed record Lesson(PreparedText Text, float[] Target, float Weight, bool Moves)
{
    private const double LeastDistinct = 0.1;

    /// <summary>One thing said thousands of times would move its weight as often; it says no more than once.</summary>
    public bool IsRepetitive => Text.Hashes.Distinct().Count() < LeastDistinct * Text.Hashes.Length;

    /// <summary>The person's label, as far as it is trusted; the model's view has the rest.</summary>
    public static Lesson Of(Correction correction, SentimentModel shipped, float weight, float trust)
    {
        var target = AnswerOf(shipped, correction.AsText);
        for (var k = 0; k < target.Length; k++)
        {
            target[k] = (1 - trust) * target[k] + (k == (int)correction.Label ? trust : 0);
        }
        return new Lesson(Prepare(shipped, correction.AsText), target, weight, Moves: true);
    }

    /// <summary>What the shipped model says shall stay.</summary>
    public static Lesson Of(UnjudgedText text, SentimentModel shipped, float weight) =>
        new(Prepare(shipped, text.AsText), AnswerOf(shipped, text.AsText), weight, Moves: false);

    private static float[] AnswerOf(SentimentModel shipped, ReadText text)
    {
        var p = shipped.Classify(text.Text, text.Language, text.Channel).P;
        return [(float)p.Negative, (float)p.Neutral, (float)p.Positive];
    }

    private static PreparedText Prepare(SentimentModel shipped, ReadText text)
    {
        var language = text.Language is { Length: > 0 } known ? known : shipped.IdentifyLanguage(text.Text).Language;
        var unlabelled = new Example("", default, float.NaN, float.NaN, language, "", text.Text);
        return PreparedText.Read(unlabelled, shipped.Parts.Names, text.Channel);
    }
}
