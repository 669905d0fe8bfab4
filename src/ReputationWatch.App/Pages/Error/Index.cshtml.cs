using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReputationWatch.App.Pages.Error;

/// <summary>Says what happened, what it means and what to do; the log has the rest under the same reference.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class IndexModel : PageModel
{
    public int Status { get; private set; } = 500;
    public string? Reference { get; private set; }

    public void OnGet(int? status) => Show(status);

    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        Status = status is >= 400 and < 600 ? status.Value : 500;
        Reference = HttpContext.TraceIdentifier;
    }
}
