using ReputationWatch.Core.Notifications;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Notifications;

internal sealed class NotificationStore(Database database) : INotificationStore
{
    internal const string Columns = """
        id, key, kind, notifier, recipient, language, subject_id, user_id, channel_id, about, created_at, claimed_at, sent_at,
        attempts, next_attempt_at, last_error, dead, released_at, hold, bundle_id
        """;

    private const string ClaimSql = $$"""
        update notifications set claimed_at = @now, attempts = attempts + 1
        where id in (
          select id from notifications
          where sent_at is null and dead = 0 and next_attempt_at <= @now and (claimed_at is null or claimed_at <= @expired)
            and released_at is not null and bundle_id is null
          order by next_attempt_at, id limit @count {skip locked})
        returning {{Columns}}
        """;

    private const string SentSql = """
        update notifications set sent_at = @now, last_error = null where (id = @id or bundle_id = @id) and sent_at is null
        """;

    private const string NeedlessSql =
        "update notifications set sent_at = @now, hold = @hold, last_error = null where id = @id and sent_at is null";

    private const string FailedSql = """
        update notifications set last_error = @error, claimed_at = null, next_attempt_at = coalesce(@next, next_attempt_at),
          dead = @dead
        where id = @id and sent_at is null
        """;

    private const string RetrySql = """
        update notifications set dead = 0, attempts = 0, claimed_at = null, next_attempt_at = @now, released_at = null, hold = 0,
          recipient = case when notifier = 'email'
            then coalesce((select email from users where users.id = notifications.user_id), recipient) else recipient end
        where id = @id and sent_at is null and dead = 1
        """;

    private const string RecentSql = $"select {Columns} from notifications order by id desc limit @count";

    private const string OfBundleSql = $"select {Columns} from notifications where bundle_id = @bundleId order by id";

    private const string PageSql = $"""
        select {Columns} from notifications
        where id < @before and bundle_id is null
          and (@notifier is null or notifier = @notifier)
          and (@search is null or lower(recipient) like @search escape '!')
          and (@state = 0 or (@state = 1 and dead = 1) or (@state = 2 and dead = 0 and sent_at is null)
            or (@state = 3 and sent_at is not null))
        order by id desc limit @size
        """;

    private const string TroublesSql = """
        select count(case when dead = 1 then 1 end) as dead, count(case when dead = 0 then 1 end) as waiting
        from notifications where sent_at is null and bundle_id is null
        """;

    private const string OfEpisodeSql = $"""
        select {Columns} from notifications
        where subject_id = @episodeId and kind in (select value from each(@kinds)) order by id
        """;

    private static readonly long[] EpisodeKinds =
    [
        (long)NotificationKind.EpisodeOpened,
        (long)NotificationKind.EpisodeEscalated,
        (long)NotificationKind.EpisodeClosed,
        (long)NotificationKind.EpisodeUnanswered,
    ];

    public Task AddAsync(IReadOnlyList<NewNotification> notifications, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => NotificationWriter.AddAsync(s, notifications, now, cancel), cancel);

    public Task<IReadOnlyList<Notification>> ClaimAsync(
        int count,
        DateTimeOffset now,
        TimeSpan claimExpiry,
        CancellationToken cancel
    ) =>
        database.WriteAsync<IReadOnlyList<Notification>>(
            Lane.Rows,
            async s =>
            {
                var parameters = new
                {
                    count,
                    now = now.ToUnix(),
                    expired = (now - claimExpiry).ToUnix(),
                };
                var rows = await s.ListAsync<NotificationRow>(ClaimSql, parameters, cancel);
                return [.. rows.OrderBy(r => r.NextAttemptAt).ThenBy(r => r.Id).Select(r => r.ToNotification())];
            },
            cancel
        );

    public Task MarkSentAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
        WriteAsync(SentSql, new { id, now = now.ToUnix() }, cancel);

    public Task<bool> AnyDueAsync(DateTimeOffset now, TimeSpan claimExpiry, CancellationToken cancel) =>
        new DeliveryTurn(database).AnyAsync(now, claimExpiry, cancel);

    public Task PlanAsync(
        Func<DeliveryQueue, IReadOnlyList<DeliveryDecision>> plan,
        DateTimeOffset now,
        TimeSpan claimExpiry,
        CancellationToken cancel
    ) => new DeliveryTurn(database).RunAsync(plan, now, claimExpiry, cancel);

    public Task MarkNeedlessAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
        WriteAsync(
            NeedlessSql,
            new
            {
                id,
                now = now.ToUnix(),
                hold = DeliveryHold.NothingToSay,
            },
            cancel
        );

    public Task MarkFailedAsync(long id, string error, DateTimeOffset? nextAttempt, CancellationToken cancel) =>
        WriteAsync(
            FailedSql,
            new
            {
                id,
                error = error.Clean(),
                next = nextAttempt.ToUnix(),
                dead = (nextAttempt is null).ToFlag(),
            },
            cancel
        );

    public Task RetryAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
        WriteAsync(RetrySql, new { id, now = now.ToUnix() }, cancel);

    public Task<IReadOnlyList<Notification>> RecentAsync(int count, CancellationToken cancel) =>
        ListAsync(RecentSql, _ => new { count }, cancel);

    public Task<IReadOnlyList<Notification>> OfBundleAsync(long bundleId, CancellationToken cancel) =>
        ListAsync(OfBundleSql, _ => new { bundleId }, cancel);

    public Task<IReadOnlyList<Notification>> PageAsync(DeliveryFilter filter, CancellationToken cancel) =>
        ListAsync(
            PageSql,
            _ => new
            {
                before = filter.Before ?? long.MaxValue,
                notifier = filter.Notifier.Clean(),
                search = filter.Search is { Length: > 0 } search ? $"%{Literal(search)}%" : null,
                state = (long)filter.State,
                size = filter.Size,
            },
            cancel
        );

    public Task<(int Dead, int Waiting)> TroublesAsync(CancellationToken cancel) =>
        database.ReadAsync(
            async s =>
            {
                var row = (await s.FirstAsync<TroubleRow>(TroublesSql, null, cancel))!;
                return ((int)row.Dead, (int)row.Waiting);
            },
            cancel
        );

    /// <summary>The signs that "like" gives a meaning to, as themselves.</summary>
    private static string Literal(string search) =>
        search
            .Clean()
            .ToLowerInvariant()
            .Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal);

    public Task<IReadOnlyList<Notification>> OfEpisodeAsync(long episodeId, CancellationToken cancel) =>
        ListAsync(OfEpisodeSql, s => new { episodeId, kinds = s.List(EpisodeKinds) }, cancel);

    private Task WriteAsync(string sql, object parameters, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(sql, parameters, cancel), cancel);

    private Task<IReadOnlyList<Notification>> ListAsync(
        string sql,
        Func<Session, object> parameters,
        CancellationToken cancel
    ) =>
        database.ReadAsync<IReadOnlyList<Notification>>(
            async s =>
                [.. (await s.ListAsync<NotificationRow>(sql, parameters(s), cancel)).Select(r => r.ToNotification())],
            cancel
        );

    private sealed record TroubleRow
    {
        public long Dead { get; init; }
        public long Waiting { get; init; }
    }
}
