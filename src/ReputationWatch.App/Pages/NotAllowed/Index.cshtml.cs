using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.NotAllowed;

/// <summary>Says who can.</summary>
internal sealed class IndexModel(IUserStore users) : PageModel
{
    private const int NamesShown = 5;

    public UserRole Needed { get; private set; } = UserRole.Admin;
    public IReadOnlyList<string> People { get; private set; } = [];

    public async Task OnGetAsync(UserRole? role, CancellationToken cancel)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Needed = role is UserRole.Manager ? UserRole.Manager : UserRole.Admin;
        People =
        [
            .. (await users.ListAsync(cancel))
                .Where(u => u.Enabled && u.Role >= Needed)
                .Select(u => u.Name)
                .Take(NamesShown),
        ];
    }
}
