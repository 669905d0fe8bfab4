using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Core.Alerts;

/// <summary>What a link in a mail offers. Stored in links that are on their way: new ones go last.</summary>
public enum LinkPurpose
{
    None,
    Take,
    FalseAlarm,
    Real,
    Known,
}

/// <summary>What a link says; whoever holds it acts as its person.</summary>
/// <param name="Signature">Names the link, so that it works once.</param>
public sealed record EpisodeLink(
    LinkPurpose Purpose,
    long EpisodeId,
    long UserId,
    DateTimeOffset Expires,
    string Signature
)
{
    public EpisodeAction ToAction(long userId) =>
        Purpose switch
        {
            LinkPurpose.Take => new EpisodeAction.Assign(userId),
            LinkPurpose.FalseAlarm => new EpisodeAction.Judge(Verdict.False),
            LinkPurpose.Real => new EpisodeAction.Judge(Verdict.Real),
            _ => new EpisodeAction.Judge(Verdict.Known),
        };
}

/// <summary>
/// Signed links: HMAC-SHA256 over version, purpose, episode, person and expiry, with a key that only this installation has. They say
/// nothing secret; they prove that we wrote them. Opening one changes nothing, because scanners of mails open all links.
/// </summary>
public sealed class EpisodeLinks(ISettingsStore settings, PublicAddress address)
{
    /// <summary>An alert is answered within days or not at all.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const string KeyName = "alerts.link-key";
    private const byte Version = 1;
    private const int KeyBytes = 32;
    private const int BodyBytes = 26;

    private byte[]? _key;

    public async Task<Uri> CreateAsync(
        LinkPurpose purpose,
        long episodeId,
        long userId,
        DateTimeOffset expires,
        CancellationToken cancel
    )
    {
        var token = new byte[BodyBytes + HMACSHA256.HashSizeInBytes];
        token[0] = Version;
        token[1] = (byte)purpose;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(2), episodeId);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(10), userId);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(18), expires.ToUnixTimeSeconds());
        HMACSHA256.HashData(await KeyAsync(cancel), token.AsSpan(0, BodyBytes), token.AsSpan(BodyBytes));
        return new Uri(address.Root, "alerts/act/" + Base64Url.EncodeToString(token));
    }

    /// <summary>What the link says, also when it has expired; null when we did not write it.</summary>
    public async Task<EpisodeLink?> ReadAsync(string? token, CancellationToken cancel)
    {
        var bytes = new byte[BodyBytes + HMACSHA256.HashSizeInBytes];
        if (
            token is null
            || Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done
            || written != bytes.Length
            // Base64 has several spellings of the same bytes; the link has one.
            || Base64Url.EncodeToString(bytes) != token
        )
        {
            return null;
        }
        var expected = HMACSHA256.HashData(await KeyAsync(cancel), bytes.AsSpan(0, BodyBytes));
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(BodyBytes)) || bytes[0] != Version)
        {
            return null;
        }
        return new EpisodeLink(
            (LinkPurpose)bytes[1],
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(2)),
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(10)),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(18))),
            Convert.ToHexStringLower(expected)
        );
    }

    private async Task<byte[]> KeyAsync(CancellationToken cancel) =>
        _key ??= Convert.FromHexString(
            await settings.GetOrAddAsync(KeyName, Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes)), cancel)
        );
}
