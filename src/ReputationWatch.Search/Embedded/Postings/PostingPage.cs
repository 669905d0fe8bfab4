using System.Buffers.Binary;

namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>
/// One leaf of a segment: two numbers of two bytes (where the first row id stands, where the leaf proper ends), then words each with
/// its list of rows, then where the words stand. A list goes on at the beginning of the next leaf.
/// </summary>
internal readonly ref struct PostingPage(ReadOnlySpan<byte> data)
{
    /// <summary>Where what the leaf before began goes on.</summary>
    public const int Start = 4;

    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>0 when no row begins here.</summary>
    public int FirstRow => BinaryPrimitives.ReadUInt16BigEndian(Data);

    /// <summary>Where the words and lists end.</summary>
    public int End => BinaryPrimitives.ReadUInt16BigEndian(Data[2..]);

    /// <summary>Where the list that goes on from the leaf before ends.</summary>
    public int EndOfContinued => FirstWord == 0 ? End : FirstWord;

    /// <summary>Where the first row of the list stands that goes on from the leaf before; null when it has none here.</summary>
    public int? FirstContinuedRow => FirstRow >= Start && FirstRow < EndOfContinued ? FirstRow : null;

    private int FirstWord
    {
        get
        {
            if (End >= Data.Length)
            {
                return 0;
            }
            Varint.Read(Data, End, out var first);
            return (int)first;
        }
    }

    public WordsOnPage Words() => new(this);
}

/// <summary>Walks the words of a leaf, which are in the order of their bytes.</summary>
internal ref struct WordsOnPage(PostingPage page)
{
    private readonly PostingPage _page = page;
    private int _footer = page.End;
    private int _start;
    private int _length;
    private byte[] _word = new byte[64];

    /// <summary>With the byte before it that says which of the table's indexes it belongs to.</summary>
    public readonly ReadOnlySpan<byte> Word => _word.AsSpan(0, _length);

    /// <summary>Where the rows of the word begin; at the end of the leaf when they begin on the next.</summary>
    public int Rows { get; private set; }

    /// <summary>Where the next word begins, or the leaf ends.</summary>
    public int End { get; private set; }

    public bool Next()
    {
        var data = _page.Data;
        if (_footer >= data.Length)
        {
            return false;
        }
        var first = _start == 0;
        _footer = Varint.Read(data, _footer, out var step);
        _start += (int)step;
        long kept = 0;
        var at = first ? _start : Varint.Read(data, _start, out kept);
        at = Varint.Read(data, at, out var added);
        Extend((int)kept, data.Slice(at, (int)added));
        Rows = at + (int)added;
        End = _page.End;
        if (_footer < data.Length)
        {
            Varint.Read(data, _footer, out var next);
            End = _start + (int)next;
        }
        return true;
    }

    private void Extend(int kept, ReadOnlySpan<byte> added)
    {
        _length = kept + added.Length;
        if (_length > _word.Length)
        {
            Array.Resize(ref _word, _length * 2);
        }
        added.CopyTo(_word.AsSpan(kept));
    }
}

/// <summary>SQLite's numbers of one to nine bytes.</summary>
internal static class Varint
{
    /// <summary>Gives where the next one begins.</summary>
    public static int Read(ReadOnlySpan<byte> data, int at, out long value)
    {
        long number = 0;
        for (var i = 0; i < 8; i++)
        {
            var part = data[at++];
            if (part < 0x80)
            {
                value = number << 7 | part;
                return at;
            }
            number = number << 7 | (uint)(part & 0x7F);
        }
        value = number << 8 | data[at];
        return at + 1;
    }
}
