namespace ReputationWatch.Core.Matching;

/// <summary>Operands that stand close to each other without overlapping, in one field.</summary>
internal sealed class CompiledNear : CompiledNode
{
    // A text that repeats a word thousands of times must not cost its square.
    private const int MaxNeighbours = 64;
    private const int MaxPlaces = 4096;
    private readonly NearNode _near;

    public CompiledNear(NearNode near, TermTable table)
    {
        _near = near;
        Operands = [.. near.Operands.Select(o => Compile(o, table))];
    }

    public CompiledNode[] Operands { get; }

    public override bool Holds(DocumentTerms document)
    {
        foreach (var operand in Operands)
        {
            if (!operand.Holds(document))
            {
                return false;
            }
        }
        return Join(document).Count > 0;
    }

    public override void Find(DocumentTerms document, List<Place> places) => places.AddRange(Join(document));

    public override void Explain(DocumentTerms document, List<Place> places)
    {
        var joined = Join(document);
        foreach (var operand in Operands)
        {
            var own = new List<Place>();
            operand.Explain(document, own);
            places.AddRange(own.Where(p => joined.Exists(j => Contains(j, p))));
        }
    }

    private static bool Contains(Place outer, Place inner) =>
        outer.Field == inner.Field && outer.First <= inner.First && inner.Last <= outer.Last;

    private List<Place> Join(DocumentTerms document)
    {
        var left = PlacesOf(document, 0);
        for (var i = 0; i < _near.Joints.Count && left.Count > 0; i++)
        {
            left = Join(left, PlacesOf(document, i + 1), _near.Joints[i]);
        }
        return left;
    }

    private List<Place> PlacesOf(DocumentTerms document, int operand)
    {
        var places = new List<Place>();
        Operands[operand].Find(document, places);
        places.Sort(Compare);
        return places;
    }

    private static List<Place> Join(List<Place> left, List<Place> right, NearJoint joint)
    {
        var joined = new HashSet<Place>();
        var longest = right.Count == 0 ? 0 : right.Max(p => p.Last - p.First + 1);
        foreach (var place in left)
        {
            AddAfter(place, right, joint.Gap, joined);
            if (!joint.Ordered)
            {
                AddBefore(place, right, joint.Gap, longest, joined);
            }
            if (joined.Count > MaxPlaces)
            {
                break;
            }
        }
        List<Place> sorted = [.. joined];
        sorted.Sort(Compare);
        return sorted;
    }

    private static void AddAfter(Place place, List<Place> right, int gap, HashSet<Place> joined)
    {
        var at = FirstFrom(right, place.Field, place.Last + 1);
        for (var n = 0; n < MaxNeighbours && at < right.Count; n++, at++)
        {
            var next = right[at];
            if (next.Field != place.Field || next.First - place.Last - 1 > gap)
            {
                return;
            }
            joined.Add(new Place(place.Field, place.First, next.Last));
        }
    }

    private static void AddBefore(Place place, List<Place> right, int gap, int longest, HashSet<Place> joined)
    {
        var at = FirstFrom(right, place.Field, place.First) - 1;
        for (var n = 0; n < MaxNeighbours && at >= 0; at--)
        {
            var next = right[at];
            if (next.Field != place.Field || place.First - next.First - 1 > gap + longest)
            {
                return;
            }
            if (next.Last < place.First && place.First - next.Last - 1 <= gap)
            {
                joined.Add(new Place(place.Field, next.First, place.Last));
                n++;
            }
        }
    }

    private static int FirstFrom(List<Place> sorted, string field, int first)
    {
        var at = sorted.BinarySearch(new Place(field, first, -1), Comparer<Place>.Create(Compare));
        return at < 0 ? ~at : at;
    }

    private static int Compare(Place a, Place b)
    {
        var field = string.CompareOrdinal(a.Field, b.Field);
        if (field != 0)
        {
            return field;
        }
        return a.First != b.First ? a.First.CompareTo(b.First) : a.Last.CompareTo(b.Last);
    }
}
