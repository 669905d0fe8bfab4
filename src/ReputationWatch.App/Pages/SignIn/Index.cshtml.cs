using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;

namespace ReputationWatch.App.Pages.SignIn;

[AllowAnonymous]
internal sealed class IndexModel(PasswordCheck passwords, Wording words, Viewer viewer) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool Remember { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Then { get; set; }

    public IActionResult OnGet() => viewer.User is null ? Page() : LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (outcome, user) = await passwords.CheckAsync(Email ?? "", Password ?? "", cancel);
        if (outcome == SignInOutcome.Welcome)
        {
            await HttpContext.SignInAsync(
                SessionCookie.PrincipalOf(user!),
                new AuthenticationProperties { IsPersistent = Remember }
            );
            return LocalRedirect(RequestKinds.Own(Then));
        }
        ModelState.AddModelError(
            "",
            outcome == SignInOutcome.LockedOut
                ? words["SignIn.LockedOut", words.Format.Duration(PasswordCheck.LockOut)]
                : words["SignIn.Refused"]
        );
        return Page();
    }
}
