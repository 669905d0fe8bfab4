using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>One labelled text of a set.</summary>
/// <param name="Score10">0-10, from stars or from people's mean scores; NaN where unknown.</param>
public sealed record Example(
    string Set,
    SentimentLabel Label,
    float Stars,
    float Score10,
    string Language,
    string Domain,
    string Text
)
{
    /// <summary>The channel that a set's domain stands for.</summary>
    public Channel Channel =>
        Domain.StartsWith("tweet", StringComparison.Ordinal) ? Channel.Post
        : Domain.Contains("news", StringComparison.Ordinal) ? Channel.Article
        : Channel.Review;
}
