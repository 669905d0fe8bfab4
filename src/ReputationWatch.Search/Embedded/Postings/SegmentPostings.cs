namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>The rows of one word in one segment, newest first, a page at a time.</summary>
internal sealed class SegmentPostings
{
    private const int BytesOfARow = 10;
    private const int BytesOfAPage = 4000;
    private readonly PostingFile _file;
    private readonly Columns _columns;
    private readonly Tombstones? _tombstones;
    private readonly WordRows _word;
    private long[] _rows = [];
    private (int At, int Size)[] _places = [];

    // The part of the page that the list takes.
    private byte[] _data = [];
    private int _length;
    private int _count;
    private int _current;
    private int _page;

    public SegmentPostings(PostingFile file, WordRows word, Columns columns)
    {
        _file = file;
        _word = word;
        _columns = columns;
        _tombstones = word.Segment.Tombstones == 0 ? null : new Tombstones(file, word.Segment);
        Load(word.LastPage);
        _current = _count;
        Next();
    }

    /// <summary><see cref="RowCursor.End"/> after the oldest.</summary>
    public long Row { get; private set; }

    /// <summary>About how many rows there are.</summary>
    public long Cost =>
        _word.FirstPage == _word.LastPage
            ? _count
            : (_word.LastPage - _word.FirstPage + 1L) * BytesOfAPage / BytesOfARow;

    public void Next()
    {
        while (_current == 0)
        {
            if (_page == _word.FirstPage)
            {
                Row = RowCursor.End;
                return;
            }
            Load(_page - 1);
            _current = _count;
        }
        Row = _rows[--_current];
    }

    /// <summary>Goes on to the newest row that is not above <paramref name="row"/>.</summary>
    public void SkipTo(long row)
    {
        if (Row <= row)
        {
            return;
        }
        if (_current == 0 || _rows[0] > row)
        {
            SkipPages(row);
        }
        var at = Array.BinarySearch(_rows, 0, _current, row);
        _current = at >= 0 ? at + 1 : ~at;
        do
        {
            // Once, but for the first page: pages after it may hold no rows but the places of its last.
            Next();
        } while (Row > row);
    }

    /// <summary>Adds the places of the word in the current row.</summary>
    public void Places(List<long> found)
    {
        var (at, size) = _places[_current];
        _columns.Read(PlacesAt(at, size), found);
    }

    /// <summary>
    /// Loads the last page whose first row is not above <paramref name="row"/>: looked for in growing steps back, then between
    /// the last two.
    /// </summary>
    private void SkipPages(long row)
    {
        var high = _page;
        var low = high - 1;
        for (var step = 1; low > _word.FirstPage && IsAbove(low, row); step *= 2)
        {
            high = low;
            low = Math.Max(_word.FirstPage, low - step);
        }
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            (low, high) = IsAbove(middle, row) ? (low, middle) : (middle, high);
        }
        if (low >= _word.FirstPage)
        {
            Load(low);
        }
        else
        {
            _count = 0;
        }
        _current = _count;
    }

    /// <summary>Whether all rows of a page are too new. A page without rows says what the one before says.</summary>
    private bool IsAbove(int number, long row)
    {
        for (; number > _word.FirstPage; number--)
        {
            var page = _file.Page(_word.Segment, number);
            if (page.FirstContinuedRow is { } first)
            {
                Varint.Read(page.Data, first, out var found);
                return found > row;
            }
        }
        return false;
    }

    private void Load(int number)
    {
        try
        {
            _page = number;
            _count = 0;
            var page = _file.Page(_word.Segment, number);
            var (start, end) = number == _word.FirstPage ? (_word.Start, _word.End) : Continued(page);
            Keep(page.Data[Math.Min(start, end)..end]);
            Decode();
        }
        catch (Exception damage) when (PostingFile.IsOutside(damage))
        {
            throw PostingFile.Damaged(damage);
        }
    }

    private static (int Start, int End) Continued(PostingPage page) =>
        (page.FirstContinuedRow ?? page.EndOfContinued, page.EndOfContinued);

    private void Keep(ReadOnlySpan<byte> data)
    {
        _length = data.Length;
        if (_data.Length < _length)
        {
            _data = new byte[_length];
        }
        data.CopyTo(_data);
    }

    /// <summary>The first row of a page is written out, the others as distances; each is followed by the length of its places.</summary>
    private void Decode()
    {
        var data = _data.AsSpan(0, _length);
        long row = 0;
        for (var at = 0; at < data.Length; )
        {
            at = Varint.Read(data, at, out var step);
            at = Varint.Read(data, at, out var size);
            row += step;
            var length = (int)(size >> 1);
            if (_columns.Hold(PlacesAt(at, length)) && _tombstones?.Hold(row) != true)
            {
                Add(row, at, length);
            }
            at += length;
        }
    }

    private void Add(long row, int at, int length)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(4, _count * 2));
            Array.Resize(ref _places, _rows.Length);
        }
        _rows[_count] = row;
        _places[_count++] = (at, length);
    }

    /// <summary>Places that do not fit their page go on at the beginning of the next ones.</summary>
    private ReadOnlySpan<byte> PlacesAt(int at, int size)
    {
        if (at + size <= _length)
        {
            return _data.AsSpan(at, size);
        }
        var all = new byte[size];
        var have = _length - at;
        _data.AsSpan(at, have).CopyTo(all);
        for (var number = _page + 1; have < size; number++)
        {
            var page = _file.Page(_word.Segment, number);
            var more = page.Data[PostingPage.Start..page.EndOfContinued];
            more = more[..Math.Min(more.Length, size - have)];
            more.CopyTo(all.AsSpan(have));
            have += more.Length;
            if (more.IsEmpty || number > _word.Segment.LastPage)
            {
                throw PostingFile.Damaged();
            }
        }
        return all;
    }
}
