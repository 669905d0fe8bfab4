namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>Goes over the rows that satisfy something, newest first.</summary>
internal abstract class RowCursor
{
    /// <summary>Below every row.</summary>
    public const long End = -1;

    public long Row { get; protected set; } = End;

    /// <summary>About how many rows there are, to begin with the fewest.</summary>
    public abstract long Cost { get; }

    public abstract void Next();

    /// <summary>Goes on to the newest row that is not above <paramref name="row"/>; stays where that is the current one.</summary>
    public abstract void SkipTo(long row);
}

/// <summary>A cursor that knows at which places of the text its current row holds what is asked for.</summary>
internal abstract class PlaceCursor : RowCursor
{
    /// <summary>Adds them; see <see cref="Columns.Read"/>.</summary>
    public abstract void Places(List<long> found);
}

/// <summary>One word in all segments, which never hold the same row.</summary>
internal sealed class WordCursor : PlaceCursor
{
    private readonly SegmentPostings[] _parts;
    private SegmentPostings? _top;
    private long _bound;

    public WordCursor(SegmentPostings[] parts)
    {
        _parts = parts;
        Cost = parts.Sum(p => p.Cost);
        Select();
    }

    public override long Cost { get; }

    public override void Next()
    {
        if (_top is null)
        {
            return;
        }
        _top.Next();
        // Segments follow each other in time, nearly: the same one leads for thousands of rows.
        if (_top.Row > _bound)
        {
            Row = _top.Row;
            return;
        }
        Select();
    }

    public override void SkipTo(long row)
    {
        if (Row <= row)
        {
            return;
        }
        foreach (var part in _parts)
        {
            part.SkipTo(row);
        }
        Select();
    }

    public override void Places(List<long> found) => _top?.Places(found);

    private void Select()
    {
        _top = null;
        _bound = End;
        foreach (var part in _parts)
        {
            if (_top is null || part.Row > _top.Row)
            {
                _bound = _top?.Row ?? End;
                _top = part;
            }
            else if (part.Row > _bound)
            {
                _bound = part.Row;
            }
        }
        Row = _top?.Row ?? End;
    }
}

/// <summary>What one of the parts gives: a heap with the newest row at its top.</summary>
internal sealed class AnyCursor : PlaceCursor
{
    private readonly RowCursor[] _heap;

    public AnyCursor(IEnumerable<RowCursor> parts)
    {
        _heap = [.. parts];
        Cost = _heap.Sum(p => p.Cost);
        Order();
    }

    public override long Cost { get; }

    public override void Next()
    {
        for (var row = Row; Row != End && Row == row; Row = _heap[0].Row)
        {
            _heap[0].Next();
            Sink(0);
        }
    }

    public override void SkipTo(long row)
    {
        for (; Row > row; Row = _heap[0].Row)
        {
            _heap[0].SkipTo(row);
            Sink(0);
        }
    }

    public override void Places(List<long> found)
    {
        AddPlaces(0, found);
        found.Sort();
    }

    /// <summary>Below a part that is past the current row, all are.</summary>
    private void AddPlaces(int at, List<long> found)
    {
        if (at < _heap.Length && _heap[at].Row == Row)
        {
            ((PlaceCursor)_heap[at]).Places(found);
            AddPlaces(at * 2 + 1, found);
            AddPlaces(at * 2 + 2, found);
        }
    }

    private void Order()
    {
        for (var i = _heap.Length / 2 - 1; i >= 0; i--)
        {
            Sink(i);
        }
        Row = _heap.Length == 0 ? End : _heap[0].Row;
    }

    private void Sink(int at)
    {
        var sinking = _heap[at];
        for (int child; (child = at * 2 + 1) < _heap.Length; at = child)
        {
            if (child + 1 < _heap.Length && _heap[child + 1].Row > _heap[child].Row)
            {
                child++;
            }
            if (_heap[child].Row <= sinking.Row)
            {
                break;
            }
            _heap[at] = _heap[child];
        }
        _heap[at] = sinking;
    }
}

/// <summary>What all parts give: the one with the fewest rows leads and the others skip to where it is.</summary>
internal class AllCursor : RowCursor
{
    private readonly RowCursor _lead;
    private readonly RowCursor[] _others;

    public AllCursor(IEnumerable<RowCursor> parts)
    {
        RowCursor[] ordered = [.. parts.OrderBy(p => p.Cost)];
        _lead = ordered[0];
        _others = ordered[1..];
    }

    public sealed override long Cost => _lead.Cost;

    public sealed override void Next()
    {
        _lead.Next();
        Settle();
    }

    public sealed override void SkipTo(long row)
    {
        if (Row > row)
        {
            _lead.SkipTo(row);
            Settle();
        }
    }

    /// <summary>Whether a row that all parts give is one.</summary>
    protected virtual bool Accepts() => true;

    /// <summary>To be called once the parts are there, and after each move of the one that leads.</summary>
    protected void Settle()
    {
        while (_lead.Row != End)
        {
            if (FirstMissing() is { } lower)
            {
                _lead.SkipTo(lower);
            }
            else if (Accepts())
            {
                break;
            }
            else
            {
                _lead.Next();
            }
        }
        Row = _lead.Row;
    }

    public static RowCursor Of(IReadOnlyList<RowCursor> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }
        var all = new AllCursor(parts);
        all.Settle();
        return all;
    }

    /// <summary>Where the next row can be at best when one of the others does not have the current one.</summary>
    private long? FirstMissing()
    {
        foreach (var other in _others)
        {
            other.SkipTo(_lead.Row);
            if (other.Row < _lead.Row)
            {
                return other.Row;
            }
        }
        return null;
    }
}

/// <summary>The rows of one cursor that another does not give.</summary>
internal sealed class ExceptCursor : RowCursor
{
    private readonly RowCursor _base;
    private readonly RowCursor _without;

    public ExceptCursor(RowCursor from, RowCursor without)
    {
        _base = from;
        _without = without;
        Settle();
    }

    public override long Cost => _base.Cost;

    public override void Next()
    {
        _base.Next();
        Settle();
    }

    public override void SkipTo(long row)
    {
        _base.SkipTo(row);
        Settle();
    }

    private void Settle()
    {
        while (_base.Row != End)
        {
            _without.SkipTo(_base.Row);
            if (_without.Row != _base.Row)
            {
                break;
            }
            _base.Next();
        }
        Row = _base.Row;
    }
}
