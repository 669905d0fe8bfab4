using ReputationWatch.Core.Matching;

namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>Words that stand one after the other.</summary>
internal sealed class PhraseCursor : AllCursor
{
    private readonly PlaceCursor[] _words;
    private readonly List<long> _starts = [];
    private readonly List<long> _places = [];

    public PhraseCursor(PlaceCursor[] words)
        : base(words)
    {
        _words = words;
        Settle();
    }

    protected override bool Accepts()
    {
        _starts.Clear();
        _words[0].Places(_starts);
        for (var i = 1; i < _words.Length && _starts.Count > 0; i++)
        {
            _places.Clear();
            _words[i].Places(_places);
            KeepFollowed(i);
        }
        return _starts.Count > 0;
    }

    /// <summary>Keeps the starts that a place follows at the given distance; both are in order.</summary>
    private void KeepFollowed(int distance)
    {
        var (kept, at) = (0, 0);
        for (var i = 0; i < _starts.Count; i++)
        {
            var start = _starts[i];
            while (at < _places.Count && _places[at] < start + distance)
            {
                at++;
            }
            if (at < _places.Count && _places[at] == start + distance)
            {
                _starts[kept++] = start;
            }
        }
        _starts.RemoveRange(kept, _starts.Count - kept);
    }
}

/// <summary>Two different words with at most some words between them.</summary>
internal sealed class NearCursor : AllCursor
{
    private readonly PlaceCursor _first;
    private readonly PlaceCursor _second;
    private readonly NearJoint _joint;
    private readonly List<long> _firsts = [];
    private readonly List<long> _seconds = [];

    public NearCursor(PlaceCursor first, PlaceCursor second, NearJoint joint)
        : base([first, second])
    {
        (_first, _second, _joint) = (first, second, joint);
        Settle();
    }

    protected override bool Accepts()
    {
        _firsts.Clear();
        _first.Places(_firsts);
        _seconds.Clear();
        _second.Places(_seconds);
        return Follow(_firsts, _seconds) || (!_joint.Ordered && Follow(_seconds, _firsts));
    }

    /// <summary>Whether a place of <paramref name="after"/> follows one of the others closely enough.</summary>
    private bool Follow(List<long> before, List<long> after)
    {
        var at = 0;
        foreach (var place in before)
        {
            while (at < after.Count && after[at] < place)
            {
                at++;
            }
            if (at < after.Count && after[at] - place - 1 <= _joint.Gap)
            {
                return true;
            }
        }
        return false;
    }
}
