using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReputationWatch.App.Api.Inbound;

internal enum SignatureVerdict
{
    Good,
    Missing,
    OutOfTime,
    Wrong,
}

/// <summary>
/// HMAC-SHA256 in hexadecimal over the time, a full stop and the body's bytes. The time is in the signature, so that an overheard
/// delivery is of no use after the tolerance.
/// </summary>
internal static class InboundSignature
{
    public const string TimeHeader = "X-RW-Timestamp";
    public const string SignatureHeader = "X-RW-Signature";

    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Prefix = "sha256=";

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Of(string timestamp, ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    public static SignatureVerdict Check(
        string? timestamp,
        string? signature,
        ReadOnlySpan<byte> body,
        string secret,
        DateTimeOffset now
    )
    {
        if (string.IsNullOrWhiteSpace(timestamp) || string.IsNullOrWhiteSpace(signature))
        {
            return SignatureVerdict.Missing;
        }
        var given = signature.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? signature[Prefix.Length..]
            : signature;
        // The signature first: whether the clock is wrong is nobody's business who does not know the secret.
        var expected = Encoding.ASCII.GetBytes(Of(timestamp, body, secret));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given.Trim().ToLowerInvariant())))
        {
            return SignatureVerdict.Wrong;
        }
        var isTime =
            long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds < 253402300800;
        return isTime && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance
            ? SignatureVerdict.Good
            : SignatureVerdict.OutOfTime;
    }
}
