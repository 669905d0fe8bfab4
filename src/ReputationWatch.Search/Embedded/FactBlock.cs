using ReputationWatch.Search.Embedded.Postings;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// Some rows with their facts. Facts are fetched for a whole block at once: they lie apart in memory, and the processor waits for
/// several at a time only when nothing in between depends on them.
/// </summary>
internal sealed class FactBlock(int most)
{
    public const int Least = 64;
    public const int Most = 1024;
    private const int MostPages = 32;
    private int _size = Least;

    public long[] Rows { get; } = new long[most];
    public Fact[] Facts { get; } = new Fact[most];
    public int Count { get; private set; }

    /// <summary>How many there were before some were dropped.</summary>
    public int Looked { get; private set; }

    /// <summary>
    /// Takes the next rows down to <paramref name="low"/>: few at first, because often a page is all that is wanted, and fewer where
    /// many pages had to be read for them. False when there are none.
    /// </summary>
    public bool Fill(RowCursor cursor, long low, PostingFile words)
    {
        var pages = words.PagesRead + MostPages;
        Count = 0;
        for (; Count < _size && cursor.Row >= low && cursor.Row != RowCursor.End; cursor.Next())
        {
            Rows[Count++] = cursor.Row;
            if (words.PagesRead > pages)
            {
                cursor.Next();
                break;
            }
        }
        Looked = Count;
        _size = Math.Min(_size * 2, most);
        return Count > 0;
    }

    public void Keep(Func<Fact, bool> holds)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (holds(Facts[i]))
            {
                Move(i, kept++);
            }
        }
        Count = kept;
    }

    public void Keep(Func<long, bool> holds)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (holds(Rows[i]))
            {
                Move(i, kept++);
            }
        }
        Count = kept;
    }

    private void Move(int from, int to) => (Rows[to], Facts[to]) = (Rows[from], Facts[from]);
}
