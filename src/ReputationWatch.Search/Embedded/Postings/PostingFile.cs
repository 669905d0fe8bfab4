using System.Text;
using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Matching;
using SQLitePCL;

namespace ReputationWatch.Search.Embedded.Postings;

/// <param name="Tombstones">How many pages list the rows that have been deleted since.</param>
internal readonly record struct Segment(long Id, int FirstPage, int LastPage, int Tombstones);

/// <summary>Where the rows of one word are in one segment.</summary>
/// <param name="Start">Where they begin on the first page.</param>
/// <param name="End">Where they or the first page ends.</param>
/// <param name="LastPage">They end there at the latest.</param>
internal readonly record struct WordRows(Segment Segment, int FirstPage, int Start, int End, int LastPage);

/// <summary>
/// Reads the words of the full-text table from the pages where FTS5 keeps them. FTS5 writes and merges them and nobody does that
/// better; but it gives one row at a time, cannot be stopped between two, and takes ten times as long to count millions of them.
/// The layout is that of SQLite's <c>fts5_index.c</c>, part of the file format that SQLite keeps readable for ever.
/// </summary>
internal sealed class PostingFile : IDisposable
{
    private const long Structure = 10;
    private const int MaxExpansion = 20_000;
    private const int MaxWordsLookedAt = 1_000_000;
    private const int MainIndex = '0';
    private static readonly byte[] Version2 = [0xFF, 0, 0, 1];
    private readonly Statement _page;
    private readonly Statement _atOrBefore;
    private readonly Statement _after;
    private readonly CancellationToken _cancel;

    public PostingFile(SqliteConnection connection, CancellationToken cancel)
    {
        _cancel = cancel;
        _page = Statement.Prepare(connection, "SELECT block FROM fts_data WHERE id = ?1");
        _atOrBefore = Statement.Prepare(
            connection,
            "SELECT pgno FROM fts_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1"
        );
        _after = Statement.Prepare(
            connection,
            "SELECT pgno, term FROM fts_idx WHERE segid = ?1 AND term > ?2 ORDER BY term"
        );
        Segments = ReadStructure();
    }

    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>How much has been read so far.</summary>
    public long PagesRead { get; private set; }

    public static SqliteException Damaged(Exception? cause = null) =>
        cause is null
            ? new SqliteException("The words of the index are damaged", raw.SQLITE_CORRUPT)
            : new SqliteException($"The words of the index are damaged: {cause.Message}", raw.SQLITE_CORRUPT);

    /// <summary>What reading beyond a page throws: lengths in it are wrong.</summary>
    public static bool IsOutside(Exception exception) =>
        exception is IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException;

    /// <summary>A page of a segment; valid until the next is read.</summary>
    public PostingPage Page(Segment segment, int number) => new(Block(segment.Id << 37 | (uint)number));

    /// <summary>A page of the rows deleted from a segment.</summary>
    public ReadOnlySpan<byte> Tombstones(Segment segment, int number) =>
        Block(segment.Id + (1 << 16) << 37 | (uint)number);

    /// <summary>The rows that hold a word in one of the columns.</summary>
    public WordCursor Open(string word, Columns columns)
    {
        var key = Key(word);
        return new WordCursor([
            .. Segments.Select(s => Find(s, key)).OfType<WordRows>().Select(w => new SegmentPostings(this, w, columns)),
        ]);
    }

    /// <summary>Where the words are that a pattern stands for; null when they are too many.</summary>
    public IReadOnlyList<WordRows>? Expand(string pattern)
    {
        try
        {
            return Expand(pattern, Key(pattern[..pattern.AsSpan().IndexOfAny('*', '?')]));
        }
        catch (Exception damage) when (IsOutside(damage))
        {
            throw Damaged(damage);
        }
    }

    private List<WordRows>? Expand(string pattern, byte[] prefix)
    {
        var found = new List<WordRows>();
        var looked = 0;
        foreach (var segment in Segments)
        {
            var pages = PagesFrom(segment, prefix);
            for (var i = 0; i + 1 < pages.Count; i++)
            {
                looked += Collect(segment, pages[i], pages[i + 1], prefix, pattern, found);
                if (looked > MaxWordsLookedAt || found.Count > MaxExpansion)
                {
                    return null;
                }
            }
        }
        return found;
    }

    public void Dispose()
    {
        _page.Dispose();
        _atOrBefore.Dispose();
        _after.Dispose();
    }

    /// <summary>Adds what fits among the words of one page; gives how many it looked at.</summary>
    private int Collect(
        Segment segment,
        int number,
        int nextPage,
        ReadOnlySpan<byte> prefix,
        string pattern,
        List<WordRows> found
    )
    {
        var looked = 0;
        var page = Page(segment, number);
        var words = page.Words();
        while (words.Next())
        {
            looked++;
            if (words.Word.StartsWith(prefix) && Wildcard.Matches(Encoding.UTF8.GetString(words.Word[1..]), pattern))
            {
                var last = words.End < page.End ? number : nextPage;
                found.Add(new WordRows(segment, number, words.Rows, words.End, last));
            }
        }
        return looked;
    }

    /// <summary>
    /// The pages on which words with a beginning stand: the one that may hold it itself, then those whose first word has it; then
    /// the page on which their lists end. The table of pages keeps no more of first words than tells them from the words before.
    /// </summary>
    private List<int> PagesFrom(Segment segment, byte[] prefix)
    {
        var pages = new List<int> { FirstPageOf(segment, prefix) };
        _after.Reset();
        _after.Bind(1, segment.Id).Bind(2, prefix);
        while (_after.Step())
        {
            var page = (int)(_after.Int64(0) >> 1);
            if (page <= pages[^1])
            {
                // Of a segment that is being merged away, the table still lists pages that are gone.
                continue;
            }
            pages.Add(page);
            if (!_after.Blob(1).StartsWith(prefix))
            {
                return pages;
            }
        }
        pages.Add(segment.LastPage);
        return pages;
    }

    private WordRows? Find(Segment segment, byte[] key)
    {
        var first = FirstPageOf(segment, key);
        try
        {
            var page = Page(segment, first);
            var words = page.Words();
            while (words.Next())
            {
                var order = words.Word.SequenceCompareTo(key);
                if (order == 0)
                {
                    var (start, end) = (words.Rows, words.End);
                    var last = end < page.End ? first : NextPageWithWords(segment, key);
                    return new WordRows(segment, first, start, end, last);
                }
                if (order > 0)
                {
                    return null;
                }
            }
            return null;
        }
        catch (Exception damage) when (IsOutside(damage))
        {
            throw Damaged(damage);
        }
    }

    private int FirstPageOf(Segment segment, byte[] key)
    {
        _atOrBefore.Reset();
        _atOrBefore.Bind(1, segment.Id).Bind(2, key);
        return _atOrBefore.Step() ? Math.Max(segment.FirstPage, (int)(_atOrBefore.Int64(0) >> 1)) : segment.FirstPage;
    }

    /// <summary>The next page on which a word begins; a list that fills several pages ends there at the latest.</summary>
    private int NextPageWithWords(Segment segment, byte[] key)
    {
        _after.Reset();
        _after.Bind(1, segment.Id).Bind(2, key);
        return _after.Step() ? (int)(_after.Int64(0) >> 1) : segment.LastPage;
    }

    private ReadOnlySpan<byte> Block(long id)
    {
        _cancel.ThrowIfCancellationRequested();
        PagesRead++;
        _page.Reset();
        return _page.Bind(1, id).Step() ? _page.Blob(0) : throw Damaged();
    }

    private List<Segment> ReadStructure()
    {
        var data = Block(Structure);
        if (!data[4..].StartsWith(Version2))
        {
            throw Damaged();
        }
        var at = Varint.Read(data, 8, out var levels);
        at = Varint.Read(data, at, out _);
        at = Varint.Read(data, at, out _);
        var segments = new List<Segment>();
        for (long level = 0; level < levels; level++)
        {
            at = Varint.Read(data, at, out _);
            at = Varint.Read(data, at, out var count);
            for (long i = 0; i < count; i++)
            {
                at = ReadSegment(data, at, out var segment);
                // One without pages is being merged away.
                if (segment.FirstPage > 0)
                {
                    segments.Add(segment);
                }
            }
        }
        return segments;
    }

    private static int ReadSegment(ReadOnlySpan<byte> data, int at, out Segment segment)
    {
        at = Varint.Read(data, at, out var id);
        at = Varint.Read(data, at, out var first);
        at = Varint.Read(data, at, out var last);
        at = Varint.Read(data, at, out _);
        at = Varint.Read(data, at, out _);
        at = Varint.Read(data, at, out var tombstones);
        at = Varint.Read(data, at, out _);
        segment = new Segment(id, (int)first, (int)last, (int)tombstones);
        return Varint.Read(data, at, out _);
    }

    private static byte[] Key(string word)
    {
        var key = new byte[1 + Encoding.UTF8.GetByteCount(word)];
        key[0] = MainIndex;
        Encoding.UTF8.GetBytes(word, key.AsSpan(1));
        return key;
    }
}
