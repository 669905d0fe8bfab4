namespace ReputationWatch.Core.Cases;

/// <summary>What an action does to a case. Pure; the store saves the outcome in one transaction.</summary>
public static class CaseRules
{
    /// <summary>The promise: a detractor gets an answer within this time.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromHours(24);

    /// <summary>
    /// Applies <paramref name="action"/>. Returns the case as it then is and the event that records it; the event is null when
    /// the action changes nothing.
    /// </summary>
    public static (Case After, CaseEvent? Event) Apply(Case before, CaseAction action, long userId, DateTimeOffset now)
    {
        var (after, kind, from, to, note) = action switch
        {
            CaseAction.SetStatus set => (
                before with
                {
                    Status = set.Status,
                    ClosedAt = IsClosing(set.Status) ? before.ClosedAt ?? now : null,
                    SnoozedUntil = null,
                },
                CaseEventKind.StatusChanged,
                (string?)before.Status.ToString(),
                (string?)set.Status.ToString(),
                (string?)null
            ),
            CaseAction.Assign assign => (
                before with
                {
                    AssigneeId = assign.UserId,
                    Status =
                        before.Status == CaseStatus.New && assign.UserId is not null ? CaseStatus.Open : before.Status,
                },
                assign.UserId is null ? CaseEventKind.Unassigned : CaseEventKind.Assigned,
                before.AssigneeId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                assign.UserId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                null
            ),
            CaseAction.AddNote noted => (before, CaseEventKind.Noted, null, null, noted.Note),
            CaseAction.Snooze snooze => (
                before with
                {
                    SnoozedUntil = snooze.Until,
                },
                CaseEventKind.Snoozed,
                before.SnoozedUntil?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                snooze.Until?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                null
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "unknown action"),
        };
        if (note is null && from == to)
        {
            return (before, null);
        }
        after = after with { FirstActionAt = before.FirstActionAt ?? now, Version = before.Version + 1 };
        return (
            after,
            new CaseEvent
            {
                MentionId = before.MentionId,
                At = now,
                UserId = userId,
                Kind = kind,
                From = from,
                To = to,
                Note = note,
            }
        );
    }

    private static bool IsClosing(CaseStatus status) =>
        status is CaseStatus.Resolved or CaseStatus.Ignored or CaseStatus.Replied;
}
