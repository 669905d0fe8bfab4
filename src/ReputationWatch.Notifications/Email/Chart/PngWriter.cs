using System.Buffers.Binary;
using System.IO.Compression;

namespace ReputationWatch.Notifications.Email.Chart;

/// <summary>Writes 8-bit RGBA pictures as PNG (ISO/IEC 15948): signature, IHDR, one IDAT, IEND.</summary>
internal static class PngWriter
{
    private const int BytesPerPixel = 4;
    private static readonly uint[] CrcTable = CreateCrcTable();

    /// <param name="pixels">Rows from the top, four bytes a pixel: red, green, blue, alpha (not premultiplied).</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != width * height * BytesPerPixel)
        {
            throw new ArgumentException("Four bytes a pixel are needed.", nameof(pixels));
        }
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(png, "IHDR"u8, Header(width, height));
        WriteChunk(png, "IDAT"u8, Compressed(width * BytesPerPixel, height, pixels));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits a channel
        header[9] = 6; // colour with alpha
        return header;
    }

    /// <summary>Each row as its difference from the row above (filter type 2): charts are mostly vertical.</summary>
    private static byte[] Compressed(int stride, int height, ReadOnlySpan<byte> pixels)
    {
        using var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal))
        {
            var row = new byte[stride + 1];
            row[0] = 2;
            for (var y = 0; y < height; y++)
            {
                var line = pixels.Slice(y * stride, stride);
                var above = y == 0 ? default : pixels.Slice((y - 1) * stride, stride);
                for (var x = 0; x < stride; x++)
                {
                    row[x + 1] = (byte)(line[x] - (y == 0 ? 0 : above[x]));
                }
                zlib.Write(row);
            }
        }
        return bytes.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(data, Crc(type, 0xFFFFFFFF)) ^ 0xFFFFFFFF);
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var b in data)
        {
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }
        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }
            table[n] = c;
        }
        return table;
    }
}
