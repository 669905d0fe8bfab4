using ReputationWatch.Core.Cases;

namespace ReputationWatch.Storage.Cases;

internal sealed record CaseRow
{
    public const string Columns = """
        c.mention_id, c.status, c.assignee_id, c.priority, c.due_at, c.snoozed_until, c.opened_at, c.first_action_at,
        c.closed_at, c.version
        """;

    public long MentionId { get; init; }
    public long Status { get; init; }
    public long? AssigneeId { get; init; }
    public long Priority { get; init; }
    public long? DueAt { get; init; }
    public long? SnoozedUntil { get; init; }
    public long OpenedAt { get; init; }
    public long? FirstActionAt { get; init; }
    public long? ClosedAt { get; init; }
    public long Version { get; init; }

    public Case ToCase() =>
        new()
        {
            MentionId = MentionId,
            Status = (CaseStatus)Status,
            AssigneeId = AssigneeId,
            Priority = (int)Priority,
            DueAt = DueAt.ToTime(),
            SnoozedUntil = SnoozedUntil.ToTime(),
            OpenedAt = OpenedAt.ToTime(),
            FirstActionAt = FirstActionAt.ToTime(),
            ClosedAt = ClosedAt.ToTime(),
            Version = (int)Version,
        };

    /// <summary>The column by which the inbox is read: 0 to handle, 1 waiting, 2 closed.</summary>
    public static long StageOf(CaseStatus status) =>
        status switch
        {
            CaseStatus.New or CaseStatus.Open => 0,
            CaseStatus.Waiting => 1,
            _ => 2,
        };
}
