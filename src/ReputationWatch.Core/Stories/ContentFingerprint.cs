namespace ReputationWatch.Core.Stories;

/// <summary>
/// A sketch of a text: texts that share a band are candidates for being copies, to be verified on the texts themselves.
/// </summary>
/// <param name="Bands">Equal for near-duplicates in at least one place, with high probability; stored in an indexed column.</param>
public sealed record ContentFingerprint(IReadOnlyList<long> Bands);
