using ReputationWatch.Core.Scores;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>An NPS-like score of one kind with what it was before.</summary>
/// <param name="Basis">inferred or starmapped: the two are never mixed.</param>
internal sealed record ScoreModel(string Basis, NpsCounts Now, NpsCounts Before)
{
    public NpsScore? Score => NpsScore.Of(Now);
    public NpsScore? ScoreBefore => NpsScore.Of(Before);
}
