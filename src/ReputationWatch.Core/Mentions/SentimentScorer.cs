using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Mentions;

/// <param name="Language">As identified, or as declared when the text says too little.</param>
public sealed record ScoredText(MentionSentiment Sentiment, string Language);

/// <summary>
/// What the model says of an item, and what its stars say. Stars are the author's own word: they give the label and the NPS
/// class; the model's view stays beside them and raises a doubt when it is the opposite.
/// </summary>
public sealed class SentimentScorer(SentimentModel model)
{
    private const double SureOfOpposite = 0.6;
    private const double SureOfLanguage = 0.9;

    /// <summary>Characters from which an identified language outweighs a declared one: feeds often declare their software's default.</summary>
    private const int EnoughText = 40;

    public ScoredText Score(RawItem item, string? language)
    {
        var text = item.Title is null ? item.Text : $"{item.Title}\n{item.Text}";
        var result = model.Classify(text, LanguageOf(text, language), ChannelOf(item.Kind));
        var inferred = new MentionSentiment
        {
            Label = result.Label,
            Negative = result.P.Negative,
            Neutral = result.P.Neutral,
            Positive = result.P.Positive,
            Score10 = result.Score10,
            Nps = result.NpsClass,
            NpsBasis = NpsBasis.Inferred,
            Doubt = result.Doubt,
            Urgency = result.Urgency,
            Spam = result.Spam,
            ModelVersion = result.ModelVersion,
        };
        return new ScoredText(item.Rating?.Stars is { } stars ? WithStars(inferred, stars) : inferred, result.Language);
    }

    private string? LanguageOf(string text, string? declared)
    {
        var guess = model.IdentifyLanguage(text);
        return declared is null || (text.Length >= EnoughText && guess.Probability >= SureOfLanguage)
            ? guess.Language
            : declared;
    }

    /// <summary>What kind of writing a mention is for the model: comments are written like posts.</summary>
    public static Channel ChannelOf(MentionKind kind) =>
        kind switch
        {
            MentionKind.Review => Channel.Review,
            MentionKind.Article => Channel.Article,
            _ => Channel.Post,
        };

    /// <summary>Five stars are a promoter, four a passive, fewer a detractor; one and two are negative, three neutral.</summary>
    internal static MentionSentiment WithStars(MentionSentiment inferred, double stars)
    {
        var label =
            stars < 2.5 ? SentimentLabel.Negative
            : stars < 3.5 ? SentimentLabel.Neutral
            : SentimentLabel.Positive;
        var opposite = (label, inferred.Label) switch
        {
            (SentimentLabel.Negative, SentimentLabel.Positive) => inferred.Positive >= SureOfOpposite,
            (SentimentLabel.Positive, SentimentLabel.Negative) => inferred.Negative >= SureOfOpposite,
            _ => false,
        };
        return inferred with
        {
            Label = label,
            Score10 = Math.Round((stars - 1) / 4 * 10, 1),
            Nps =
                stars >= 4.5 ? NpsClass.Promoter
                : stars >= 3.5 ? NpsClass.Passive
                : NpsClass.Detractor,
            NpsBasis = NpsBasis.StarMapped,
            // A margin between labels means nothing once the stars have decided.
            Doubt = opposite ? Doubt.AgainstStars : Doubt.None,
        };
    }
}
