using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Notifications.Push;

namespace ReputationWatch.App.Pages.Preferences;

/// <summary>
/// What one is told, how and when. An administrator may look at and set it for others (<c>?person=</c>), who are asked in their turn
/// of an escalation. Language and theme of the pages can be chosen before sign-in too.
/// </summary>
[AllowAnonymous]
internal sealed class IndexModel(
    IUserStore users,
    IAlertPreferenceStore preferences,
    IPushSubscriptionStore subscriptions,
    ITopicStore topics,
    NotificationSender sender,
    VapidKeys keys,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int LeastPerHour = 1;
    private const int MostPerHour = 60;

    [BindProperty(SupportsGet = true)]
    public long? Person { get; set; }

    public User Whose { get; private set; } = null!;
    public AlertPreferences Wishes { get; private set; } = AlertPreferences.Default;
    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public IReadOnlyList<PushSubscription> Browsers { get; private set; } = [];
    public string PushKey { get; private set; } = "";
    public bool IsMine => Whose.Id == viewer.User!.Id;

    /// <summary>This page with the person it is about.</summary>
    private string Here =>
        IsMine ? "/preferences" : string.Create(CultureInfo.InvariantCulture, $"/preferences?person={Whose.Id}");

    public string To(string handler) =>
        IsMine
            ? $"/preferences?handler={handler}"
            : string.Create(CultureInfo.InvariantCulture, $"/preferences?handler={handler}&person={Whose.Id}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } elsewhere)
        {
            return elsewhere;
        }
        Topics = await TopicsAsync(cancel);
        Browsers = [.. (await subscriptions.ListAsync(cancel)).Where(s => s.UserId == Whose.Id)];
        PushKey = await keys.PublicKeyAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAlertsAsync(
        bool receivesAlerts,
        bool byMail,
        bool allTopics,
        long[]? topics,
        string[]? groups,
        int step,
        bool sourceNotices,
        bool quiet,
        string? quietFrom,
        string? quietTo,
        bool urgent,
        int perHour,
        CancellationToken cancel
    )
    {
        if (await LoadAsync(cancel) is { } elsewhere)
        {
            return elsewhere;
        }
        if (!TryHours(quiet, quietFrom, quietTo, out var hours))
        {
            return Back(words["Preferences.QuietWrong"], failed: true);
        }
        if (perHour is < LeastPerHour or > MostPerHour)
        {
            return Back(words["Preferences.PerHourWrong", LeastPerHour, MostPerHour], failed: true);
        }
        var changed = Wishes with
        {
            ByMail = byMail,
            Topics = TopicWishesModel.Read(allTopics, topics, groups, await TopicsAsync(cancel)),
            EscalationStep = Math.Clamp(step, 0, AlertPreferences.LastStep),
            SourceNotices = sourceNotices,
            Quiet = hours,
            UrgentInQuietHours = urgent,
            PerHour = perHour,
        };
        await preferences.SaveAsync(Whose.Id, changed, cancel);
        await users.ChangeAsync(Whose.Id, current => current with { ReceivesAlerts = receivesAlerts }, cancel);
        return Back(words["Action.Saved"]);
    }

    public async Task<IActionResult> OnPostDigestAsync(
        DigestRhythm rhythm,
        string? at,
        DayOfWeek day,
        bool whenNothing,
        CancellationToken cancel
    )
    {
        if (await LoadAsync(cancel) is { } elsewhere)
        {
            return elsewhere;
        }
        if (!TryTime(at, out var time))
        {
            return Back(words["Preferences.TimeWrong"], failed: true);
        }
        var changed = Wishes with
        {
            Digest = Enum.IsDefined(rhythm) ? rhythm : DigestRhythm.None,
            DigestAt = time,
            DigestDay = Enum.IsDefined(day) ? day : DayOfWeek.Monday,
            DigestWhenNothing = whenNothing,
        };
        // A new hour begins with the next one: nothing is sent at once for an hour that has passed.
        if ((changed.Digest, changed.DigestAt, changed.DigestDay) != (Wishes.Digest, Wishes.DigestAt, Wishes.DigestDay))
        {
            changed = changed with { DigestSince = viewer.Now };
        }
        await preferences.SaveAsync(Whose.Id, changed, cancel);
        return Back(words["Action.Saved"]);
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } elsewhere)
        {
            return elsewhere;
        }
        var outcome = await sender.TestAsync(Audience.ByMail(Whose), cancel);
        var (text, failed) = TroubleWords.OfTest(words, outcome);
        return Back(text, failed);
    }

    public async Task<IActionResult> OnPostSubscribeAsync(
        string? endpoint,
        string? publicKey,
        string? authSecret,
        CancellationToken cancel
    )
    {
        if (await LoadAsync(cancel) is { } elsewhere)
        {
            return elsewhere;
        }
        if (!IsMine || !PushRules.IsUsable(endpoint, publicKey, authSecret))
        {
            return Back(words["Push.Unusable"], failed: true);
        }
        var browser = BrowserName.Of(Request.Headers.UserAgent.ToString(), words["Push.SomeBrowser"]);
        var subscription = new PushSubscription(0, Whose.Id, endpoint!, publicKey!, authSecret!, browser, viewer.Now);
        await subscriptions.SaveAsync(subscription, cancel);
        return Back(words["Push.Subscribed"]);
    }

    public async Task<IActionResult> OnPostUnsubscribeAsync(long id, CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } elsewhere)
        {
            return elsewhere;
        }
        await subscriptions.DeleteAsync(id, Whose.Id, cancel);
        return Back(words["Push.Unsubscribed"]);
    }

    public async Task<IActionResult> OnPostTestPushAsync(long id, CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } elsewhere)
        {
            return elsewhere;
        }
        if (await subscriptions.FindAsync(id, cancel) is not { } browser || browser.UserId != Whose.Id)
        {
            return Back(words["Trouble.PushGone"], failed: true);
        }
        var key = string.Create(CultureInfo.InvariantCulture, $"push:{id}");
        var recipient = new AlertRecipient("push", key, key, Whose.Language, Whose.Id, null);
        var (text, failed) = TroubleWords.OfTest(words, await sender.TestAsync(recipient, cancel));
        return Back(text, failed);
    }

    public async Task<IActionResult> OnPostLanguageAsync(string? language, string? then, CancellationToken cancel)
    {
        if (language is "fr" or "en")
        {
            Remember(ViewerMiddleware.LanguageCookie, language);
            if (viewer.User is { } user)
            {
                await users.ChangeAsync(user.Id, current => current with { Language = language }, cancel);
            }
        }
        return LocalRedirect(RequestKinds.Own(then));
    }

    public IActionResult OnPostTheme(string? theme, string? then)
    {
        if (theme is "auto" or "light" or "dark")
        {
            Remember(ViewerMiddleware.ThemeCookie, theme);
        }
        return LocalRedirect(RequestKinds.Own(then));
    }

    /// <summary>Null when the page may go on; else where to.</summary>
    private async Task<IActionResult?> LoadAsync(CancellationToken cancel)
    {
        if (viewer.User is not { } me)
        {
            return LocalRedirect("/sign-in?then=%2Fpreferences");
        }
        if (Person is { } id && id != me.Id)
        {
            if (!viewer.Is(UserRole.Admin))
            {
                return LocalRedirect("/not-allowed?role=Admin");
            }
            if (await users.FindAsync(id, cancel) is not { } other)
            {
                return NotFound();
            }
            Whose = other;
        }
        else
        {
            Whose = await users.FindAsync(me.Id, cancel) ?? me;
        }
        Wishes = await preferences.FindAsync(Whose.Id, cancel);
        return null;
    }

    private async Task<IReadOnlyList<Topic>> TopicsAsync(CancellationToken cancel) =>
        [.. (await topics.ListAsync(cancel)).OrderBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase)];

    private static bool TryHours(bool wanted, string? from, string? to, out QuietHours? hours)
    {
        hours = null;
        if (!wanted)
        {
            return true;
        }
        if (!TryTime(from, out var first) || !TryTime(to, out var last) || first == last)
        {
            return false;
        }
        hours = new QuietHours(first, last);
        return true;
    }

    private static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(
            text,
            ["HH:mm", "HH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time
        );

    private LocalRedirectResult Back(string notice, bool failed = false)
    {
        TempData["Notice"] = notice;
        TempData["NoticeKind"] = failed ? "danger" : "success";
        return LocalRedirect(Here);
    }

    private void Remember(string name, string value) =>
        Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(400),
                SameSite = SameSiteMode.Lax,
                Secure = Request.IsHttps,
            }
        );
}
