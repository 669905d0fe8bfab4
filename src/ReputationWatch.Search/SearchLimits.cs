namespace ReputationWatch.Search;

/// <summary>How exact totals are, the same whichever engine runs.</summary>
internal static class SearchLimits
{
    /// <summary>Totals are counted so far where the engine alone decides.</summary>
    public const int Counted = 10_000;

    /// <summary>
    /// Candidates looked at for a total where the matcher decides on each. Reading and matching a mention costs some ten
    /// microseconds; a total is not worth more than a few tens of milliseconds. From a search server, where each costs ten times
    /// as much, facets, series and insights look at no more either.
    /// </summary>
    public const int Verified = 2_000;

    /// <summary>Matches whose authors and reach are looked at where nothing has counted them before.</summary>
    public const int Sampled = 2_000;

    /// <summary>Matches whose words are counted, and mentions that stand for all when words are compared with the whole.</summary>
    public const int SampledTexts = 1_000;
}
