using ReputationWatch.Core.Adaptation;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Mentions;

/// <param name="Language">As identified, or as declared when the text says too little.</param>
public sealed record ScoredText(MentionSentiment Sentiment, string Language);

/// <summary>
/// What the model says of an item, and what its stars say. Stars are the author's own word: they give the label and the NPS
/// class; the model's view stays beside them and raises a doubt when it is the opposite.
/// </summary>
public sealed class SentimentScorer(ModelInUse inUse)
{
    private const double SureOfLanguage = 0.9;
    private const double LowestPassive = 6.5;
    private const double HighestPassive = 8.4;

    /// <summary>Characters from which an identified language outweighs a declared one: feeds often declare their software's default.</summary>
    private const int EnoughText = 40;

    public SentimentScorer(SentimentModel model)
        : this(new ModelInUse(model)) { }

    public ScoredText Score(RawItem item, string? language)
    {
        // One model for the whole text, also when it is exchanged meanwhile.
        var model = inUse.Current;
        var text = item.Title is null ? item.Text : $"{item.Title}\n{item.Text}";
        var known = LanguageOf(model, text, language);
        var (asIs, asReview) = model.ClassifyAlsoAsReview(text, known, ChannelOf(item.Kind));
        var result = asIs.BesideStars(item.Rating?.Stars);
        var (score10, nps) = Recommendation(item.Kind, result, asReview);
        var inferred = new MentionSentiment
        {
            Label = result.Label,
            Negative = result.P.Negative,
            Neutral = result.P.Neutral,
            Positive = result.P.Positive,
            Score10 = score10,
            Nps = nps,
            NpsBasis = NpsBasis.Inferred,
            Doubt = result.Doubt,
            Urgency = result.Urgency,
            Spam = result.Spam,
            ModelVersion = result.ModelVersion,
        };
        var starred = item.Rating?.Stars is { } stars ? WithStars(inferred, stars) : inferred;
        return new ScoredText(
            item.Recommends is { } answer ? WithAnswer(starred, answer, isWordless: item.Text.Length == 0) : starred,
            result.Language
        );
    }

    /// <summary>
    /// The 0-10 estimate is learnt from reviews with stars; for other texts it is what their author would give in one. A post that
    /// says nothing for or against is passive: who asks when the pool closes is no detractor.
    /// </summary>
    private static (double Score10, NpsClass Nps) Recommendation(
        MentionKind kind,
        SentimentResult result,
        SentimentResult asReview
    ) =>
        kind != MentionKind.Review && result.Label == SentimentLabel.Neutral
            ? (Math.Clamp(asReview.Score10, LowestPassive, HighestPassive), NpsClass.Passive)
            : (asReview.Score10, asReview.NpsClass);

    private static string? LanguageOf(SentimentModel model, string text, string? declared)
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

    /// <summary>One and two stars are negative, three neutral, more positive.</summary>
    public static SentimentLabel LabelOfStars(double stars) =>
        stars < 2.5 ? SentimentLabel.Negative
        : stars < 3.5 ? SentimentLabel.Neutral
        : SentimentLabel.Positive;

    /// <summary>
    /// An answer of 0 to 10 is declared: it gives the NPS class, which is counted apart from inferred and star-mapped ones. What the
    /// words say stays the label; without words, the answer is all there is.
    /// </summary>
    internal static MentionSentiment WithAnswer(MentionSentiment sentiment, int answer, bool isWordless) =>
        sentiment with
        {
            Label =
                !isWordless ? sentiment.Label
                : answer <= 6 ? SentimentLabel.Negative
                : answer <= 8 ? SentimentLabel.Neutral
                : SentimentLabel.Positive,
            Score10 = answer,
            Nps =
                answer <= 6 ? NpsClass.Detractor
                : answer <= 8 ? NpsClass.Passive
                : NpsClass.Promoter,
            NpsBasis = NpsBasis.Declared,
        };

    /// <summary>Five stars are a promoter, four a passive, fewer a detractor; one and two are negative, three neutral.</summary>
    internal static MentionSentiment WithStars(MentionSentiment inferred, double stars)
    {
        return inferred with
        {
            Label = LabelOfStars(stars),
            Score10 = Math.Round((stars - 1) / 4 * 10, 1),
            Nps =
                stars >= 4.5 ? NpsClass.Promoter
                : stars >= 3.5 ? NpsClass.Passive
                : NpsClass.Detractor,
            NpsBasis = NpsBasis.StarMapped,
            // A margin between labels means nothing once the stars have decided.
            Doubt = inferred.Doubt & Doubt.AgainstStars,
        };
    }
}
