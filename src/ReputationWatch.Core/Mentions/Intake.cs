using ReputationWatch.Core.Sources;

namespace ReputationWatch.Core.Mentions;

/// <summary>Turns raw items into prepared ones: normalise, match, fingerprint, score.</summary>
public sealed class Intake
{
    public Task<IReadOnlyList<PreparedItem>> PrepareAsync(
        Source source,
        IReadOnlyList<RawItem> items,
        CancellationToken cancel
    ) => throw new NotSupportedException("being written");
}
