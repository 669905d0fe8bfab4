using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web.Access;

/// <summary>On a page model: the least role that may look at it, and the least role that may change something on it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAttribute(UserRole toRead = UserRole.Reader, UserRole toWrite = UserRole.Manager) : Attribute
{
    public UserRole ToRead { get; } = toRead;
    public UserRole ToWrite { get; } = toWrite;
}

/// <summary>Keeps the roles in one place: reading is for everybody signed in, writing for managers, unless a page says otherwise.</summary>
internal sealed class RoleFilter(Viewer viewer) : IAsyncPageFilter
{
    private static readonly NeedsAttribute Usual = new();

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var model = context.HandlerInstance.GetType();
        var anonymous = context.ActionDescriptor.EndpointMetadata.Any(m =>
            m is Microsoft.AspNetCore.Authorization.IAllowAnonymous
        );
        var needs = (NeedsAttribute?)Attribute.GetCustomAttribute(model, typeof(NeedsAttribute)) ?? Usual;
        var reads =
            HttpMethods.IsGet(context.HttpContext.Request.Method)
            || HttpMethods.IsHead(context.HttpContext.Request.Method);
        var least = reads ? needs.ToRead : needs.ToWrite;
        if (anonymous || viewer.Is(least))
        {
            await next();
            return;
        }
        if (context.HttpContext.Request.IsPartial())
        {
            context.HttpContext.Response.Headers["HX-Redirect"] = $"/not-allowed?role={least}";
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }
        context.Result = new LocalRedirectResult($"/not-allowed?role={least}");
    }
}
