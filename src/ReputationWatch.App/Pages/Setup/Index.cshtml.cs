using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Setup;

/// <summary>Creates the administrator, once, while there is nobody.</summary>
[AllowAnonymous]
internal sealed class IndexModel(
    FirstRun firstRun,
    IUserStore users,
    PasswordCheck passwords,
    Viewer viewer,
    Wording words
) : PageModel
{
    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public bool NeedsToken => FirstRun.NeedsToken(HttpContext);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await firstRun.IsDoneAsync(cancel))
        {
            return LocalRedirect("/");
        }
        if (NeedsToken && !await firstRun.AcceptsAsync(Token, cancel))
        {
            ModelState.AddModelError(nameof(Token), words["Setup.TokenWrong"]);
        }
        foreach (var error in AccountRules.Check(Name, Email, Password, Again))
        {
            ModelState.AddModelError("", words[error]);
        }
        if (!ModelState.IsValid)
        {
            return Page();
        }
        await CreateAsync(cancel);
        return LocalRedirect("/");
    }

    private async Task CreateAsync(CancellationToken cancel)
    {
        var user = new User
        {
            Name = Name!.Trim(),
            Email = Email!.Trim(),
            Role = UserRole.Admin,
            SecurityStamp = PasswordCheck.NewStamp(),
            Language = viewer.Language,
            CreatedAt = viewer.Now,
        };
        user = user with { PasswordHash = passwords.Hash(user, Password!) };
        if (await users.AddAsync(user, cancel) is { } id)
        {
            await firstRun.EndAsync(cancel);
            await HttpContext.SignInAsync(SessionCookie.PrincipalOf(user with { Id = id }));
        }
    }
}
