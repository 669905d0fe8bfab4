using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Modelling;

/// <summary>
/// The kept features of the linear model. A bitmap says which of the hash slots carry weights; the rank of the bit is
/// the row. Weights are eight signed bytes a row, so sums are whole numbers: the same in any order, on any processor.
/// A text asks for some thousands of slots, most of them empty and none beside the last: the rows are gathered first, without a
/// branch that the processor would guess wrong, then added up.
/// </summary>
internal sealed class FeatureTable
{
    private const int WordBits = 64;
    private const int CellBits = 32;

    // 127 * 256 still fits a short.
    private const int RowsBeforeWidening = 256;

    private readonly ulong[] _present;

    /// <summary>Half of a word of the bitmap, and above it the rank of its first bit: one look at the memory for both.</summary>
    private readonly ulong[] _cells;
    private readonly sbyte[] _rows;
    private readonly int _shift;

    public FeatureTable(int bits, ulong[] present, sbyte[] rows, float[] scale)
    {
        _present = present;
        _rows = rows;
        _shift = 32 - bits;
        Bits = bits;
        Scale = scale;
        _cells = CellsOf(present);
    }

    public int Bits { get; }
    public float[] Scale { get; }
    public ulong[] Present => _present;
    public sbyte[] Rows => _rows;
    public int RowCount => _rows.Length / Outputs.Count;

    /// <summary>The copy of a feature that counts in one channel only.</summary>
    public static uint InChannel(uint hash, Channel channel) => Hashing.Mix(hash + SaltOf(channel));

    /// <summary>Adds the weights of all features, shared and of the channel, into eight whole sums.</summary>
    public Vector256<int> Sum(ReadOnlySpan<uint> hashes, Channel channel) => SumShared(hashes) + SumOf(hashes, channel);

    /// <summary>What the features weigh in every channel.</summary>
    public Vector256<int> SumShared(ReadOnlySpan<uint> hashes) => SumAll(hashes, 0);

    /// <summary>What they weigh in one channel beside that.</summary>
    public Vector256<int> SumOf(ReadOnlySpan<uint> hashes, Channel channel) => SumAll(hashes, SaltOf(channel));

    /// <summary>The row of a slot; -1 if the slot carries no weights.</summary>
    public int RowOf(int slot)
    {
        var cell = _cells[slot / CellBits];
        var bit = 1u << (slot % CellBits);
        return ((uint)cell & bit) == 0 ? -1 : (int)(cell >> CellBits) + BitOperations.PopCount((uint)cell & (bit - 1));
    }

    private static uint SaltOf(Channel channel) => 0x9E3779B9u * ((uint)channel + 1);

    /// <param name="salt">That of a channel, or 0 for what counts in all.</param>
    private Vector256<int> SumAll(ReadOnlySpan<uint> hashes, uint salt)
    {
        Span<int> rows = stackalloc int[RowsBeforeWidening];
        var sum = Vector256<int>.Zero;
        while (!hashes.IsEmpty)
        {
            var part = hashes[..Math.Min(hashes.Length, RowsBeforeWidening)];
            var count = 0;
            foreach (var hash in part)
            {
                Gather(salt == 0 ? hash : Hashing.Mix(hash + salt), rows, ref count);
            }
            sum += SumRows(rows[..count]);
            hashes = hashes[part.Length..];
        }
        return sum;
    }

    /// <summary>Writes the row that a slot would have, and counts it only if it has one: the next overwrites it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Gather(uint hash, Span<int> rows, ref int count)
    {
        var slot = hash >> _shift;
        var cell = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cells), slot / CellBits);
        var at = (int)(slot % CellBits);
        rows[count] = (int)(cell >> CellBits) + BitOperations.PopCount((uint)cell & ((1u << at) - 1));
        count += (int)(cell >> at) & 1;
    }

    private Vector256<int> SumRows(ReadOnlySpan<int> rows)
    {
        var sum = Vector128<short>.Zero;
        ref var weights = ref Unsafe.As<sbyte, byte>(ref MemoryMarshal.GetArrayDataReference(_rows));
        foreach (var row in rows)
        {
            var packed = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref weights, row * Outputs.Count));
            sum += Vector128.WidenLower(Vector128.CreateScalarUnsafe(packed).AsSByte());
        }
        return Vector256.Create(Vector128.WidenLower(sum), Vector128.WidenUpper(sum));
    }

    private static ulong[] CellsOf(ulong[] present)
    {
        var cells = new ulong[present.Length * (WordBits / CellBits)];
        var count = 0UL;
        for (var i = 0; i < cells.Length; i++)
        {
            var bits = (uint)(present[i * CellBits / WordBits] >> (i * CellBits % WordBits));
            cells[i] = (count << CellBits) | bits;
            count += (uint)BitOperations.PopCount(bits);
        }
        return cells;
    }
}
