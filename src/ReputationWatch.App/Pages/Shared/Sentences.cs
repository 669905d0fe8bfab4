using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>The sentence above a chart: what it shows, in words.</summary>
internal static class Sentences
{
    /// <summary>A share of negative mentions counts as changed beyond this many points.</summary>
    private const double ShareStep = 0.02;

    public static string OfVolume(Wording words, PageScope scope, MentionCounts now, MentionCounts before)
    {
        var mentions = words.Count("Say.Volume", now.Total);
        if (now.Total == 0)
        {
            return mentions;
        }
        var against = words[scope.Comparison == Comparison.LastYear ? "Change.LastYear" : "Change.Before"];
        var change =
            before.Total == 0
                ? ""
                : " " + words["Say.Against", Change.OfCount(words, now.Total, before.Total, 0).Text, against];
        return mentions + change + ". " + OfNegativeShare(words, now, before);
    }

    private static string OfNegativeShare(Wording words, MentionCounts now, MentionCounts before)
    {
        var share = (double)now.Negative / now.Total;
        var text = words.Format.Percent(share);
        if (before.Total == 0)
        {
            return words["Say.NegativeShare", text];
        }
        var was = (double)before.Negative / before.Total;
        var key =
            Math.Abs(share - was) < ShareStep ? "Say.NegativeShareSame"
            : share > was ? "Say.NegativeShareUp"
            : "Say.NegativeShareDown";
        return words[key, text, words.Format.Percent(was)];
    }
}
