using System.Buffers.Binary;

namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>
/// The rows that were deleted from a segment since it was written: tables of hashed row ids, one page each, with a slot of four or
/// eight bytes for each row and free slots after runs of those taken.
/// </summary>
internal sealed class Tombstones(PostingFile file, Segment segment)
{
    private const int Header = 8;
    private readonly byte[]?[] _pages = new byte[segment.Tombstones][];

    public bool Hold(long row)
    {
        if (_pages.Length == 0)
        {
            return false;
        }
        var page = PageOf((int)(row % _pages.Length));
        var size = page[0] == 4 ? 4 : 8;
        var slots = page.Length > 16 ? (page.Length - Header) / size : 1;
        var slot = (int)(row / _pages.Length % slots);
        for (var looked = 0; looked <= slots; looked++)
        {
            var there = Slot(page.AsSpan(Header + slot * size, size));
            if (there == 0)
            {
                return false;
            }
            if (there == row)
            {
                return true;
            }
            slot = (slot + 1) % slots;
        }
        return false;
    }

    private byte[] PageOf(int number) => _pages[number] ??= file.Tombstones(segment, number).ToArray();

    private static long Slot(ReadOnlySpan<byte> slot) =>
        slot.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(slot) : BinaryPrimitives.ReadInt64BigEndian(slot);
}
