using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Cases;

/// <summary>Decides which mentions somebody has to answer, how soon, and in which order. Pure.</summary>
public static class CaseOpening
{
    /// <summary>What was published longer ago when we first saw it is history, not work.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromDays(3);

    /// <summary>Seen late, it still gives the team this long.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromHours(4);

    private const double LikelySpam = 0.8;

    public static NewCase? For(
        MentionSentiment sentiment,
        long? reach,
        DateTimeOffset publishedAt,
        DateTimeOffset seenAt
    )
    {
        var unhappy =
            sentiment.Label == SentimentLabel.Negative
            || (sentiment.NpsBasis == NpsBasis.StarMapped && sentiment.Nps == NpsClass.Detractor);
        if (!unhappy || sentiment.Spam >= LikelySpam || seenAt - publishedAt > Freshness)
        {
            return null;
        }
        var promised = publishedAt + CaseRules.AnswerWithin;
        var soonest = seenAt + AtLeast;
        return new NewCase(Priority(sentiment, reach), promised > soonest ? promised : soonest);
    }

    /// <summary>
    /// 0 to 100: half for how negative it is, 30 for urgency (danger, health, law, deadline), 20 for reach on a logarithmic scale
    /// that is full at a million people.
    /// </summary>
    private static int Priority(MentionSentiment sentiment, long? reach)
    {
        var audience = Math.Min(1, Math.Log10(1 + Math.Max(0, reach ?? 0)) / 6);
        return (int)Math.Round(50 * sentiment.Negative + 30 * sentiment.Urgency + 20 * audience);
    }
}
