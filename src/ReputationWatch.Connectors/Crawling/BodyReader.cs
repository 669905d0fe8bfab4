using System.Buffers;
using System.IO.Compression;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>Reads answers within a limit and takes their content coding off, within the same limit.</summary>
internal static class BodyReader
{
    /// <summary>More codings than this on one answer are an attack, not a server.</summary>
    private const int MaxCodings = 3;
    private const int ChunkBytes = 64 * 1024;

    /// <summary>The bytes as sent, up to one more than <paramref name="limit"/>, so that the caller sees the excess.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, long limit, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (buffer.Length <= limit)
        {
            var read = await stream.ReadAsync(
                chunk.AsMemory(0, (int)Math.Min(chunk.Length, limit + 1 - buffer.Length)),
                cancel
            );
            if (read == 0)
            {
                break;
            }
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    /// <summary>Takes off the codings in the reverse of the order in which the server put them on.</summary>
    public static DecodedBody Decode(byte[] body, IReadOnlyList<string> codings, long limit)
    {
        if (codings.Count > MaxCodings)
        {
            return DecodedBody.Unreadable;
        }
        for (var i = codings.Count - 1; i >= 0; i--)
        {
            var decoded = DecodeOne(body, codings[i].Trim().ToLowerInvariant(), limit);
            if (decoded.Failure != BodyFailure.None)
            {
                return decoded;
            }
            body = decoded.Bytes;
        }
        return new DecodedBody(body);
    }

    private static DecodedBody DecodeOne(byte[] body, string coding, long limit)
    {
        if (coding == "br")
        {
            return Unbrotli(body, limit);
        }
        using var source = new WatchedStream(body);
        using var decoder = Decoder(coding, body, source);
        // Proxies leave the label of a coding that they took off; a body without its magic is read as it is.
        return decoder is null ? new DecodedBody(body) : Inflate(decoder, source, limit);
    }

    private static Stream? Decoder(string coding, byte[] body, Stream source) =>
        coding switch
        {
            "gzip" or "x-gzip" => HasGzipMagic(body) ? new GZipStream(source, CompressionMode.Decompress) : null,
            // RFC 9110 (8.4.1.2) means zlib; some servers send the bare stream.
            "deflate" => HasZlibHeader(body)
                ? new ZLibStream(source, CompressionMode.Decompress)
                : new DeflateStream(source, CompressionMode.Decompress),
            _ => null,
        };

    private static DecodedBody Inflate(Stream decoder, WatchedStream source, long limit)
    {
        using var result = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        try
        {
            int read;
            while ((read = decoder.Read(chunk)) > 0)
            {
                result.Write(chunk, 0, read);
                if (result.Length > limit)
                {
                    return new DecodedBody(result.GetBuffer()[..(int)limit], BodyFailure.TooLarge);
                }
            }
            return new DecodedBody(result.ToArray());
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException or IOException)
        {
            return new DecodedBody(
                result.ToArray(),
                source.WasExhausted ? BodyFailure.Truncated : BodyFailure.Unreadable
            );
        }
    }

    /// <summary>Not by the stream class, which does not tell an answer that broke off from one that ended.</summary>
    private static DecodedBody Unbrotli(ReadOnlySpan<byte> body, long limit)
    {
        using var decoder = new BrotliDecoder();
        using var result = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        while (true)
        {
            var status = decoder.Decompress(body, chunk, out var consumed, out var written);
            body = body[consumed..];
            result.Write(chunk, 0, written);
            if (result.Length > limit)
            {
                return new DecodedBody(result.GetBuffer()[..(int)limit], BodyFailure.TooLarge);
            }
            if (status != OperationStatus.DestinationTooSmall)
            {
                return new DecodedBody(result.ToArray(), FailureOf(status));
            }
        }
    }

    private static BodyFailure FailureOf(OperationStatus status) =>
        status switch
        {
            OperationStatus.Done => BodyFailure.None,
            OperationStatus.NeedMoreData => BodyFailure.Truncated,
            _ => BodyFailure.Unreadable,
        };

    private static bool HasGzipMagic(byte[] body) => body is [0x1F, 0x8B, ..];

    private static bool HasZlibHeader(byte[] body) =>
        body.Length >= 2 && (body[0] & 0x0F) == 8 && ((body[0] << 8) | body[1]) % 31 == 0;
}

/// <summary>Remembers that its reader wanted more than there was.</summary>
internal sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public bool WasExhausted { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Watch(base.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Watch(base.Read(buffer));

    private int Watch(int read)
    {
        WasExhausted |= read == 0;
        return read;
    }
}

internal enum BodyFailure
{
    None,
    TooLarge,
    Truncated,
    Unreadable,
}

/// <summary>The decoded bytes, or as many as were decoded before the failure.</summary>
internal readonly record struct DecodedBody(byte[] Bytes, BodyFailure Failure = BodyFailure.None)
{
    public static readonly DecodedBody Unreadable = new([], BodyFailure.Unreadable);
}
