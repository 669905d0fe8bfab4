using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web.Access;

/// <summary>
/// The signed-in session. Each request looks the person up again: a disabled account or a changed password or role ends the
/// cookies that were given before.
/// </summary>
internal sealed class SessionCookie(IUserStore users) : CookieAuthenticationEvents
{
    public const string UserItem = "rw.user";
    private const string StampClaim = "rw.stamp";

    public static ClaimsPrincipal PrincipalOf(User user) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, user.Id.ToString(CultureInfo.InvariantCulture)),
                    new Claim(ClaimTypes.Name, user.Name),
                    new Claim(StampClaim, user.SecurityStamp),
                ],
                CookieAuthenticationDefaults.AuthenticationScheme
            )
        );

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var user = await FindAsync(context.Principal, context.HttpContext.RequestAborted);
        if (user is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
            return;
        }
        context.HttpContext.Items[UserItem] = user;
    }

    /// <summary>An htmx request cannot follow a redirect to another page: it is told to load it instead.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.IsPartial())
        {
            return base.RedirectToLogin(context);
        }
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers["HX-Redirect"] = "/sign-in";
        return Task.CompletedTask;
    }

    private async Task<User?> FindAsync(ClaimsPrincipal? principal, CancellationToken cancel)
    {
        var claim = principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        if (!long.TryParse(claim, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }
        var user = await users.FindAsync(id, cancel);
        return user is { Enabled: true } && user.SecurityStamp == principal!.FindFirstValue(StampClaim) ? user : null;
    }
}
