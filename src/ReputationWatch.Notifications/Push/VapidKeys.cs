using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Notifications.Push;

/// <summary>
/// The key with which this installation names itself to push services (RFC 8292). Made at first use and kept in the settings: browsers
/// subscribe to this very key, so a new one would silence all of them.
/// </summary>
public sealed class VapidKeys(ISettingsStore settings)
{
    private const string Setting = "push.vapid";

    /// <summary>RFC 8292 allows a day at most; half of it stands clocks that differ.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>For <c>applicationServerKey</c>: the uncompressed point, base64url.</summary>
    public async Task<string> PublicKeyAsync(CancellationToken cancel)
    {
        using var key = await KeyAsync(cancel);
        return PublicKey(key);
    }

    /// <summary>The value of the Authorization header for one push service.</summary>
    /// <param name="contact">mailto: or https: of whoever runs this installation, for the service's operator.</param>
    internal async Task<string> AuthorizationAsync(
        Uri endpoint,
        string contact,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        using var key = await KeyAsync(cancel);
        var head = Encode(JsonSerializer.SerializeToUtf8Bytes(new { typ = "JWT", alg = "ES256" }));
        var claims = new
        {
            aud = endpoint.GetLeftPart(UriPartial.Authority),
            exp = (now + Lifetime).ToUnixTimeSeconds(),
            sub = contact,
        };
        var signed = $"{head}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"vapid t={signed}.{Encode(signature)}, k={PublicKey(key)}";
    }

    private async Task<ECDsa> KeyAsync(CancellationToken cancel)
    {
        var stored =
            await settings.GetAsync(Setting, cancel) ?? await settings.GetOrAddAsync(Setting, NewKey(), cancel);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(stored), out _);
        return key;
    }

    private static string NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(made.ExportPkcs8PrivateKey());
    }

    private static string PublicKey(ECDsa key) => Encode(PushEncryption.Point(key.ExportParameters(false)));

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
