using ReputationWatch.Core.Cases;

namespace ReputationWatch.Storage.Cases;

internal static class CaseWriter
{
    private const string OpenSql = """
        insert into cases (mention_id, status, stage, assignee_id, priority, due_at, snoozed_until, opened_at, first_action_at,
          closed_at, version, published_at)
        values (@mentionId, @status, @stage, @assigneeId, @priority, @dueAt, @snoozedUntil, @openedAt, @firstActionAt, @closedAt,
          @version, @publishedAt)
        on conflict (mention_id) do nothing
        """;

    private const string SaveSql = """
        update cases set status = @status, stage = @stage, assignee_id = @assigneeId, snoozed_until = @snoozedUntil,
          first_action_at = @firstActionAt, closed_at = @closedAt, version = @version
        where mention_id = @mentionId
        """;

    private const string AddEventSql = """
        insert into case_events (mention_id, at, user_id, kind, from_value, to_value, note)
        values (@mentionId, @at, @userId, @kind, @from, @to, @note)
        """;

    /// <summary>Opens the case of a mention that is being inserted, so that it can have none yet.</summary>
    public static async Task OpenFirstAsync(Session session, Case open, long publishedAt, CancellationToken cancel)
    {
        await session.RunSoonAsync(OpenSql, cancel, OpenValues(open, publishedAt));
        await session.RunSoonAsync(AddEventSql, cancel, EventValues(OpenedEvent(open, null)));
    }

    /// <summary>Opens a case with its event, unless the mention has one.</summary>
    public static async Task OpenAsync(
        Session session,
        Case open,
        long publishedAt,
        long? userId,
        CancellationToken cancel
    )
    {
        if (await session.RunAsync(OpenSql, cancel, OpenValues(open, publishedAt)) > 0)
        {
            await AddEventAsync(session, OpenedEvent(open, userId), cancel);
        }
    }

    public static Task SaveAsync(Session session, Case changed, CancellationToken cancel) =>
        session.RunAsync(
            SaveSql,
            cancel,
            changed.Status,
            CaseRow.StageOf(changed.Status),
            changed.AssigneeId,
            changed.SnoozedUntil,
            changed.FirstActionAt,
            changed.ClosedAt,
            changed.Version,
            changed.MentionId
        );

    public static Task AddEventAsync(Session session, CaseEvent made, CancellationToken cancel) =>
        session.RunAsync(AddEventSql, cancel, EventValues(made));

    private static CaseEvent OpenedEvent(Case open, long? userId) =>
        new()
        {
            MentionId = open.MentionId,
            At = open.OpenedAt,
            UserId = userId,
            Kind = CaseEventKind.Opened,
        };

    private static object?[] OpenValues(Case open, long publishedAt) =>
        [
            open.MentionId,
            open.Status,
            CaseRow.StageOf(open.Status),
            open.AssigneeId,
            open.Priority,
            open.DueAt,
            open.SnoozedUntil,
            open.OpenedAt,
            open.FirstActionAt,
            open.ClosedAt,
            open.Version,
            publishedAt,
        ];

    private static object?[] EventValues(CaseEvent made) =>
        [made.MentionId, made.At, made.UserId, made.Kind, made.From, made.To, made.Note];
}
