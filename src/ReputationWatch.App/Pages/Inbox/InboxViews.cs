using ReputationWatch.Core.Cases;

namespace ReputationWatch.App.Pages.Inbox;

internal static class InboxViews
{
    public static readonly (InboxView View, string Name, string Icon)[] All =
    [
        (InboxView.ToHandle, "tohandle", "inbox"),
        (InboxView.Mine, "mine", "user-check"),
        (InboxView.Unassigned, "unassigned", "user-plus"),
        (InboxView.Overdue, "overdue", "clock"),
        (InboxView.Waiting, "waiting", "clock-pause"),
        (InboxView.Closed, "closed", "circle-check"),
        (InboxView.All, "all", "list"),
    ];

    public static InboxView Parse(string? name) => All.FirstOrDefault(v => v.Name == name, All[0]).View;

    public static string NameOf(InboxView view) => All.First(v => v.View == view).Name;

    public static int? CountOf(InboxView view, CaseCounts counts) =>
        view switch
        {
            InboxView.ToHandle => counts.ToHandle,
            InboxView.Mine => counts.Mine,
            InboxView.Unassigned => counts.Unassigned,
            InboxView.Overdue => counts.Overdue,
            InboxView.Waiting => counts.Waiting,
            _ => null,
        };

    /// <summary>Whether a case belongs to a view, as the store decides it (see <see cref="InboxView"/>).</summary>
    public static bool Holds(InboxView view, Case? found, long? userId, DateTimeOffset now)
    {
        if (view == InboxView.All || found is null)
        {
            return view == InboxView.All;
        }
        var snoozed = found.SnoozedUntil > now;
        var toHandle = found.Status is CaseStatus.New or CaseStatus.Open && !snoozed;
        var waiting = found.Status == CaseStatus.Waiting || (!found.IsClosed && snoozed);
        return view switch
        {
            InboxView.ToHandle => toHandle,
            InboxView.Mine => found.AssigneeId == userId && userId is not null && (toHandle || waiting),
            InboxView.Unassigned => toHandle && found.AssigneeId is null,
            InboxView.Overdue => toHandle && found.DueAt < now,
            InboxView.Waiting => waiting,
            InboxView.Closed => found.IsClosed,
            _ => true,
        };
    }
}
