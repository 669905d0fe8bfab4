using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Settings;

/// <summary>One's own account; people and mail for administrators.</summary>
[Needs(toWrite: UserRole.Reader)]
internal sealed class IndexModel(
    IUserStore users,
    IChannelStore channels,
    NotificationSender sender,
    PasswordCheck passwords,
    WebSettings settings,
    Viewer viewer,
    Wording words
) : PageModel
{
    public User Me => viewer.User!;
    public MailSummary? Mail => settings.Mail;
    public IReadOnlyList<User> People { get; private set; } = [];
    public IReadOnlyList<AlertChannel> Channels { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (viewer.Is(UserRole.Admin))
        {
            People = [.. (await users.ListAsync(cancel)).OrderBy(u => u.Name, StringComparer.CurrentCultureIgnoreCase)];
            Channels = await channels.ListAsync(cancel);
        }
    }

    public async Task<IActionResult> OnPostAccountAsync(
        string? name,
        string? language,
        string? timeZone,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200)
        {
            return Back(words["Account.NameMissing"], failed: true);
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone ?? "", out _))
        {
            return Back(words["Settings.ZoneWrong"], failed: true);
        }
        await users.ChangeAsync(
            Me.Id,
            me =>
                me with
                {
                    Name = name.Trim(),
                    Language = language is "fr" or "en" ? language : me.Language,
                    TimeZone = timeZone!,
                },
            cancel
        );
        return Back(words["Action.Saved"]);
    }

    public async Task<IActionResult> OnPostPasswordAsync(
        string? current,
        string? password,
        string? again,
        CancellationToken cancel
    )
    {
        var (outcome, _) = await passwords.CheckAsync(Me.Email, current ?? "", cancel);
        if (outcome != SignInOutcome.Welcome)
        {
            return Back(words["Settings.PasswordWrong"], failed: true);
        }
        if (AccountRules.CheckPassword(password, again).FirstOrDefault() is { } wrong)
        {
            return Back(words[wrong], failed: true);
        }
        var hash = passwords.Hash(Me, password!);
        var stamp = PasswordCheck.NewStamp();
        var changed = await users.ChangeAsync(
            Me.Id,
            me => me with { PasswordHash = hash, SecurityStamp = stamp },
            cancel
        );
        await HttpContext.SignInAsync(SessionCookie.PrincipalOf(changed ?? Me));
        return Back(words["Settings.PasswordChanged"]);
    }

    public async Task<IActionResult> OnPostTestMailAsync(CancellationToken cancel)
    {
        if (!viewer.Is(UserRole.Admin))
        {
            return LocalRedirect("/not-allowed?role=Admin");
        }
        var outcome = await sender.TestAsync(Audience.ByMail(Me), cancel);
        var (text, failed) = TroubleWords.OfTest(words, outcome);
        return Back(text, failed);
    }

    private LocalRedirectResult Back(string notice, bool failed = false)
    {
        TempData["Notice"] = notice;
        TempData["NoticeKind"] = failed ? "danger" : "success";
        return LocalRedirect("/settings");
    }
}
