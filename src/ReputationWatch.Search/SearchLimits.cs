namespace ReputationWatch.Search;

/// <summary>How exact totals are, the same whichever engine runs.</summary>
internal static class SearchLimits
{
    /// <summary>Totals are counted so far where the engine alone decides.</summary>
    public const int Counted = 10_000;

    /// <summary>
    /// Candidates looked at for a total where the matcher decides on each. Reading and matching a mention costs some ten
    /// microseconds; a total is not worth more than a few tens of milliseconds.
    /// </summary>
    public const int Verified = 2_000;
}
