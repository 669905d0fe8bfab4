using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Deliveries;

/// <summary>Every message: to whom, with what success, why not; what was given up can be sent again.</summary>
[Needs(toRead: UserRole.Manager)]
internal sealed class IndexModel(
    INotificationStore notifications,
    IChannelStore channels,
    IPushSubscriptionStore subscriptions,
    IUserStore users,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public DeliveryState State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Way { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<Notification> Rows { get; private set; } = [];
    public int Dead { get; private set; }
    public int Waiting { get; private set; }
    public long? Next { get; private set; }
    private IReadOnlyDictionary<long, string> _channels = new Dictionary<long, string>();
    private IReadOnlyDictionary<string, string> _browsers = new Dictionary<string, string>();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        State = Enum.IsDefined(State) ? State : DeliveryState.All;
        var way = Way is "email" or "webhook" or "push" ? Way : null;
        Rows = await notifications.PageAsync(new DeliveryFilter(State, way, Who?.Trim(), Before, PageSize), cancel);
        Next = Rows.Count == PageSize ? Rows[^1].Id : null;
        (Dead, Waiting) = await notifications.TroublesAsync(cancel);
        _channels = (await channels.ListAsync(cancel)).ToDictionary(c => c.Id, c => c.Name);
        var names = (await users.ListAsync(cancel)).ToDictionary(u => u.Id, u => u.Name);
        _browsers = (await subscriptions.ListAsync(cancel)).ToDictionary(
            b => $"push:{b.Id}",
            b => $"{names.GetValueOrDefault(b.UserId)}, {b.Browser}"
        );
    }

    public string To(Notification row) =>
        row.ChannelId is { } id ? _channels.GetValueOrDefault(id, words["Delivery.DeletedChannel"])
        : row.Notifier == "push" ? _browsers.GetValueOrDefault(row.Recipient, words["Delivery.FormerBrowser"])
        : row.Recipient;

    public string Link(DeliveryState state, long? before = null) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
            "/deliveries",
            new Dictionary<string, string?>
            {
                ["state"] = state.ToString(),
                ["way"] = Way,
                ["who"] = Who,
                ["before"] = before?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }.Where(p => p.Value is { Length: > 0 })
        );

    public async Task<IActionResult> OnPostRetryAsync(long id, CancellationToken cancel)
    {
        await notifications.RetryAsync(id, viewer.Now, cancel);
        TempData["Notice"] = words["Jobs.Resent"];
        return LocalRedirect(Link(State));
    }
}
