using ReputationWatch.Core.Users;

namespace ReputationWatch.Core.Notifications.Digests;

/// <summary>
/// Makes the row of each digest whose hour has come. The key holds the recipient and the period, so that a digest is made once, however
/// often this runs and whenever the process was down.
/// </summary>
public sealed class DigestMaker(
    IUserStore users,
    IAlertPreferenceStore preferences,
    INotificationStore notifications,
    TimeProvider clock
)
{
    /// <summary>Made by this process already: no need to ask the store at every tick.</summary>
    private readonly HashSet<string> _made = [];

    public async Task<long> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var wishes = await preferences.ListAsync(cancel);
        if (!wishes.Values.Any(w => w.Digest != DigestRhythm.None))
        {
            return 0;
        }
        var due = (await users.ListAsync(cancel)).Where(u => u.Enabled && wishes.ContainsKey(u.Id));
        var rows = due.Select(u => RowOf(u, wishes[u.Id], now))
            .OfType<NewNotification>()
            .Where(r => !_made.Contains(r.Key))
            .ToList();
        if (rows.Count > 0)
        {
            await notifications.AddAsync(rows, now, cancel);
            _made.UnionWith(rows.Select(r => r.Key));
        }
        return rows.Count;
    }

    private static NewNotification? RowOf(User user, AlertPreferences wishes, DateTimeOffset now)
    {
        if (DigestSchedule.LastDue(wishes, LocalTime.Zone(user.TimeZone), now) is not { } period)
        {
            return null;
        }
        return AlertRouting.Rows($"digest:{period.Name}", NotificationKind.Digest, user.Id, [Audience.ByMail(user)])[
            0
        ] with
        {
            About = period.Name,
        };
    }
}
