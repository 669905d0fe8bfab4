using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Preferences;

/// <summary>Language and theme: cookies, and the language also with the account, where mails read it.</summary>
[AllowAnonymous]
internal sealed class IndexModel(IUserStore users, Viewer viewer) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

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
