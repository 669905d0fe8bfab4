namespace ReputationWatch.Core.Notifications;

/// <summary>A browser that asked for push messages (RFC 8030).</summary>
/// <param name="Endpoint">Address at the browser's push service; whoever knows it can send to the browser.</param>
/// <param name="PublicKey">The browser's P-256 key, uncompressed, base64url (RFC 8291).</param>
/// <param name="AuthSecret">Sixteen bytes, base64url.</param>
/// <param name="Browser">What the person sees in the list, e.g. “Firefox, Linux”.</param>
public sealed record PushSubscription(
    long Id,
    long UserId,
    string Endpoint,
    string PublicKey,
    string AuthSecret,
    string Browser,
    DateTimeOffset CreatedAt
)
{
    // Its parts let anybody send to the browser; none belongs into a log.
    public override string ToString() => $"PushSubscription {Id} of user {UserId}";
}

public interface IPushSubscriptionStore
{
    Task<IReadOnlyList<PushSubscription>> ListAsync(CancellationToken cancel);

    Task<PushSubscription?> FindAsync(long id, CancellationToken cancel);

    /// <summary>A browser that subscribes again (an endpoint that is known) gets its new keys and perhaps another user.</summary>
    Task<long> SaveAsync(PushSubscription subscription, CancellationToken cancel);

    /// <param name="userId">Only if it is this user's; null: whosever it is.</param>
    Task DeleteAsync(long id, long? userId, CancellationToken cancel);
}
