using ReputationWatch.Core.Notifications;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Notifications;

internal sealed class NotificationStore(Database database) : INotificationStore
{
    private const string Columns = """
        id, key, kind, notifier, recipient, language, subject_id, user_id, channel_id, about, created_at, claimed_at, sent_at,
        attempts, next_attempt_at, last_error, dead
        """;

    private const string ClaimSql = $$"""
        update notifications set claimed_at = @now, attempts = attempts + 1
        where id in (
          select id from notifications
          where sent_at is null and dead = 0 and next_attempt_at <= @now and (claimed_at is null or claimed_at <= @expired)
          order by next_attempt_at, id limit @count {skip locked})
        returning {{Columns}}
        """;

    private const string SentSql =
        "update notifications set sent_at = @now, last_error = null where id = @id and sent_at is null";

    private const string FailedSql = """
        update notifications set last_error = @error, claimed_at = null, next_attempt_at = coalesce(@next, next_attempt_at),
          dead = @dead
        where id = @id and sent_at is null
        """;

    private const string RetrySql = """
        update notifications set dead = 0, attempts = 0, claimed_at = null, next_attempt_at = @now
        where id = @id and sent_at is null
        """;

    private const string RecentSql = $"select {Columns} from notifications order by id desc limit @count";

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

    private sealed record NotificationRow
    {
        public long Id { get; init; }
        public required string Key { get; init; }
        public long Kind { get; init; }
        public required string Notifier { get; init; }
        public required string Recipient { get; init; }
        public required string Language { get; init; }
        public long SubjectId { get; init; }
        public long? UserId { get; init; }
        public long? ChannelId { get; init; }
        public string? About { get; init; }
        public long CreatedAt { get; init; }
        public long? ClaimedAt { get; init; }
        public long? SentAt { get; init; }
        public long Attempts { get; init; }
        public long NextAttemptAt { get; init; }
        public string? LastError { get; init; }
        public long Dead { get; init; }

        public Notification ToNotification() =>
            new()
            {
                Id = Id,
                Key = Key,
                Kind = (NotificationKind)Kind,
                Notifier = Notifier,
                Recipient = Recipient,
                Language = Language,
                SubjectId = SubjectId,
                UserId = UserId,
                ChannelId = ChannelId,
                About = About,
                CreatedAt = CreatedAt.ToTime(),
                ClaimedAt = ClaimedAt.ToTime(),
                SentAt = SentAt.ToTime(),
                Attempts = (int)Attempts,
                NextAttemptAt = NextAttemptAt.ToTime(),
                LastError = LastError,
                Dead = Dead == 1,
            };
    }
}
