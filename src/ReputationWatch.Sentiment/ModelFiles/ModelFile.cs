using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ReputationWatch.Sentiment.ModelFiles;

/// <summary>A model file that cannot be used, with the reason and what to do.</summary>
public sealed class ModelFileException(string message) : Exception(message);

/// <summary>
/// The envelope of a model file: magic, version, length and SHA-256 of the packed content, then the content in Brotli.
/// Anything that is not exactly this is refused: a wrong weight would not crash, it would quietly lie.
/// </summary>
internal static class ModelFile
{
    public const ushort Version = 2;
    private const int HeaderLength = 4 + 2 + 2 + 4 + 4 + 32;
    private const int MaxContent = 256 << 20;

    private static ReadOnlySpan<byte> Magic => "RWSM"u8;

    public static void Write(Stream stream, ReadOnlySpan<byte> content)
    {
        var packed = Pack(content);
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), packed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), content.Length);
        SHA256.HashData(packed, header.AsSpan(16));
        stream.Write(header);
        stream.Write(packed);
    }

    public static byte[] Read(Stream stream)
    {
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
        {
            throw new ModelFileException("The model file is shorter than its header. Copy it again.");
        }
        if (!header.AsSpan(0, 4).SequenceEqual(Magic))
        {
            throw new ModelFileException("This is not a ReputationWatch model file (it does not begin with RWSM).");
        }
        var version = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(4));
        if (version != Version || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6)) != 0)
        {
            throw new ModelFileException(
                $"The model file has format {version}; this program reads format {Version}. Use the model that came with it."
            );
        }
        return Unpack(ReadPacked(stream, header), BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)));
    }

    private static byte[] ReadPacked(Stream stream, byte[] header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (length is < 0 or > MaxContent)
        {
            throw Altered();
        }
        var packed = new byte[length];
        if (stream.ReadAtLeast(packed, length, throwOnEndOfStream: false) < length)
        {
            throw new ModelFileException("The model file is cut short. Copy it again.");
        }
        if (stream.ReadByte() >= 0 || !SHA256.HashData(packed).AsSpan().SequenceEqual(header.AsSpan(16)))
        {
            throw Altered();
        }
        return packed;
    }

    private static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, new BrotliCompressionOptions { Quality = 9 }, leaveOpen: true))
        {
            brotli.Write(content);
        }
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed, int length)
    {
        if (length is < 0 or > MaxContent)
        {
            throw Altered();
        }
        var content = new byte[length];
        return BrotliDecoder.TryDecompress(packed, content, out var written) && written == length
            ? content
            : throw Altered();
    }

    private static ModelFileException Altered() =>
        new("The model file was altered: its content does not match its checksum. Copy it again.");
}
