using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Modelling;

/// <summary>
/// The kept features of the linear model. A bitmap says which of the hash slots carry weights; the rank of the bit is
/// the row. Weights are eight signed bytes a row, so sums are whole numbers: the same in any order, on any processor.
/// </summary>
internal sealed class FeatureTable
{
    private const int WordBits = 64;

    // 127 * 256 still fits a short.
    private const int RowsBeforeWidening = 256;

    private readonly ulong[] _present;
    private readonly int[] _rank;
    private readonly sbyte[] _rows;
    private readonly int _shift;

    public FeatureTable(int bits, ulong[] present, sbyte[] rows, float[] scale)
    {
        _present = present;
        _rows = rows;
        _shift = 32 - bits;
        Bits = bits;
        Scale = scale;
        _rank = RankOf(present);
    }

    public int Bits { get; }
    public float[] Scale { get; }
    public ulong[] Present => _present;
    public sbyte[] Rows => _rows;
    public int RowCount => _rows.Length / Outputs.Count;

    /// <summary>The copy of a feature that counts in one channel only.</summary>
    public static uint InChannel(uint hash, Channel channel) => Hashing.Mix(hash + 0x9E3779B9u * ((uint)channel + 1));

    /// <summary>Adds the weights of all features, shared and of the channel, into eight whole sums.</summary>
    public Vector256<int> Sum(ReadOnlySpan<uint> hashes, Channel channel)
    {
        var sum = Vector256<int>.Zero;
        while (!hashes.IsEmpty)
        {
            var part = hashes[..Math.Min(hashes.Length, RowsBeforeWidening / 2)];
            sum += SumPart(part, channel);
            hashes = hashes[part.Length..];
        }
        return sum;
    }

    /// <summary>The row of a slot; -1 if the slot carries no weights.</summary>
    public int RowOf(int slot)
    {
        var bit = 1UL << (slot % WordBits);
        var word = _present[slot / WordBits];
        return (word & bit) == 0 ? -1 : _rank[slot / WordBits] + BitOperations.PopCount(word & (bit - 1));
    }

    private Vector256<int> SumPart(ReadOnlySpan<uint> hashes, Channel channel)
    {
        var sum = Vector128<short>.Zero;
        foreach (var hash in hashes)
        {
            sum += Row(hash) + Row(InChannel(hash, channel));
        }
        return Vector256.Create(Vector128.WidenLower(sum), Vector128.WidenUpper(sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<short> Row(uint hash)
    {
        var slot = hash >> _shift;
        var word = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_present), slot / WordBits);
        var bit = 1UL << (int)(slot % WordBits);
        if ((word & bit) == 0)
        {
            return Vector128<short>.Zero;
        }
        var before = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rank), slot / WordBits);
        var row = before + BitOperations.PopCount(word & (bit - 1));
        ref var weights = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), row * Outputs.Count);
        var packed = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<sbyte, byte>(ref weights));
        return Vector128.WidenLower(Vector128.CreateScalarUnsafe(packed).AsSByte());
    }

    private static int[] RankOf(ulong[] present)
    {
        var rank = new int[present.Length];
        var count = 0;
        for (var i = 0; i < present.Length; i++)
        {
            rank[i] = count;
            count += BitOperations.PopCount(present[i]);
        }
        return rank;
    }
}
