namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>
/// Columns of the full-text table in which a word may stand, and how places are read: a byte 1 and a number begin another column
/// than the first; every other number is the distance from the place before, plus two.
/// </summary>
internal readonly record struct Columns(int Mask)
{
    public static Columns Title { get; } = new(1);
    public static Columns Body { get; } = new(2);
    public static Columns Text { get; } = new(3);
    public static Columns Author { get; } = new(4);
    public static Columns Source { get; } = new(8);
    public static Columns Site { get; } = new(16);
    public static Columns Url { get; } = new(32);
    public static Columns Facts { get; } = new(64);

    /// <summary>Whether one of the places is in one of the columns.</summary>
    public bool Hold(ReadOnlySpan<byte> places)
    {
        if (places.Length == 0)
        {
            return false;
        }
        if (places[0] != 1 && (Mask & 1) != 0)
        {
            return true;
        }
        for (var at = 0; at < places.Length; )
        {
            if (places[at] == 1)
            {
                at = Varint.Read(places, at + 1, out var column);
                if (Has(column))
                {
                    return true;
                }
                if (Mask >> (int)column == 0)
                {
                    // Columns come in order.
                    return false;
                }
            }
            else
            {
                at = Varint.Read(places, at, out _);
            }
        }
        return false;
    }

    /// <summary>The places in these columns, ascending: the column, then the place in it, in one number.</summary>
    public void Read(ReadOnlySpan<byte> places, List<long> found)
    {
        var wanted = Has(0);
        long column = 0;
        long place = 0;
        for (var at = 0; at < places.Length; )
        {
            if (places[at] == 1)
            {
                at = Varint.Read(places, at + 1, out column);
                wanted = Has(column);
                place = 0;
                continue;
            }
            at = Varint.Read(places, at, out var step);
            place += step - 2;
            if (wanted)
            {
                found.Add(column << 40 | place);
            }
        }
    }

    private bool Has(long column) => (Mask >> (int)column & 1) != 0;
}
