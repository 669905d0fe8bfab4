using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Settings;

/// <summary>Adds or changes a person's account.</summary>
[Needs(toRead: UserRole.Admin, toWrite: UserRole.Admin)]
internal sealed class PersonModel(IUserStore users, PasswordCheck passwords, Viewer viewer, Wording words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public UserRole Role { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public bool ReceivesAlerts { get; set; }

    [BindProperty]
    public bool Enabled { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The account's version that the form showed.</summary>
    [BindProperty]
    public long Version { get; set; }

    public User? Existing { get; private set; }
    public bool IsMe => Existing?.Id == viewer.User!.Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }
        var shown = Existing;
        (Name, Email, Role) = (shown?.Name, shown?.Email, shown?.Role ?? UserRole.Manager);
        (Language, ReceivesAlerts, Enabled) = (
            shown?.Language ?? viewer.Language,
            shown?.ReceivesAlerts ?? true,
            shown?.Enabled ?? true
        );
        Version = shown?.Version ?? 1;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }
        foreach (var error in Errors())
        {
            ModelState.AddModelError("", words[error]);
        }
        if (!ModelState.IsValid || !await SaveAsync(cancel))
        {
            return Page();
        }
        TempData["Notice"] = words["Action.Saved"];
        return LocalRedirect("/settings");
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Existing = Id is { } id ? await users.FindAsync(id, cancel) : null;
        return Id is null || Existing is not null;
    }

    private IEnumerable<string> Errors()
    {
        var errors = AccountRules.CheckPerson(Name, Email);
        var needsPassword = Existing is null || !string.IsNullOrEmpty(Password);
        return needsPassword ? errors.Concat(AccountRules.CheckPassword(Password, Password)) : errors;
    }

    /// <summary>Nobody takes the administrator's role or the account away from themselves: there would be no way back.</summary>
    private async Task<bool> SaveAsync(CancellationToken cancel)
    {
        var user = (
            Existing
            ?? new User
            {
                Name = "",
                Email = "",
                CreatedAt = viewer.Now,
                TimeZone = viewer.User!.TimeZone,
            }
        ) with
        {
            Name = Name!.Trim(),
            Email = Email!.Trim(),
            Role = IsMe ? UserRole.Admin : Role,
            Language = Language is "fr" ? "fr" : "en",
            ReceivesAlerts = ReceivesAlerts,
            Enabled = IsMe || Enabled,
            Version = Version,
        };
        if (!string.IsNullOrEmpty(Password))
        {
            user = user with { PasswordHash = passwords.Hash(user, Password) };
        }
        // A changed role or password ends the cookies given before; one's own session would end with them.
        var stale = user.Role != Existing?.Role || !string.IsNullOrEmpty(Password) || Existing is null;
        user = stale && !IsMe ? user with { SecurityStamp = PasswordCheck.NewStamp() } : user;
        return Existing is null ? await AddAsync(user, cancel) : await UpdateAsync(user, cancel);
    }

    private async Task<bool> AddAsync(User user, CancellationToken cancel)
    {
        if (await users.AddAsync(user, cancel) is not null)
        {
            return true;
        }
        ModelState.AddModelError("", words["People.EmailTaken"]);
        return false;
    }

    private async Task<bool> UpdateAsync(User user, CancellationToken cancel)
    {
        if (await users.FindByEmailAsync(user.Email, cancel) is { } other && other.Id != user.Id)
        {
            ModelState.AddModelError("", words["People.EmailTaken"]);
            return false;
        }
        if (!await users.UpdateAsync(user, cancel))
        {
            ModelState.AddModelError("", words["People.ChangedMeanwhile"]);
            Version = Existing!.Version;
            return false;
        }
        await users.ForgetFailedSignInsAsync(user.Id, cancel);
        return true;
    }
}
