using System.Globalization;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Text;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Evaluation;

/// <summary>A set, or one text in so many of it, that a model is trained without and measured on.</summary>
public sealed record LeftOut(string Set, int OneIn)
{
    /// <summary>"SET", or "SET/4" for a quarter of it.</summary>
    /// <exception cref="FormatException">What follows the slash is no whole number above zero.</exception>
    public static LeftOut Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return new LeftOut(text, 1);
        }
        return
            int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var oneIn)
            && oneIn > 0
            ? new LeftOut(text[..slash], oneIn)
            : throw new FormatException($"\"{text}\" is no set to leave out: write SET, or SET/4 for a quarter of it.");
    }

    /// <summary>Which texts a share holds is decided by a hash, so that it is the same in every run.</summary>
    public bool Holds(Example example) => example.Set == Set && Hashing.OfText(example.Text) % (uint)OneIn == 0;

    /// <summary>Trains without these sets, with the shipped options, and measures them whole.</summary>
    public static (SentimentModel Model, IReadOnlyList<Example> Texts) Train(
        IReadOnlyList<LeftOut> sets,
        IReadOnlyList<Example> train,
        IReadOnlyList<Example> validation,
        LanguageIdentifier languages,
        TrainingOptions options
    )
    {
        var model = ModelTrainer.Train(
            [.. train.Where(IsKept)],
            [.. validation.Where(IsKept)],
            languages,
            AspectModel.Untrained,
            options
        );
        return (model, [.. train.Concat(validation).Where(e => !IsKept(e))]);

        bool IsKept(Example example) => !sets.Any(s => s.Holds(example));
    }
}
