using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>The numbers of an episode as a sentence: how much against how much usual.</summary>
internal static class EpisodeWords
{
    public static string Numbers(SpikeEvidence evidence, Wording words) =>
        words.Count(
            evidence.Signal == SpikeSignal.AllMentions ? "Episode.NumbersAll" : "Episode.Numbers",
            evidence.Mentions,
            words.Format.Duration(TimeSpan.FromHours(evidence.WindowHours)),
            words.Format.Number(evidence.Expected, evidence.Expected < 10 ? 1 : 0)
        );
}
