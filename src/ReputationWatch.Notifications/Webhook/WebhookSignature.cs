using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReputationWatch.Notifications.Webhook;

/// <summary>The signature of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, so that none can be exchanged.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    public static string Of(string id, DateTimeOffset at, ReadOnlySpan<byte> body, string secret)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}.");
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(secret));
        hmac.AppendData(head);
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[] Key(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal)
            ? Convert.FromBase64String(secret[Prefix.Length..])
            : Encoding.UTF8.GetBytes(secret);
}
