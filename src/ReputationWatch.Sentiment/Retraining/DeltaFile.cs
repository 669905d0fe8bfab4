using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>
/// The file of a <see cref="ModelDelta"/>: magic, format, lengths and SHA-256 of the packed content, then named parts in Brotli.
/// Anything that is not exactly this is refused, as with the shipped model.
/// </summary>
internal static class DeltaFile
{
    public const ushort Format = 1;
    private const int HeaderLength = 4 + 2 + 2 + 4 + 4 + HashLength;
    private const int HashLength = SHA256.HashSizeInBytes;
    private const int MaxContent = 64 << 20;

    private static ReadOnlySpan<byte> Magic => "RWSD"u8;

    public static void Write(Stream stream, ModelDelta delta)
    {
        var sections = new SectionWriter();
        sections.Add("BASE", delta.BaseVersion);
        sections.Add("PRNT", delta.BaseFingerprint);
        sections.Add("SLOT", delta.Slots);
        sections.Add("ROWS", delta.Rows);
        var content = sections.ToArray();
        var packed = Pack(content);
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Format);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), packed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), content.Length);
        SHA256.HashData(packed, header.AsSpan(16));
        stream.Write(header);
        stream.Write(packed);
    }

    public static ModelDelta Read(Stream stream)
    {
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
        {
            throw new ModelFileException("The file of learned weights is shorter than its header.");
        }
        if (!header.AsSpan(0, 4).SequenceEqual(Magic))
        {
            throw new ModelFileException("This is not a file of learned weights (it does not begin with RWSD).");
        }
        var format = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(4));
        if (format != Format || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6)) != 0)
        {
            throw new ModelFileException(
                $"The learned weights have format {format}; this program reads format {Format}. Retrain to make them anew."
            );
        }
        return Parse(Unpack(stream, header));
    }

    private static ModelDelta Parse(byte[] content)
    {
        var sections = new SectionReader(content);
        var version = sections.TakeText("BASE");
        var fingerprint = sections.Take<byte>("PRNT", HashLength);
        var slots = sections.Take<int>("SLOT");
        var rows = sections.Take<sbyte>("ROWS", slots.Length * Outputs.Labels);
        sections.ExpectEnd();
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] < 0 || (i > 0 && slots[i] <= slots[i - 1]))
            {
                throw Altered();
            }
        }
        return new ModelDelta(version, fingerprint, slots, rows);
    }

    private static byte[] Unpack(Stream stream, byte[] header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        var unpacked = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        if (length is < 0 or > MaxContent || unpacked is < 0 or > MaxContent)
        {
            throw Altered();
        }
        var packed = new byte[length];
        if (stream.ReadAtLeast(packed, length, throwOnEndOfStream: false) < length)
        {
            throw new ModelFileException("The file of learned weights is cut short.");
        }
        if (stream.ReadByte() >= 0 || !SHA256.HashData(packed).AsSpan().SequenceEqual(header.AsSpan(16)))
        {
            throw Altered();
        }
        var content = new byte[unpacked];
        return BrotliDecoder.TryDecompress(packed, content, out var written) && written == unpacked
            ? content
            : throw Altered();
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(content);
        }
        return packed.ToArray();
    }

    private static ModelFileException Altered() =>
        new("The file of learned weights was altered: its content does not match its checksum.");
}
