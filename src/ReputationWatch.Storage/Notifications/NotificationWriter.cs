using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Storage.Notifications;

internal static class NotificationWriter
{
    // The key makes it one: a second worker that comes to the same conclusion adds nothing.
    private const string AddSql = """
        insert into notifications (key, kind, notifier, recipient, language, subject_id, user_id, channel_id, about, created_at,
          attempts, next_attempt_at, dead)
        values (@key, @kind, @notifier, @recipient, @language, @subjectId, @userId, @channelId, @about, @now, 0, @now, 0)
        on conflict (key) do nothing
        """;

    public static async Task AddAsync(
        Session session,
        IReadOnlyList<NewNotification> notifications,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        foreach (var added in notifications)
        {
            await session.ExecuteAsync(
                AddSql,
                new
                {
                    key = added.Key,
                    kind = added.Kind,
                    notifier = added.Notifier,
                    recipient = added.Recipient,
                    language = added.Language,
                    subjectId = added.SubjectId,
                    userId = added.UserId,
                    channelId = added.ChannelId,
                    about = added.About,
                    now = now.ToUnix(),
                },
                cancel
            );
        }
    }
}
