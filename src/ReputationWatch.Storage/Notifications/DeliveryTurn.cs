using ReputationWatch.Core.Notifications;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Notifications;

/// <summary>
/// One turn of deciding what may leave. It reads, decides and writes in one transaction behind a row that only one process can hold:
/// a crash leaves everything or nothing, and two processes never both fill the last place of an hour.
/// </summary>
internal sealed class DeliveryTurn(Database database)
{
    private const string Due = """
        sent_at is null and dead = 0 and bundle_id is null and next_attempt_at <= @now
          and (claimed_at is null or claimed_at <= @expired)
        """;

    private const string AnyDueSql =
        $"select case when exists (select 1 from notifications where {Due}) then 1 else 0 end";

    private const string TakeTurnSql = "update notification_turn set turn = turn + 1";
    private const string DueSql = $"select {NotificationStore.Columns} from notifications where {Due} order by id";

    private const string SentSql = """
        select notifier, recipient, id, sent_at from notifications
        where recipient in (select value from each(@recipients)) and sent_at > @hourAgo and bundle_id is null and hold <> @needless
          and kind <> @test
        """;

    private const string UnderwaySql = """
        select notifier, recipient, id, created_at as sent_at from notifications
        where recipient in (select value from each(@recipients)) and released_at is not null and sent_at is null and dead = 0
          and bundle_id is null
        """;

    private const string ReleaseSql =
        "update notifications set released_at = @now where id in (select value from each(@ids))";

    // What was let go before has to ask again, but for a message that holds others: it stays the one it is.
    private const string WaitSql = """
        update notifications set next_attempt_at = @until, hold = @hold, claimed_at = null,
          released_at = case when kind = @bundle then released_at end
        where id in (select value from each(@ids))
        """;

    private const string GiveUpSql = """
        update notifications set dead = 1, claimed_at = null, last_error = @error where id in (select value from each(@ids))
        """;

    private const string AddBundleSql = """
        insert into notifications (key, kind, notifier, recipient, language, subject_id, user_id, channel_id, created_at, attempts,
          next_attempt_at, dead, released_at, hold)
        values (@key, @kind, @notifier, @recipient, @language, 0, @userId, @channelId, @now, 0, @now, 0, @now, @hold)
        returning id
        """;

    private const string BundleSql =
        "update notifications set bundle_id = @bundleId, released_at = null where id in (select value from each(@ids))";

    public async Task<bool> AnyAsync(DateTimeOffset now, TimeSpan claimExpiry, CancellationToken cancel) =>
        await database.ReadAsync(s => s.ScalarAsync<long>(AnyDueSql, Times(now, claimExpiry), cancel), cancel) == 1;

    public async Task RunAsync(
        Func<DeliveryQueue, IReadOnlyList<DeliveryDecision>> plan,
        DateTimeOffset now,
        TimeSpan claimExpiry,
        CancellationToken cancel
    )
    {
        await database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                await s.ExecuteAsync(TakeTurnSql, null, cancel);
                var due = await s.ListAsync<NotificationRow>(DueSql, Times(now, claimExpiry), cancel);
                foreach (var queue in await QueuesAsync(s, due, now, cancel))
                {
                    foreach (var decision in plan(queue))
                    {
                        await ApplyAsync(s, decision, now, cancel);
                    }
                }
            },
            cancel
        );
    }

    private static object Times(DateTimeOffset now, TimeSpan claimExpiry) =>
        new { now = now.ToUnix(), expired = (now - claimExpiry).ToUnix() };

    private static async Task<List<DeliveryQueue>> QueuesAsync(
        Session session,
        List<NotificationRow> due,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var parameters = new
        {
            recipients = session.List([.. due.Select(r => r.Recipient).Distinct()]),
            hourAgo = now.AddHours(-1).ToUnix(),
            needless = DeliveryHold.NothingToSay,
            test = NotificationKind.Test,
        };
        var sent = (await session.ListAsync<MovedRow>(SentSql, parameters, cancel)).ToLookup(r => r.Way);
        var underway = (await session.ListAsync<MovedRow>(UnderwaySql, parameters, cancel)).ToLookup(r => r.Way);
        return
        [
            .. due.GroupBy(r => (r.Notifier, r.Recipient))
                .Select(g => new DeliveryQueue(
                    [.. g.Select(r => r.ToNotification())],
                    [.. sent[g.Key].Select(r => r.SentAt.ToTime())],
                    underway[g.Key].Select(r => r.Id).ToHashSet()
                )),
        ];
    }

    private static Task ApplyAsync(
        Session session,
        DeliveryDecision decision,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var ids = session.List(decision.Ids);
        return decision switch
        {
            DeliveryDecision.Release => session.ExecuteAsync(ReleaseSql, new { ids, now = now.ToUnix() }, cancel),
            DeliveryDecision.Wait wait => session.ExecuteAsync(
                WaitSql,
                new
                {
                    ids,
                    until = wait.Until.ToUnix(),
                    hold = wait.Why,
                    bundle = NotificationKind.Bundle,
                },
                cancel
            ),
            DeliveryDecision.GiveUp end => session.ExecuteAsync(
                GiveUpSql,
                new { ids, error = end.Why.ToString() },
                cancel
            ),
            DeliveryDecision.Bundle together => BundleAsync(session, together, now, cancel),
            _ => throw new InvalidOperationException("unknown decision"),
        };
    }

    private static async Task BundleAsync(
        Session session,
        DeliveryDecision.Bundle together,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var message = together.Message;
        var bundleId = await session.ScalarAsync<long>(
            AddBundleSql,
            new
            {
                key = message.Key,
                kind = message.Kind,
                notifier = message.Notifier,
                recipient = message.Recipient,
                language = message.Language,
                userId = message.UserId,
                channelId = message.ChannelId,
                now = now.ToUnix(),
                hold = together.Why,
            },
            cancel
        );
        await session.ExecuteAsync(BundleSql, new { ids = session.List(together.Ids), bundleId }, cancel);
    }

    private sealed record MovedRow
    {
        public required string Notifier { get; init; }
        public required string Recipient { get; init; }
        public long Id { get; init; }
        public long SentAt { get; init; }
        public (string, string) Way => (Notifier, Recipient);
    }
}
