namespace ReputationWatch.Search;

/// <summary>The order of a facet: the largest first, equal ones by their value.</summary>
internal static class FacetOrder
{
    public static IReadOnlyList<(T, long)> Largest<T>(IEnumerable<(T Value, long Count)> counts)
        where T : notnull =>
        [
            .. counts
                .GroupBy(c => c.Value, (value, all) => (value, Sum: all.Sum(c => c.Count)))
                .Where(c => c.Sum > 0)
                .OrderByDescending(c => c.Sum)
                .ThenBy(c => c.value, Order<T>()),
        ];

    private static IComparer<T> Order<T>() =>
        typeof(T) == typeof(string) ? (IComparer<T>)StringComparer.Ordinal : Comparer<T>.Default;
}
