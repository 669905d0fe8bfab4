using Microsoft.AspNetCore.Mvc.Filters;

namespace ReputationWatch.App.Web.Access;

/// <summary>Makes the role filter anew for each request, because it knows the reader.</summary>
internal sealed class RoleFilterFactory : IFilterFactory
{
    public bool IsReusable => false;

    public IFilterMetadata CreateInstance(IServiceProvider serviceProvider) =>
        new RoleFilter(serviceProvider.GetRequiredService<Viewer>());
}
