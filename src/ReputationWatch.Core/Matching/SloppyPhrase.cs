namespace ReputationWatch.Core.Matching;

/// <summary>
/// "a b"~n as Lucene means it: each word may be off its place in the phrase, and the farthest forward and the farthest back
/// are at most n apart. One word in between costs 1, two words changing places cost 2.
/// </summary>
internal static class SloppyPhrase
{
    public static void Find(List<int>[] positions, int slop, string field, List<Place> places)
    {
        var starts = positions.SelectMany((list, i) => list.Select(p => p - i)).Distinct().Order();
        var chosen = new int[positions.Length];
        foreach (var start in starts)
        {
            if (Assign(positions, start, slop, chosen))
            {
                places.Add(new Place(field, chosen.Min(), chosen.Max()));
            }
        }
    }

    /// <summary>Gives every word a position of its own with place offsets in [start, start + slop] (Kuhn's matching).</summary>
    private static bool Assign(List<int>[] positions, int start, int slop, int[] chosen)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            if (FirstIn(positions[i], start + i, start + i + slop) < 0)
            {
                return false;
            }
        }
        var owner = new Dictionary<int, int>();
        for (var i = 0; i < positions.Length; i++)
        {
            if (!Place(positions, start, slop, i, owner, []))
            {
                return false;
            }
        }
        foreach (var (position, term) in owner)
        {
            chosen[term] = position;
        }
        return true;
    }

    private static bool Place(
        List<int>[] positions,
        int start,
        int slop,
        int term,
        Dictionary<int, int> owner,
        HashSet<int> tried
    )
    {
        var list = positions[term];
        var from = FirstIn(list, start + term, start + term + slop);
        for (var i = from; i >= 0 && i < list.Count && list[i] <= start + term + slop; i++)
        {
            if (!tried.Add(list[i]))
            {
                continue;
            }
            if (!owner.TryGetValue(list[i], out var other) || Place(positions, start, slop, other, owner, tried))
            {
                owner[list[i]] = term;
                return true;
            }
        }
        return false;
    }

    private static int FirstIn(List<int> list, int low, int high)
    {
        var at = list.BinarySearch(low);
        at = at < 0 ? ~at : at;
        return at < list.Count && list[at] <= high ? at : -1;
    }
}
