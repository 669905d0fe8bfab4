using ReputationWatch.Core.Scores;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>Something counted in a period and in the one it is compared with.</summary>
internal sealed record Compared<T>(T Of, MentionCounts Now, MentionCounts Before)
{
    public double NegativeShare => Now.Total == 0 ? 0 : (double)Now.Negative / Now.Total;

    /// <summary>
    /// How far the negative mentions are above those of before, in standard deviations of a count (square-root scale, so that
    /// 1 → 4 is no news and 20 → 60 is).
    /// </summary>
    public double Surprise => 2 * (Math.Sqrt(Now.Negative) - Math.Sqrt(Before.Negative + 1));
}
