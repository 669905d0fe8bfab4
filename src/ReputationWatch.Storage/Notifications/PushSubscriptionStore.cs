using ReputationWatch.Core.Notifications;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Notifications;

internal sealed class PushSubscriptionStore(Database database) : IPushSubscriptionStore
{
    private const string Columns = "id, user_id, endpoint, public_key, auth_secret, browser, created_at";
    private const string ListSql = $"select {Columns} from push_subscriptions order by id";
    private const string FindSql = $"select {Columns} from push_subscriptions where id = @id";

    private const string SaveSql = """
        insert into push_subscriptions (user_id, endpoint, public_key, auth_secret, browser, created_at)
        values (@userId, @endpoint, @publicKey, @authSecret, @browser, @createdAt)
        on conflict (endpoint) do update set user_id = excluded.user_id, public_key = excluded.public_key,
          auth_secret = excluded.auth_secret, browser = excluded.browser
        returning id
        """;

    private const string DeleteSql = "delete from push_subscriptions where id = @id and user_id = @userId";
    private const string DeleteAnyonesSql = "delete from push_subscriptions where id = @id";

    public Task<IReadOnlyList<PushSubscription>> ListAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<PushSubscription>>(
            async s => [.. (await s.ListAsync<SubscriptionRow>(ListSql, null, cancel)).Select(r => r.ToSubscription())],
            cancel
        );

    public Task<PushSubscription?> FindAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(
            async s => (await s.FirstAsync<SubscriptionRow>(FindSql, new { id }, cancel))?.ToSubscription(),
            cancel
        );

    public Task<long> SaveAsync(PushSubscription subscription, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ScalarAsync<long>(
                    SaveSql,
                    new
                    {
                        userId = subscription.UserId,
                        endpoint = subscription.Endpoint.Clean(),
                        publicKey = subscription.PublicKey.Clean(),
                        authSecret = subscription.AuthSecret.Clean(),
                        browser = subscription.Browser.Clean(),
                        createdAt = subscription.CreatedAt.ToUnix(),
                    },
                    cancel
                ),
            cancel
        );

    public Task DeleteAsync(long id, long? userId, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(userId is null ? DeleteAnyonesSql : DeleteSql, new { id, userId }, cancel),
            cancel
        );

    private sealed record SubscriptionRow
    {
        public long Id { get; init; }
        public long UserId { get; init; }
        public required string Endpoint { get; init; }
        public required string PublicKey { get; init; }
        public required string AuthSecret { get; init; }
        public required string Browser { get; init; }
        public long CreatedAt { get; init; }

        public PushSubscription ToSubscription() =>
            new(Id, UserId, Endpoint, PublicKey, AuthSecret, Browser, CreatedAt.ToTime());
    }
}
