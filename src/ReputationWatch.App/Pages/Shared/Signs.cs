using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>The signs that stand beside colours: the same three everywhere.</summary>
internal static class Signs
{
    public static string Of(SentimentLabel label) =>
        label switch
        {
            SentimentLabel.Negative => "▼",
            SentimentLabel.Positive => "▲",
            _ => "●",
        };

    public static string Css(SentimentLabel label) =>
        label switch
        {
            SentimentLabel.Negative => "neg",
            SentimentLabel.Positive => "pos",
            _ => "neu",
        };

    public static string KindIcon(MentionKind kind) =>
        kind switch
        {
            MentionKind.Review => "star",
            MentionKind.Article => "article",
            MentionKind.Comment => "message-circle",
            _ => "message",
        };
}
