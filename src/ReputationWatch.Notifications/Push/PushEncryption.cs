using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReputationWatch.Notifications.Push;

/// <summary>
/// Encrypts a push message so that only the browser can read it and not the service that carries it: RFC 8291 over the content
/// encoding aes128gcm of RFC 8188, in one record.
/// </summary>
internal static class PushEncryption
{
    private const int PointLength = 65;
    private const int SecretLength = 16;
    private const int SaltLength = 16;
    private const int TagLength = 16;
    private const int RecordSize = 4096;
    private const byte LastRecord = 2;

    /// <summary>What fits into one record beside its padding byte, its tag and the header; services take 4,096 bytes in all.</summary>
    public const int LongestMessage = RecordSize - SaltLength - sizeof(uint) - 1 - PointLength - TagLength - 1;

    /// <summary>Whether these are a point on P-256 and a secret of sixteen bytes.</summary>
    public static bool AreUsable(string publicKey, string authSecret)
    {
        if (Decode(authSecret) is not { Length: SecretLength } || Decode(publicKey) is not { } point)
        {
            return false;
        }
        try
        {
            using var key = Import(point);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static byte[] Encrypt(ReadOnlySpan<byte> message, string publicKey, string authSecret)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(message, publicKey, authSecret, own, RandomNumberGenerator.GetBytes(SaltLength));
    }

    internal static byte[] Encrypt(
        ReadOnlySpan<byte> message,
        string publicKey,
        string authSecret,
        ECDiffieHellman own,
        byte[] salt
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, LongestMessage);
        var theirs = Decode(publicKey)!;
        var ours = Point(own.PublicKey.ExportParameters());
        using var peer = Import(theirs);
        var shared = own.DeriveRawSecretAgreement(peer.PublicKey);
        // RFC 8291, 3.3 and 3.4.
        byte[] info = [.. "WebPush: info\0"u8, .. theirs, .. ours];
        var keying = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, Decode(authSecret), info);
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            keying,
            16,
            salt,
            "Content-Encoding: aes128gcm\0"u8.ToArray()
        );
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, keying, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());

        var output = new byte[SaltLength + sizeof(uint) + 1 + PointLength + message.Length + 1 + TagLength];
        salt.CopyTo(output, 0);
        BinaryPrimitives.WriteUInt32BigEndian(output.AsSpan(SaltLength), RecordSize);
        output[SaltLength + sizeof(uint)] = PointLength;
        ours.CopyTo(output, SaltLength + sizeof(uint) + 1);
        var record = output.AsSpan(SaltLength + sizeof(uint) + 1 + PointLength);
        byte[] padded = [.. message, LastRecord];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, padded, record[..padded.Length], record[padded.Length..]);
        return output;
    }

    internal static byte[] Point(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    /// <exception cref="CryptographicException">Not a point of the curve.</exception>
    private static ECDiffieHellman Import(byte[] point)
    {
        if (point.Length != PointLength || point[0] != 4)
        {
            throw new CryptographicException("no uncompressed point of P-256");
        }
        return ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33], Y = point[33..] },
            }
        );
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
